package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts the samples of a backup into the first replica. */
final class Restore extends ServerRunbook {
    private static final Duration STOP = Duration.ofMinutes(15);

    Restore() {
        super(
                new RunbookInfo(
                        "restore",
                        "Restore samples",
                        Intent.RESTORE,
                        Danger.DESTRUCTIVE,
                        "Stops the pods, puts what the first replica holds aside on its volume, copies the backup there, and starts them again.",
                        Optional.of(Names.PROMETHEUS),
                        parameters(Optional.empty()),
                        List.of(
                                "Nothing is measured and no alert fires from the stop to the start.",
                                "What the volume holds now is put into a folder old-… on it, and no longer queried. Remove it later.",
                                "The volume needs room for both.",
                                "Blocks older than the retention are deleted at once: raise it first.",
                                "Other replicas keep what they have: graphs through the Service flicker between them."),
                        List.of("https://prometheus.io/docs/prometheus/latest/storage/")),
                true);
    }

    private static List<Parameter> parameters(Optional<String> newest) {
        Parameter backup = Ask.required(Ask.text(
                "backup",
                "Backup",
                "The claim that a backup made.",
                "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                "the name of a claim"));
        return List.of(newest.map(n -> Ask.with(backup, n, "the newest")).orElse(backup), Copy.image());
    }

    static List<String> backups(Server s, ClusterView view) {
        return view
                .list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled(s.namespace(), Names.BACKUP_OF, s.name()))
                .stream()
                .sorted(Comparator.comparing((Resource c) ->
                                c.text("metadata", "creationTimestamp").orElse(""))
                        .reversed())
                .map(Resource::name)
                .toList();
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return parameters(Change.target(target, view)
                .flatMap(s -> backups(s, view).stream().findFirst()));
    }

    /** The pod whose samples are copied. */
    static String firstPod(Server s) {
        return "prometheus-" + s.name() + "-0";
    }

    /** Its claim. */
    static Optional<String> claim(Server s, ClusterView view) {
        return view.get(ObjectRef.of(Kind.POD, s.namespace(), firstPod(s)))
                .flatMap(p -> p.items("spec", "volumes").stream()
                        .flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream())
                        .findFirst());
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        String backup = request.input("backup");
        if (view.get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, s.namespace(), backup))
                .isEmpty()) {
            throw refused(
                    s.path(),
                    "there is no claim " + s.namespace() + "/" + backup,
                    "Backups are: " + String.join(", ", backups(s, view)));
        }
        String claim = claim(s, view)
                .orElseThrow(() -> refused(
                        s.path(), "pod " + firstPod(s) + " has no claim", "Give it a volume first: spec.storage."));
        ObjectRef set = ObjectRef.of(Kind.STATEFUL_SET, s.namespace(), "prometheus-" + s.name());
        draft.step(settled(s));
        Step pause = patch(
                s,
                "pause",
                "paused",
                "The operator would start the pods again at once.",
                Tree.of("paused", true),
                Undo.EXACT);
        draft.step(pause)
                .step(Step.await(
                        "paused",
                        "the operator has seen it",
                        "Until then it may still change something.",
                        Check.fieldIs(s.ref().anyIncarnation(), "true", "status", "paused"),
                        Duration.ofMinutes(3)))
                .step(Step.change(
                        "stop",
                        set.display() + "  replicas " + s.replicas() + " → 0",
                        "A volume must not change under a running Prometheus.",
                        new Action.Scale(set, 0),
                        Check.all(
                                Check.fieldIs(set, "0", "spec", "replicas"),
                                new Check.Absent(ObjectRef.of(Kind.POD, s.namespace(), firstPod(s)))),
                        new Undo.BestEffort(
                                new Action.Scale(set, (int) s.replicas()),
                                Check.fieldIs(set, Long.toString(s.replicas()), "spec", "replicas"),
                                "the pods start anew"),
                        STOP))
                .step(Copy.step(
                        Copy.in(s, request, claim, backup),
                        "Job copies " + backup + " to " + claim,
                        "What is there now is put into " + Copy.aside(request) + " on the same volume.",
                        new Undo.None("the former samples lie in " + Copy.aside(request)
                                + " on the volume: move them back while the pods are stopped")))
                .step(Step.change(
                        "start",
                        set.display() + "  replicas 0 → " + s.replicas(),
                        "The pods open what has been copied.",
                        new Action.Scale(set, (int) s.replicas()),
                        Check.fieldIs(set, Long.toString(s.replicas()), "spec", "replicas"),
                        Undo.EXACT,
                        SHORT))
                .step(patch(
                        s,
                        "resume",
                        "taken up again",
                        "The operator keeps it again.",
                        Tree.of("paused", false),
                        Undo.EXACT))
                .step(settledAgain(s, "It has opened its blocks and measures again.", s.wanted()));
        return draft.consequence("nothing is measured for some minutes")
                .consequence("keeps the former samples in " + Copy.aside(request) + " on the volume")
                .plan("Restore " + backup + " into " + request.instance().id().display());
    }
}
