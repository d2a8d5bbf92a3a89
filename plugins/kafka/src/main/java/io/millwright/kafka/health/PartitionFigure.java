package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.Metrics;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A number of partitions that must be zero. */
final class PartitionFigure extends BrokerFigure<Double> {
    private final String metric;
    private final Severity severity;
    private final String words;
    private final String impact;
    private final boolean controllers;
    private final String hint;

    private PartitionFigure(
            String id,
            String title,
            Dimension dimension,
            String metric,
            Severity severity,
            String words,
            String impact,
            boolean controllers,
            String hint) {
        super(
                id,
                title,
                dimension,
                "Metric " + metric + " of the " + (controllers ? "controllers" : "brokers") + ", summed: above 0 is "
                        + severity.word() + ".");
        this.metric = metric;
        this.severity = severity;
        this.words = words;
        this.impact = impact;
        this.controllers = controllers;
        this.hint = hint;
    }

    static PartitionFigure underReplicated() {
        return new PartitionFigure(
                "kafka.underreplicated",
                "Partitions that lack a replica",
                Dimension.DURABILITY,
                BrokerMetrics.UNDER_REPLICATED,
                Severity.DEGRADED,
                "partitions lack a replica",
                "They are safe for now, but one more lost broker can stop writes or lose data; restarts wait.",
                false,
                "A broker is down, slow or catching up: find the one that is missing in the lists of in-sync replicas.");
    }

    static PartitionFigure underMinIsr() {
        return new PartitionFigure(
                "kafka.underminisr",
                "Partitions with too few in-sync replicas",
                Dimension.AVAILABILITY,
                BrokerMetrics.UNDER_MIN_ISR,
                Severity.CRITICAL,
                "partitions have too few in-sync replicas",
                "Producers that ask for all acknowledgements are refused.",
                false,
                "Bring the missing brokers back. Lowering min.insync.replicas lets writes through at the price of safety.");
    }

    static PartitionFigure offline() {
        return new PartitionFigure(
                "kafka.offline",
                "Partitions without a leader",
                Dimension.AVAILABILITY,
                BrokerMetrics.OFFLINE,
                Severity.CRITICAL,
                "partitions have no leader",
                "Their data can be neither read nor written.",
                true,
                "Bring back the broker that held the last in-sync replica: no other can lead without losing data.");
    }

    static PartitionFigure offlineDirectories() {
        return new PartitionFigure(
                "kafka.log-directories",
                "Failed log directories",
                Dimension.DURABILITY,
                BrokerMetrics.OFFLINE_DIRECTORIES,
                Severity.CRITICAL,
                "log directories have failed",
                "The replicas on those disks are gone until the disk works again.",
                false,
                "The disk is full or broken. A full one: runbook grow-storage. A broken one: runbook replace-broker.");
    }

    @Override
    List<Resource> nodes(KafkaCluster c, ClusterView view) {
        return controllers
                ? c.pods(view).stream().filter(KafkaCluster::isController).toList()
                : c.brokers(view);
    }

    @Override
    Optional<Double> figure(Metrics metrics) {
        return metrics.sum(metric);
    }

    @Override
    String unsaid() {
        return "Whether " + words + " can't be said.";
    }

    @Override
    List<Finding> judge(KafkaCluster c, Map<Resource, Double> figures, boolean complete, ClusterView view) {
        long total = figures.values().stream().mapToLong(Double::longValue).sum();
        if (total == 0) {
            return List.of();
        }
        FindingDraft draft = draft(view, severity, total + " " + words).impact(impact);
        figures.forEach((node, value) -> {
            if (value > 0) {
                draft.saw("of this node", node.ref(Kind.POD), metric, value.longValue());
            }
        });
        return List.of(draft.cause(hint)
                .manual("see which", """
                        kubectl -n %1$s get pods -l strimzi.io/cluster=%2$s
                        kubectl -n %1$s exec POD -c kafka -- bin/kafka-topics.sh --bootstrap-server localhost:9092 --describe --under-replicated-partitions
                        (needs a listener without login; %3$s)
                        """.formatted(c.namespace(), c.name(), hint))
                .build());
    }
}
