package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Effect;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a movement of partitions: ask for a proposal, approve it, wait until the data has moved. */
final class Moves {
    private Moves() {}

    static Parameter approve() {
        return Ask.choice(
                "approve",
                "Approval",
                "automatic: the proposal is carried out as soon as it is there; ask: the run stops and asks first.",
                "automatic",
                "ask");
    }

    static Parameter throttle() {
        return Ask.text(
                "throttle",
                "Throttle",
                "Most bytes a second that each broker gives to the movement; empty for no limit.",
                "[1-9][0-9]{0,12}",
                "a whole number of bytes a second");
    }

    /**
     * What is to move.
     *
     * @param id how its steps' ids begin when a plan has several movements; empty for the only one
     * @param words for the step's title
     * @param spec of the KafkaRebalance
     */
    record Movement(String id, String words, Map<String, Object> spec) {
        /** {@code add-brokers} or {@code remove-brokers}. */
        static Movement of(String id, String mode, List<Long> brokers) {
            return new Movement(id, mode + " " + brokers, Tree.of("mode", mode, "brokers", brokers));
        }

        /** Everything everywhere, by load. */
        static Movement full() {
            return new Movement("", "full", Map.of());
        }

        private String step(String name) {
            return id.isEmpty() ? name : id + "-" + name;
        }
    }

    /** Adds the steps of a movement. */
    static void steps(KafkaCluster c, Request request, Movement movement, PlanDraft draft) {
        ObjectRef ref = c.beside(Strimzi.REBALANCE, c.name() + "-" + movement.step(request.token()));
        Map<String, Object> spec = new LinkedHashMap<>(movement.spec());
        if (!request.input("throttle").isEmpty()) {
            spec.put("replicationThrottle", Long.parseLong(request.input("throttle")));
        }
        boolean ask = request.input("approve").equals("ask");
        Resource rebalance = Resource.of(Strimzi.REBALANCE, ref.namespace(), ref.name(), Map.of("spec", spec))
                .with(Tree.of(Strimzi.CLUSTER_LABEL, c.name()), "metadata", "labels");
        if (!ask) {
            rebalance = rebalance.with(Tree.of(Strimzi.AUTO_APPROVAL, "true"), "metadata", "annotations");
        }
        draft.step(Step.change(
                movement.step("rebalance"),
                "KafkaRebalance " + ref.namespace() + "/" + ref.name() + "  " + movement.words(),
                "Cruise Control works out which partitions move where.",
                new Action.Create(rebalance),
                new Check.Exists(ref),
                new Undo.BestEffort(
                        new Action.Delete(ref, Action.Propagation.BACKGROUND),
                        new Check.Absent(ref),
                        "what has moved stays where it is"),
                Steps.SHORT));
        draft.step(Step.await(
                movement.step("proposal"),
                "there is a proposal",
                "Cruise Control needs some minutes of samples after its own start.",
                Questions.rebalanceIn(ref, "ProposalReady", "Rebalancing", "Ready"),
                Duration.ofMinutes(15)));
        if (ask) {
            draft.step(confirm(movement.step("confirm"), ref));
            draft.step(order(movement.step("approve"), ref, "approve", "Rebalancing", "Ready"));
        }
        draft.step(Step.await(
                movement.step("moved"),
                "the data has moved",
                "It takes as long as the network and the throttle say.",
                Questions.rebalanceIn(ref, "Ready"),
                Duration.ofHours(24)));
    }

    static void traffic(PlanDraft draft) {
        draft.risk(
                "traffic",
                "Brokers, disks and network are busy while data moves",
                "Set a throttle for a cluster that is busy itself; brokers must not be restarted meanwhile.");
    }

    private static Step confirm(String id, ObjectRef ref) {
        Check ready = Questions.rebalanceIn(ref, "ProposalReady", "Rebalancing", "Ready");
        return new Step(
                id,
                "approve the proposal",
                "Its size is in status.optimizationResult of the KafkaRebalance.",
                new Action.Confirm(
                        "Carry the proposal out? kubectl -n " + ref.namespace() + " get kafkarebalance " + ref.name()
                                + " -o yaml shows dataToMoveMB and the movements.",
                        "approve"),
                List.of(),
                Check.Never.INSTANCE,
                ready,
                Undo.NOTHING_TO_UNDO,
                Effect.READ,
                Duration.ofHours(8),
                false,
                List.of());
    }

    /** Gives a rebalance an order, which the operator takes away again when it has followed it. */
    static Step order(String id, ObjectRef ref, String order, String... states) {
        Check done = Questions.rebalanceIn(ref, states);
        return Step.change(
                id,
                "KafkaRebalance " + ref.namespace() + "/" + ref.name() + "  " + order,
                "The operator takes the annotation away once it has followed it.",
                new Action.Annotate(ref, Tree.of(Strimzi.REBALANCE_ORDER, order)),
                done,
                new Undo.None("what has moved stays where it is; runbook stop-rebalance stops the rest"),
                Duration.ofMinutes(10));
    }
}
