package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the operator to leave a Kafka alone, or to go on with it. */
final class Pause extends KafkaRunbook {
    private final boolean pause;

    private Pause(RunbookInfo info, boolean pause) {
        super(info);
        this.pause = pause;
    }

    static Pause pause() {
        return new Pause(
                new RunbookInfo(
                        "pause",
                        "Pause the operator for it",
                        Intent.CONFIGURE,
                        Danger.REVERSIBLE,
                        "Tells the operator to leave the Kafka alone. Brokers go on serving.",
                        Optional.of(Strimzi.CLUSTER_COMPONENT),
                        List.of(),
                        List.of(
                                "Certificates aren't renewed while it is paused: a forgotten pause ends in an outage.",
                                "The operator drops versions, listeners and pools from the status meanwhile."),
                        List.of("https://strimzi.io/docs/operators/latest/deploying#proc-pausing-reconciliation-str")),
                true);
    }

    static Pause resume() {
        return new Pause(
                new RunbookInfo(
                        "resume",
                        "Resume the operator for it",
                        Intent.CONFIGURE,
                        Danger.DISRUPTIVE,
                        "Lets the operator go on. Everything that was changed meanwhile is applied at once, with the restarts that it needs.",
                        Optional.of(Strimzi.CLUSTER_COMPONENT),
                        List.of(),
                        List.of("Changes that have piled up are applied together; look at the difference first."),
                        List.of("https://strimzi.io/docs/operators/latest/deploying#proc-pausing-reconciliation-str")),
                false);
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        if (pause) {
            return Standing.atRest(c, view);
        }
        List<Constraint> found = new ArrayList<>(Standing.operated(c, view).stream()
                .filter(k -> !k.id().equals("paused"))
                .toList());
        if (!c.paused()) {
            found.add(new Constraint("running", "it isn't paused", "nothing to do", Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        if (pause) {
            begin(c, draft);
            draft.consequence("no change is applied and no certificate renewed until it is resumed");
            return draft.plan(
                    "Pause the operator for " + request.instance().id().display());
        }
        long nodes = c.pools(view).stream().mapToLong(NodePool::wanted).sum();
        draft.step(end(c))
                .step(Steps.settledAgain(c, Steps.rolls(nodes)))
                .consequence(
                        c.seen()
                                ? "nothing has changed in the Kafka itself since it was paused"
                                : "applies what has changed since it was paused; nodes may restart");
        return draft.plan("Resume the operator for " + request.instance().id().display());
    }

    /** The operator leaves it alone, and has said so. */
    static void begin(KafkaCluster c, PlanDraft draft) {
        draft.step(Step.change(
                        "pause",
                        "Kafka " + c.namespace() + "/" + c.name() + "  annotation " + Strimzi.PAUSE + " true",
                        "The operator then does nothing for it.",
                        new Action.Annotate(c.ref(), Tree.of(Strimzi.PAUSE, "true")),
                        Check.fieldIs(c.ref(), "true", "metadata", "annotations", Strimzi.PAUSE),
                        Undo.EXACT,
                        Steps.SHORT))
                .step(Step.await(
                        "paused",
                        "the operator says that it is paused",
                        "Until then a reconciliation may still be under way.",
                        new Check.Condition(c.ref(), "ReconciliationPaused", "True"),
                        Duration.ofMinutes(10)));
    }

    /** The operator goes on with it. */
    static Step end(KafkaCluster c) {
        return Step.change(
                "resume",
                "Kafka " + c.namespace() + "/" + c.name() + "  annotation " + Strimzi.PAUSE + " away",
                "The operator takes up everything that has changed.",
                new Action.Patch(
                        c.ref(), Map.of(), List.of("metadata/annotations/" + Strimzi.PAUSE.replace("/", "~1")), ""),
                new Check.FieldMatches(
                        c.ref(), List.of("metadata", "annotations", Strimzi.PAUSE), Check.Operator.ABSENT, ""),
                Undo.EXACT,
                Steps.SHORT);
    }
}
