package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Steps that several procedures have. */
final class Steps {
    static final Duration SHORT = Duration.ofSeconds(30);

    private Steps() {}

    /** Looks whether the cluster is at rest, and whether its partitions have all their replicas where that can be read. */
    static void atRest(KafkaCluster c, PlanDraft draft) {
        draft.step(Step.require(
                "settled",
                "cluster ready, all nodes at rest",
                "A cluster that isn't at rest must not be changed.",
                Check.all(Questions.operatorAvailable(c.namespace()), Questions.settled(c))));
        if (c.metrics()) {
            draft.step(Step.require(
                    "replicated",
                    "no partition lacks a replica",
                    "A partition that lacks one may not lose another.",
                    Questions.replicated(c)));
        } else {
            draft.risk(
                    "no-metrics",
                    "Whether partitions lack replicas can't be seen",
                    "The cluster has no metrics. The operator looks itself before it restarts a broker, and waits if it must.");
        }
    }

    /** Waits until all partitions have all their replicas again, where that can be read. */
    static void replicatedAgain(KafkaCluster c, PlanDraft draft) {
        replicated(c, "replicated-again", "no partition lacks a replica", draft);
    }

    /** The same for one of several clusters. */
    static void replicatedAgainOf(KafkaCluster c, PlanDraft draft) {
        replicated(
                c,
                "replicated-" + c.namespace() + "." + c.name(),
                "no partition of " + c.namespace() + "/" + c.name() + " lacks a replica",
                draft);
    }

    private static void replicated(KafkaCluster c, String id, String title, PlanDraft draft) {
        if (c.metrics()) {
            draft.step(Step.await(
                    id,
                    title,
                    "Restarted brokers first catch up with the others.",
                    Questions.replicated(c),
                    Duration.ofHours(1)));
        }
    }

    static Step settledAgain(KafkaCluster c, Duration deadline) {
        return settled("settled-again", "The operator has finished.", c, deadline);
    }

    /** Waits until the operator has finished, in the middle of a plan. */
    static Step settled(String id, String why, KafkaCluster c, Duration deadline) {
        return Step.await(id, "cluster ready, all nodes at rest", why, Questions.settled(c), deadline);
    }

    /** Looks whether somebody takes up what the plan writes. */
    static Step operated(String namespace, String why) {
        return Step.require(
                "operator", "an operator watches " + namespace, why, Questions.operatorAvailable(namespace));
    }

    /** Takes an order to restart back, as far as it hasn't been followed. */
    static Undo rollWithdrawn(ObjectRef ordered, String remainder) {
        return new Undo.BestEffort(
                new Action.Patch(
                        ordered,
                        Map.of(),
                        List.of("metadata/annotations/" + Strimzi.MANUAL_ROLL.replace("/", "~1")),
                        ""),
                new Check.FieldMatches(
                        ordered, List.of("metadata", "annotations", Strimzi.MANUAL_ROLL), Check.Operator.ABSENT, ""),
                remainder);
    }

    /** Time enough for so many restarts one after the other. */
    static Duration rolls(long nodes) {
        return Duration.ofMinutes(15 + 10 * nodes);
    }

    /** Says when the operator works on certificates, where it doesn't always. */
    static void windows(KafkaCluster c, PlanDraft draft) {
        List<String> windows = c.object().texts("spec", "maintenanceTimeWindows");
        if (!windows.isEmpty()) {
            draft.risk(
                    "window",
                    "Nothing happens outside of the maintenance windows",
                    "They are, in UTC: " + String.join("; ", windows)
                            + ". The plan waits no longer than its deadline.");
        }
    }

    /** Sets fields below {@code spec} of the Kafka. */
    static Step set(KafkaCluster c, String id, String title, String why, Map<String, Object> spec, Check done) {
        return Step.change(
                id,
                "Kafka " + c.namespace() + "/" + c.name() + "  " + title,
                why,
                new Action.Patch(c.ref(), Tree.of("spec", spec), List.of(), ""),
                done,
                Undo.EXACT,
                SHORT);
    }

    /** Sets fields below {@code spec} of a pool. */
    static Step set(
            NodePool pool, String id, String title, String why, Map<String, Object> spec, Check done, Undo undo) {
        return Step.change(
                id,
                "KafkaNodePool " + pool.object().namespace() + "/" + pool.name() + "  " + title,
                why,
                new Action.Patch(pool.ref(), Tree.of("spec", spec), List.of(), ""),
                done,
                undo,
                SHORT);
    }
}
