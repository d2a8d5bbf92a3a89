package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Restarts the pods of a Prometheus, one after the other. */
final class Restart extends ServerRunbook {
    Restart() {
        super(
                new RunbookInfo(
                        "restart",
                        "Restart the pods",
                        Intent.REPAIR,
                        Danger.DISRUPTIVE,
                        "Restarts every pod, one after the other in each shard, and waits until each has replayed its log.",
                        Optional.of(Names.PROMETHEUS),
                        List.of(),
                        List.of(
                                "A pod measures nothing while it replays its log, which may take a quarter of an hour.",
                                "With one replica no alert fires meanwhile.",
                                "Without a volume all samples are lost."),
                        List.of("https://prometheus-operator.dev/docs/platform/troubleshooting/")),
                true);
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        List<Resource> pods = s.pods(view);
        draft.step(settled(s));
        for (Resource set : s.sets(view)) {
            List<Resource> own = pods.stream()
                    .filter(p -> p.name().startsWith(set.name() + "-")
                            && p.name().substring(set.name().length() + 1).matches("\\d+"))
                    .toList();
            draft.step(Step.change(
                    "restart-" + set.name(),
                    "StatefulSet " + set.namespace() + "/" + set.name() + "  " + own.size()
                            + (own.size() == 1 ? " pod restarted" : " pods restarted"),
                    "The operator lets this annotation be; the same value twice is one restart.",
                    new Action.Patch(
                            set.ref(Kind.STATEFUL_SET),
                            Tree.of(
                                    "spec",
                                    Tree.of(
                                            "template",
                                            Tree.of(
                                                    "metadata",
                                                    Tree.of(
                                                            "annotations",
                                                            Tree.of(
                                                                    "kubectl.kubernetes.io/restartedAt",
                                                                    request.token()))))),
                            List.of(),
                            ""),
                    Questions.restarted(s, own),
                    new Undo.None("what has restarted has restarted"),
                    Duration.ofMinutes(10 + 20L * own.size())));
        }
        if (s.storage().isEmpty()) {
            draft.risk("volume", "All samples are lost", "It has no volume. Take a backup first: runbook back-up.");
        }
        return draft.step(settledAgain(s, "Each has replayed its log.", 1))
                .consequence("restarts " + pods.size() + (pods.size() == 1 ? " pod" : " pods, one by one"))
                .plan("Restart the pods of " + request.instance().id().display());
    }
}
