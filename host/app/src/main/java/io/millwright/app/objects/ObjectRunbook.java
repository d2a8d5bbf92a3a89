package io.millwright.app.objects;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A runbook of one object. */
abstract class ObjectRunbook implements Runbook {
    static final Duration SOON = Duration.ofMinutes(2);
    static final Duration LONG = Duration.ofMinutes(15);

    private final RunbookInfo info;

    ObjectRunbook(
            String id,
            String title,
            Intent intent,
            Danger danger,
            String summary,
            List<Parameter> parameters,
            String page) {
        this.info = new RunbookInfo(
                id,
                title,
                intent,
                danger,
                summary,
                Optional.of("object"),
                parameters,
                List.of(),
                List.of("https://kubernetes.io/docs/" + page));
    }

    @Override
    public final RunbookInfo info() {
        return info;
    }

    /** What it asks of that object. */
    List<Parameter> asks(Resource object) {
        return info.parameters();
    }

    @Override
    public final List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return target.map(t -> asks(t.root())).orElse(info.parameters());
    }

    /** Whether it fits objects of that kind at all. */
    abstract boolean suits(String kind);

    /** Why it doesn't fit that object; empty when it does. */
    final Optional<String> misfit(Resource object) {
        return suits(object.kind())
                ? unready(object)
                : Optional.of("'" + info.title().toLowerCase(Locale.ROOT) + "' is not for a " + object.kind());
    }

    /** Why an object of the right kind doesn't fit now; empty when it does. */
    abstract Optional<String> unready(Resource object);

    /** What is done. */
    abstract Deed deed(Request request, Resource object, ObjectRef ref);

    /**
     * What a plan of one object is made of.
     *
     * @param title imperative, with what changes
     */
    record Deed(String title, Danger danger, List<Step> steps, List<String> consequences, List<Risk> risks) {}

    @Override
    public final Plan plan(Request request, ClusterView cluster) {
        Instance target = request.instance();
        ObjectRef ref = target.root().ref(kind(target));
        // What was looked at may be old, and secret values were taken out of it.
        Resource object = cluster.get(ref)
                .filter(o -> o.uid().equals(target.root().uid()))
                .orElseThrow(() -> new ProblemException(new Problem(
                        Problem.Kind.CLUSTER,
                        "plan to " + info.title().toLowerCase(Locale.ROOT) + " " + ref.display(),
                        "cluster " + cluster.cluster(),
                        "it is not there any more, or another one has taken its name",
                        "Look at the list again.",
                        Optional.of("404"))));
        misfit(object).ifPresent(why -> {
            throw new ProblemException(Problem.user(
                    "plan to " + info.title().toLowerCase(Locale.ROOT) + " " + ref.display(),
                    "cluster " + cluster.cluster(),
                    why,
                    "Nothing was changed."));
        });
        Deed deed = deed(request, object, ref);
        List<Risk> risks = new ArrayList<>(deed.risks());
        owner(object)
                .ifPresent(
                        o -> risks.add(
                                new Risk(
                                        "owned",
                                        "It belongs to " + o,
                                        "Whoever made it may set it back or make it again; a change that is meant to last belongs there.")));
        return new Plan(
                deed.title(),
                ObjectsTool.ID,
                info.id(),
                info.intent(),
                deed.danger(),
                new Plan.Target(target.id(), ref, object.generation(), ""),
                request.inputs(),
                deed.steps(),
                deed.consequences(),
                risks);
    }

    @Override
    public final List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return target.flatMap(t -> misfit(t.root()))
                .map(why ->
                        List.of(new Constraint("kind", why, "Choose another object.", Constraint.Kind.NOT_APPLICABLE)))
                .orElse(List.of());
    }

    /** The kind of a target: its component is the kind's name, the object tells the rest. */
    static Kind kind(Instance target) {
        String apiVersion = target.root().apiVersion();
        int slash = apiVersion.indexOf('/');
        String name = target.component();
        int dot = name.indexOf('.');
        return new Kind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                target.root().kind(),
                dot < 0 ? name : name.substring(0, dot),
                !target.root().namespace().isEmpty());
    }

    /** Who would set it back: a controller, Helm, Argo CD or Flux. */
    static Optional<String> owner(Resource object) {
        return object.items("metadata", "ownerReferences").stream()
                .findFirst()
                .map(o -> o.kind() + " " + o.text("name").orElse(""))
                .or(() -> object.annotation("meta.helm.sh/release-name").map(r -> "Helm release " + r))
                .or(() -> object.annotation("argocd.argoproj.io/tracking-id").map(a -> "Argo CD, " + a))
                .or(() -> object.label("kustomize.toolkit.fluxcd.io/name").map(k -> "Flux, Kustomization " + k));
    }

    static String named(Resource object, Request request) {
        return object.kind() + " " + (object.namespace().isEmpty() ? "" : object.namespace() + "/") + object.name()
                + " on " + request.instance().id().cluster();
    }
}
