package io.millwright.kafka.strimzi;

import io.millwright.kit.Metrics;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a group of consumers is behind, as the exporter tells it.
 *
 * @param group its name
 * @param messages in all its partitions
 * @param partitions how many it has a place in
 */
public record GroupLag(String group, long messages, int partitions) {
    public static final String METRIC = "kafka_consumergroup_lag";
    private static final long MANY = 1000;

    /** Whether it is too far behind, by upstream's threshold. */
    public boolean behind() {
        return messages > MANY;
    }

    /** The pod of the cluster's exporter that serves. */
    public static Optional<Resource> exporter(KafkaCluster c, ClusterView view) {
        return view
                .list(Kind.POD, Selector.labelled(c.namespace(), Strimzi.NAME_LABEL, c.name() + "-kafka-exporter"))
                .stream()
                .filter(KafkaCluster::serves)
                .findFirst();
    }

    /** The groups that the exporter knows, by name; empty when it doesn't answer. */
    public static Optional<List<GroupLag>> read(Resource exporter, ClusterView view) {
        return Metrics.read(view, exporter.ref(Kind.POD), "http", Strimzi.METRICS_PORT, BrokerMetrics.PATH)
                .map(GroupLag::groups);
    }

    private static List<GroupLag> groups(Metrics page) {
        Map<String, GroupLag> groups = new TreeMap<>();
        page.samples().stream().filter(s -> s.name().equals(METRIC)).forEach(s -> {
            String name = s.label("consumergroup").orElse("?");
            groups.merge(
                    name,
                    new GroupLag(name, (long) s.value(), 1),
                    (a, b) -> new GroupLag(name, a.messages() + b.messages(), a.partitions() + b.partitions()));
        });
        return List.copyOf(groups.values());
    }
}
