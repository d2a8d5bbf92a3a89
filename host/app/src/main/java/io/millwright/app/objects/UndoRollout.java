package io.millwright.app.objects;

import io.millwright.engine.Redaction;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a deployment the pod template of a former revision, as its replica sets keep them. */
final class UndoRollout extends Rollout {
    private static final String TO = "revision";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    UndoRollout() {
        super(
                "undo-rollout",
                "Undo rollout",
                "Gives a deployment the pod template of a former revision and waits until its pods are ready.",
                List.of(new Parameter(
                        TO,
                        "Revision",
                        "0 is the one before the present one; the replica sets' annotation tells the others.",
                        new Parameter.Type.WholeNumber(0, Integer.MAX_VALUE),
                        Optional.of("0"),
                        "the one before",
                        true)),
                "concepts/workloads/controllers/deployment/#rolling-back-a-deployment");
    }

    @Override
    boolean suits(String kind) {
        return kind.equals("Deployment");
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref) {
        throw new IllegalStateException("a former revision is read from the cluster");
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref, ClusterView cluster) {
        Resource former = former(request.number(TO), object, ref, cluster);
        long revision = revision(former);
        if (!Redaction.of(former).at("spec", "template").equals(former.at("spec", "template"))) {
            throw refused(
                    ref,
                    "the template of revision " + revision + " holds what looks like a secret's value",
                    "A plan never holds one: use kubectl rollout undo.");
        }
        TreeChange change = TreeChange.between(template(object), template(former));
        if (change.isEmpty()) {
            throw refused(ref, "revision " + revision + " has the same pod template", "Choose another revision.");
        }
        Resource wanted = Resource.of(ref.kind(), object.namespace(), object.name(), change.patch());
        return new Deed(
                "Undo the rollout of " + named(object, request) + ": revision " + revision(object) + " → " + revision,
                Danger.DISRUPTIVE,
                List.of(Step.change(
                        "undo-rollout",
                        "give " + ref.display() + " the pod template of revision " + revision,
                        "What was rolled out is not wanted.",
                        new Action.Patch(ref, change.patch(), change.removals(), ""),
                        Check.all(new Check.Matches(List.of(wanted)), new Check.Ready(ref)),
                        Undo.EXACT,
                        LONG)),
                consequences(object, former),
                List.of());
    }

    private static Resource former(long wanted, Resource object, ObjectRef ref, ClusterView cluster) {
        List<Resource> sets = cluster.list(Kind.REPLICA_SET, Selector.in(object.namespace())).stream()
                .filter(s -> s.items("metadata", "ownerReferences").stream()
                        .anyMatch(o -> o.text("uid").orElse("").equals(object.uid())))
                .filter(s -> wanted == 0 ? revision(s) < revision(object) : revision(s) == wanted)
                .sorted(Comparator.comparingLong(UndoRollout::revision))
                .toList();
        if (sets.isEmpty()) {
            throw refused(
                    ref,
                    wanted == 0 ? "no former revision of it is kept" : "revision " + wanted + " of it is not kept",
                    "'millwright get replicasets' lists what there is.");
        }
        return sets.getLast();
    }

    private static long revision(Resource object) {
        return object.annotation(REVISION)
                .filter(r -> r.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static Map<String, Object> template(Resource object) {
        Resource template = object.without("spec", "template", "metadata", "labels", "pod-template-hash")
                .without("spec", "template", "metadata", "creationTimestamp");
        return Map.of("spec", Map.of("template", template.at("spec", "template").orElse(Map.of())));
    }

    private static List<String> consequences(Resource object, Resource former) {
        List<String> consequences = new ArrayList<>();
        for (Resource container : former.items("spec", "template", "spec", "containers")) {
            String name = container.text("name").orElse("");
            String image = container.text("image").orElse("");
            object.items("spec", "template", "spec", "containers").stream()
                    .filter(c -> c.text("name").orElse("").equals(name))
                    .flatMap(c -> c.text("image").stream())
                    .filter(now -> !now.equals(image))
                    .forEach(now -> consequences.add("container " + name + ": " + now + " → " + image));
        }
        consequences.add(replaces(object));
        return consequences;
    }

    private static ProblemException refused(ObjectRef ref, String why, String next) {
        return new ProblemException(Problem.user("plan to undo the rollout", ref.display(), why, next));
    }
}
