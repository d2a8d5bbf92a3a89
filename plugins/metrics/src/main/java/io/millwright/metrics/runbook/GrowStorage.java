package io.millwright.metrics.runbook;

import io.millwright.kit.Bytes;
import io.millwright.kit.Installer;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grows the volumes of a Prometheus. The operator doesn't do it: it would only make the StatefulSet anew around the old volumes. */
final class GrowStorage extends ServerRunbook {
    private static final List<Parameter> OWN =
            List.of(Ask.required(Ask.quantity("size", "Size", "The new size of each volume, larger than now.")));

    GrowStorage() {
        super(
                new RunbookInfo(
                        "grow-storage",
                        "Grow the volumes",
                        Intent.SCALE,
                        Danger.DISRUPTIVE,
                        "Has the operator look away, grows every claim, and makes the StatefulSet anew around the running pods.",
                        Optional.of(Names.PROMETHEUS),
                        Change.with(OWN, Optional.empty()),
                        List.of(
                                "Volumes can't shrink: there is no way back.",
                                "The storage class must allow it.",
                                "While the operator looks away new rules and targets wait.",
                                "Some drivers grow the file system only when the pod restarts: runbook restart."),
                        List.of("https://prometheus-operator.dev/docs/platform/storage/")),
                true);
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return Change.with(OWN, Change.target(target, view));
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        String size = request.input("size");
        String now = s.storage()
                .orElseThrow(() -> refused(
                        s.path(),
                        "it has no volume of its own",
                        "Set spec.storage or the chart's value storageSpec first."));
        List<Resource> claims = s.claims(view);
        List<Resource> pods = s.pods(view);
        List<Resource> sets = s.sets(view);
        grows(s, claims, now, size, view);
        List<String> names = claims.stream().map(Resource::name).toList();
        Map<String, Object> storage = Tree.of(
                "volumeClaimTemplate",
                Tree.of("spec", Tree.of("resources", Tree.of("requests", Tree.of("storage", size)))));
        Change.owner(s, draft);
        draft.step(settled(s));
        Step pause = patch(
                s,
                "pause",
                "paused, volumes " + now + " → " + size,
                "The operator would delete the StatefulSet and its pods for a new size.",
                Tree.of("paused", true, "storage", storage),
                Undo.EXACT);
        Check seen = Check.all(pause.done(), Check.fieldIs(s.ref(), "true", "status", "paused"));
        draft.step(new Step(
                pause.id(),
                pause.title(),
                pause.why(),
                pause.action(),
                List.of(),
                seen,
                seen,
                Undo.EXACT,
                Effect.IDEMPOTENT,
                Duration.ofMinutes(3),
                false,
                List.of()));
        for (String claim : names) {
            ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, s.namespace(), claim);
            draft.step(Step.change(
                            "grow-" + claim,
                            ref.display() + "  " + now + " → " + size,
                            "The driver makes the disk larger.",
                            new Action.Patch(
                                    ref,
                                    Tree.of(
                                            "spec",
                                            Tree.of("resources", Tree.of("requests", Tree.of("storage", size)))),
                                    List.of(),
                                    ""),
                            Questions.grown(s.namespace(), List.of(claim), size, true),
                            new Undo.None("volumes can't shrink"),
                            Duration.ofMinutes(30))
                    .noReturn());
        }
        for (Resource set : sets) {
            draft.step(orphan(set, pods));
        }
        draft.step(patch(
                        s,
                        "resume",
                        "taken up again",
                        "The operator makes the StatefulSet with the new size, and it adopts the pods.",
                        Tree.of("paused", false),
                        Undo.EXACT))
                .step(settledAgain(s, "The StatefulSet is there again.", s.wanted()))
                .step(Step.await(
                        "grown",
                        names.size() + " claims have " + size,
                        "Their file systems have grown as well.",
                        Questions.grown(s.namespace(), names, size, false),
                        Duration.ofMinutes(15)));
        if (Installer.release(s.object()).isPresent()
                && Controllers.chartVersion(s.object()).isPresent()) {
            draft.step(Change.step(
                            s,
                            request,
                            "values",
                            "volumes of " + size,
                            "Otherwise the next upgrade asks for the old size.",
                            Tree.of("storage", storage),
                            Tree.of("storageSpec", storage),
                            Map.of(),
                            new Undo.None("volumes can't shrink"))
                    .probe(new Check.Never("the release's values can't be seen from outside")));
        }
        return draft.consequence("restarts nothing")
                .consequence("grows " + names.size() + " volumes from " + now + " to " + size)
                .plan("Grow the volumes of " + request.instance().id().display() + ": " + now + " → " + size);
    }

    private static Step orphan(Resource set, List<Resource> pods) {
        List<Check> alive = new ArrayList<>();
        alive.add(new Check.Absent(set.ref(Kind.STATEFUL_SET)));
        pods.forEach(p -> alive.add(new Check.Exists(p.ref(Kind.POD))));
        return Step.change(
                "orphan-" + set.name(),
                "StatefulSet " + set.namespace() + "/" + set.name() + "  deleted, its pods stay",
                "Its template of volumes can't be changed.",
                new Action.Delete(set.ref(Kind.STATEFUL_SET), Action.Propagation.ORPHAN),
                new Check.All(alive),
                new Undo.None("the operator makes it again as soon as it is taken up again"),
                Duration.ofMinutes(2));
    }

    private void grows(Server s, List<Resource> claims, String now, String size, ClusterView view) {
        if (Bytes.quantity(size).orElse(0L) <= Bytes.quantity(now).orElse(Long.MAX_VALUE)) {
            throw refused(s.path(), "volumes have " + now + ", and can't shrink", "Give a larger size.");
        }
        for (Resource claim : claims) {
            String storageClass = claim.text("spec", "storageClassName").orElse("");
            if (!view.get(ObjectRef.of(Kind.STORAGE_CLASS, "", storageClass))
                    .flatMap(c -> c.flag("allowVolumeExpansion"))
                    .orElse(false)) {
                throw refused(
                        s.path(),
                        "storage class '" + storageClass + "' of claim " + claim.name() + " doesn't let volumes grow",
                        "Keep less (runbook set-retention), or move to another class by backup and restore.");
            }
        }
    }
}
