package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.RebalanceProgress;
import io.millwright.kafka.strimzi.RebalanceState;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes one KafkaRebalance through its states, and moves the simulated partitions. */
final class RebalanceReconciler {
    private final SimulatedCluster world;
    private final Resource rebalance;
    private final Duration proposal;
    private final Duration moving;

    RebalanceReconciler(SimulatedCluster world, Resource rebalance, Duration proposal, Duration moving) {
        this.world = world;
        this.rebalance = rebalance;
        this.proposal = proposal;
        this.moving = moving;
    }

    void step() {
        if (Site.deleting(rebalance) || RebalanceState.template(rebalance)) {
            return;
        }
        String cluster = rebalance.label(Strimzi.CLUSTER_LABEL).orElse("");
        Optional<KafkaCluster> kafka = world.get(ObjectRef.of(Strimzi.KAFKA, rebalance.namespace(), cluster))
                .map(KafkaCluster::new);
        String state = RebalanceState.word(rebalance);
        String order = rebalance.annotation(Strimzi.REBALANCE_ORDER).orElse("");
        boolean rests =
                order.isEmpty() && List.of("Ready", "Stopped", "NotReady").contains(state);
        Optional<String[]> refused = rests ? Optional.empty() : refusal(kafka);
        if (refused.isPresent()) {
            state("NotReady", refused.get()[0], refused.get()[1]);
            return;
        }
        if (!order.isEmpty() && accepts(state, order)) {
            order(order);
            return;
        }
        advance(state, kafka);
    }

    private Optional<String[]> refusal(Optional<KafkaCluster> kafka) {
        if (kafka.isEmpty()) {
            return Optional.of(new String[] {
                "InvalidResourceException",
                "Resource lacks label '" + Strimzi.CLUSTER_LABEL + "': No cluster related to a possible rebalance."
            });
        }
        if (!kafka.get().cruiseControl()) {
            return Optional.of(new String[] {
                "InvalidResourceException",
                "Kafka resource lacks 'cruiseControl' declaration: No deployed Cruise Control for doing a rebalance."
            });
        }
        if (!kafka.get().ready()) {
            return Optional.of(new String[] {"RuntimeException", "Kafka cluster is not Ready"});
        }
        if (world.fault(Marks.REBALANCE_FAILING)) {
            return Optional.of(new String[] {
                "CruiseControlRestException", "Error processing POST request '/rebalance' due to: '500 Server Error'."
            });
        }
        return Optional.empty();
    }

    private boolean accepts(String state, String order) {
        boolean fits = RebalanceState.of(state)
                .filter(s -> s.accepts().contains(order))
                .isPresent();
        if (!fits) {
            List<Object> conditions = new ArrayList<>();
            rebalance.items("status", "conditions").stream()
                    .filter(c -> !c.text("type").orElse("").equals("Warning"))
                    .forEach(c -> conditions.add(c.content()));
            conditions.add(Json.map(
                    "type",
                    "Warning",
                    "status",
                    "True",
                    "reason",
                    "InvalidAnnotation",
                    "message",
                    "Wrong annotation value: " + order
                            + ". The rebalance resource supports the following annotations in "
                            + state + " state: "
                            + RebalanceState.of(state)
                                    .map(RebalanceState::accepts)
                                    .orElse(List.of())));
            world.updateStatus(rebalance.ref(Strimzi.REBALANCE), r -> r.with(conditions, "status", "conditions"));
        }
        return fits;
    }

    private void order(String order) {
        world.update(
                rebalance.ref(Strimzi.REBALANCE), r -> r.without("metadata", "annotations", Strimzi.REBALANCE_ORDER));
        switch (order) {
            case "approve" -> state("Rebalancing", "", "");
            case "stop" -> state("Stopped", "", "");
            default -> state("PendingProposal", "", "");
        }
    }

