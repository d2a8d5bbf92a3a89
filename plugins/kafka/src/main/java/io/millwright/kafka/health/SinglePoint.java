package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is lost with a single part. */
final class SinglePoint extends ClusterCheck {
    private static final String ZONE = "topology.kubernetes.io/zone";

    SinglePoint() {
        super(
                "kafka.spof",
                "Single points of failure",
                Dimension.DURABILITY,
                "One broker or one controller, topics with one replica or no replica to spare, all brokers on one node or in one of several zones,"
                        + " ephemeral storage, fewer than 3 replicas of the offsets' topic with 3 brokers or more: each is Warning; a single ephemeral broker is Critical.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<NodePool> pools = c.pools(view);
        if (pools.isEmpty()) {
            return findings;
        }
        long brokers = pools.stream()
                .filter(NodePool::broker)
                .mapToLong(NodePool::wanted)
                .sum();
        long controllers = pools.stream()
                .filter(NodePool::controller)
                .mapToLong(NodePool::wanted)
                .sum();
        boolean ephemeral = pools.stream().anyMatch(p -> p.broker() && p.ephemeral());
        if (brokers == 1) {
            findings.add(draft(
                            view,
                            ephemeral ? Severity.CRITICAL : Severity.WARNING,
                            ephemeral ? "a single broker with ephemeral storage" : "a single broker")
                    .suffix("broker")
                    .impact(
                            ephemeral
                                    ? "All messages are lost when its pod is."
                                    : "Every restart stops the service, and a lost volume loses everything.")
                    .saw("brokers", c.ref(), "sum of spec.replicas of its pools", brokers)
                    .run("add brokers", "scale-out", Map.of())
                    .build());
        } else if (ephemeral) {
            findings.add(draft(view, Severity.WARNING, "brokers have ephemeral storage")
                    .suffix("ephemeral")
                    .impact("A broker's replicas are lost whenever its pod is.")
                    .saw("storage", c.ref(), "spec.storage.type of its pools", "ephemeral")
                    .manual("move to a pool with volumes", "Runbook move-pool does it for pools of brokers alone.")
                    .build());
        }
        if (controllers == 1 && brokers > 1) {
            findings.add(draft(view, Severity.WARNING, "a single controller for " + brokers + " brokers")
                    .suffix("controller")
                    .impact("While it restarts no leader is elected; if its volume is lost, so is the cluster.")
                    .saw("controllers", c.ref(), "sum of spec.replicas of its pools", controllers)
                    .manual(
                            "make a cluster with three",
                            "Strimzi can't change the number of controllers of a cluster that runs: make a new one with three, and mirror the data.")
                    .build());
        }
        topics(c, brokers, view).ifPresent(findings::add);
        offsets(c, brokers, view).ifPresent(findings::add);
        together(c, view).or(() -> sameZone(c, view)).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> topics(KafkaCluster c, long brokers, ClusterView view) {
        List<String> exposed = c.topicsWithoutSpare(view);
        if (exposed.isEmpty() || brokers < 2) {
            return Optional.empty();
        }
        return Optional.of(draft(view, Severity.WARNING, exposed.size() + " topics have no replica to spare")
                .suffix("topics")
                .impact("While one broker is down they can't be written, and restarts of brokers wait for ever.")
                .compared(
                        "topics",
                        "KafkaTopic spec.replicas against min.insync.replicas",
                        exposed.stream().limit(8).collect(Collectors.joining(", ")))
                .run("give the first one replicas", "change-topic", Map.of("topic", exposed.getFirst()))
                .build());
    }

    private Optional<Finding> offsets(KafkaCluster c, long brokers, ClusterView view) {
        long replicas = c.object()
                .number("spec", "kafka", "config", "offsets.topic.replication.factor")
                .orElse(3L);
        if (brokers < 3 || replicas >= 3) {
            return Optional.empty();
        }
        return Optional.of(draft(view, Severity.WARNING, "consumers' offsets have " + replicas + " replicas")
                .suffix("offsets")
                .impact("With a lost broker, groups forget where they were.")
                .saw("replicas", c.ref(), "spec.kafka.config[offsets.topic.replication.factor]", replicas)
                .manual(
                        "raise it",
                        "The setting counts when the topic is made; an existing __consumer_offsets gets replicas by a reassignment (kafka-reassign-partitions.sh).")
                .build());
    }

    private Optional<Finding> together(KafkaCluster c, ClusterView view) {
        List<Resource> brokers = c.brokers(view);
        Set<String> nodes = brokers.stream()
                .flatMap(p -> p.text("spec", "nodeName").stream())
                .collect(Collectors.toSet());
        if (brokers.size() < 2 || nodes.size() != 1) {
            return Optional.empty();
        }
        var draft = draft(
                        view,
                        Severity.WARNING,
                        "all brokers run on node " + nodes.iterator().next())
                .suffix("node")
                .impact("They are lost together.");
        brokers.forEach(p -> draft.saw(
                "node",
                p.ref(Kind.POD),
                "spec.nodeName",
                p.text("spec", "nodeName").orElse("none")));
        return Optional.of(draft.manual(
                        "keep them apart",
                        "Set podAntiAffinity for kubernetes.io/hostname in spec.template.pod.affinity of the pools; the operator restarts them one by one.")
                .build());
    }

    /** All brokers in one zone of several. */
    private Optional<Finding> sameZone(KafkaCluster c, ClusterView view) {
        Map<String, String> zones = view.list(Kind.NODE, Selector.ALL).stream()
                .filter(n -> n.label(ZONE).isPresent())
                .collect(Collectors.toMap(Resource::name, n -> n.label(ZONE).orElse("")));
        List<Resource> brokers = c.brokers(view);
        Set<String> used = brokers.stream()
                .map(p -> zones.getOrDefault(p.text("spec", "nodeName").orElse(""), ""))
                .collect(Collectors.toSet());
        String zone = used.stream().findFirst().orElse("");
        if (brokers.size() < 2
                || used.size() != 1
                || zone.isEmpty()
                || Set.copyOf(zones.values()).size() < 2) {
            return Optional.empty();
        }
        return Optional.of(draft(view, Severity.WARNING, "all brokers run in zone " + zone)
                .suffix("zone")
                .impact("They are lost together, although there are other zones.")
                .saw("zones in use", c.ref(), "label " + ZONE + " of the brokers' nodes", zone)
                .manual(
                        "spread them",
                        "Set spec.kafka.rack with topologyKey " + ZONE
                                + ", and topologySpreadConstraints in spec.template.pod of the pools; volumes of another zone need runbook move-pool.")
                .build());
    }
}
