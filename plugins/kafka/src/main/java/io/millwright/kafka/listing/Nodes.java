package io.millwright.kafka.listing;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.List;

/** The pods of the clusters' nodes. */
public final class Nodes extends Table {
    public Nodes() {
        super("nodes", "Nodes", Kind.POD, "Name", "Cluster", "Roles", "Ready", "Kafka", "#Restarts", "Node", "+Age");
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        return cluster.list(Kind.POD, Selector.ALL).stream()
                .filter(p -> p.label(Strimzi.BROKER_LABEL).isPresent())
                .map(p -> row(p, cluster))
                .toList();
    }

    @Override
    protected Row row(Resource pod, ClusterView view) {
        boolean broker = KafkaCluster.isBroker(pod);
        boolean controller = KafkaCluster.isController(pod);
        boolean serves = KafkaCluster.serves(pod);
        return new Row(
                pod.ref(Kind.POD),
                serves ? Severity.OK : Severity.DEGRADED,
                List.of(
                        pod.namespace() + "/" + pod.name(),
                        pod.label(Strimzi.CLUSTER_LABEL).orElse("–"),
                        broker && controller ? "both" : broker ? "broker" : "controller",
                        serves ? "yes" : pod.text("status", "phase").orElse("no"),
                        pod.annotation(Strimzi.KAFKA_VERSION).orElse("–"),
                        Long.toString(pod.items("status", "containerStatuses").stream()
                                .mapToLong(c -> c.number("restartCount").orElse(0L))
                                .sum()),
                        pod.text("spec", "nodeName").orElse("–"),
                        when(pod.text("metadata", "creationTimestamp"), view)));
    }
}