    private void advance(String state, Optional<KafkaCluster> kafka) {
        Duration since = RebalanceState.condition(rebalance)
                .flatMap(c -> c.text("lastTransitionTime"))
                .map(t -> Duration.between(Instant.parse(t), world.now()))
                .orElse(Duration.ZERO);
        boolean auto = rebalance
                .annotation(Strimzi.AUTO_APPROVAL)
                .filter("true"::equals)
                .isPresent();
        switch (state) {
            case "New" -> state("PendingProposal", "", "");
            case "PendingProposal" -> {
                if (since.compareTo(proposal) >= 0 && !world.fault(Marks.REBALANCE_STUCK)) {
                    state("ProposalReady", "", "");
                }
            }
            case "ProposalReady" -> {
                if (auto) {
                    state("Rebalancing", "", "");
                }
            }
            case "Rebalancing" -> {
                progress(since);
                if (since.compareTo(moving) >= 0 && !world.fault(Marks.REBALANCE_SLOW)) {
                    kafka.ifPresent(this::move);
                    state("Ready", "", "");
                }
            }
            default -> {
                // It rests.
            }
        }
    }

    private void state(String type, String reason, String message) {
        boolean same = RebalanceState.condition(rebalance)
                .filter(c -> c.text("type").orElse("").equals(type)
                        && c.text("message").orElse("").equals(message))
                .isPresent();
        if (same) {
            return;
        }
        Map<String, Object> condition =
                Json.map("type", type, "status", "True", "lastTransitionTime", Json.time(world.now()));
        if (!reason.isEmpty()) {
            condition.put("reason", reason);
            condition.put("message", message);
        }
        world.updateStatus(rebalance.ref(Strimzi.REBALANCE), r -> {
            Resource next = r.with(List.of(condition), "status", "conditions")
                    .with(r.generation(), "status", "observedGeneration");
            return switch (type) {
                case "PendingProposal", "Rebalancing" ->
                    next.with("session-" + r.uid().substring(0, 8), "status", "sessionId");
                case "ProposalReady" ->
                    next.with(
                            Json.map(
                                    "dataToMoveMB",
                                    2048L,
                                    "numReplicaMovements",
                                    14L,
                                    "numLeaderMovements",
                                    5L,
                                    "onDemandBalancednessScoreBefore",
                                    71.5,
                                    "onDemandBalancednessScoreAfter",
                                    88.2),
                            "status",
                            "optimizationResult");
                default -> next.without("status", "sessionId");
            };
        });
    }

    /** Says how far it is, in fifths: in a ConfigMap of its name, which goes with it. */
    private void progress(Duration since) {
        boolean slow = world.fault(Marks.REBALANCE_SLOW);
        long fifth = slow ? 0 : Math.min(4, since.toMillis() * 5 / Math.max(1, moving.toMillis()));
        Map<String, Object> data = Json.map(RebalanceProgress.PERCENT, Long.toString(fifth * 20));
        data.put(
                RebalanceProgress.LEFT,
                Long.toString(moving.multipliedBy(5 - fifth).dividedBy(5).toMinutes()));
        ObjectRef ref = ObjectRef.of(Kind.CONFIG_MAP, rebalance.namespace(), rebalance.name());
        world.ensure(Resource.of(Kind.CONFIG_MAP, ref.namespace(), ref.name(), Json.map("data", data))
                .with(Site.owner(rebalance), "metadata", "ownerReferences"));
        world.update(ref, m -> m.with(data, "data"));
        world.updateStatus(
                rebalance.ref(Strimzi.REBALANCE),
                r -> r.with(ref.name(), "status", "progress", RebalanceProgress.NAME));
    }

    /** Spreads all partitions over the brokers that are to have some. */
    private void move(KafkaCluster kafka) {
        List<Resource> pods =
                world.list(Kind.POD, Selector.labelled(kafka.namespace(), Strimzi.CLUSTER_LABEL, kafka.name())).stream()
                        .filter(KafkaCluster::isBroker)
                        .toList();
        List<String> going = rebalance.text("spec", "mode").orElse("full").equals("remove-brokers")
                ? rebalance.texts("spec", "brokers")
                : List.of();
        List<Resource> staying = pods.stream()
                .filter(p -> !going.contains(Long.toString(Site.id(p))))
                .toList();
        long total = pods.stream()
                .flatMap(p -> KafkaReconciler.claim(world, p).stream())
                .mapToLong(c ->
                        c.number("metadata", "annotations", Marks.PARTITIONS).orElse(0L))
                .sum();
        for (Resource pod : pods) {
            long share = staying.contains(pod) ? total / Math.max(1, staying.size()) : 0;
            KafkaReconciler.claim(world, pod)
                    .ifPresent(c -> world.update(
                            c.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                            o -> o.with(Long.toString(share), "metadata", "annotations", Marks.PARTITIONS)));
        }
    }
}
