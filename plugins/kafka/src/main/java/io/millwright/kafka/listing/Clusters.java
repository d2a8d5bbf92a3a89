package io.millwright.kafka.listing;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** The Kafka clusters. */
public final class Clusters extends Table {
    public Clusters() {
        super("clusters", "Clusters", Strimzi.KAFKA, "Name", "State", "#Nodes", "Version", "Metadata", "+Bootstrap");
    }

    @Override
    protected Row row(Resource object, ClusterView view) {
        KafkaCluster c = new KafkaCluster(object);
        long wanted = c.pools(view).stream().mapToLong(NodePool::wanted).sum();
        long ready = c.pods(view).stream().filter(KafkaCluster::serves).count();
        return new Row(
                c.ref(),
                severity(c),
                List.of(
                        c.namespace() + "/" + c.name(),
                        state(c),
                        ready + "/" + wanted,
                        c.version().orElse("–"),
                        c.metadata().orElse("–"),
                        object.text("status", "listeners", "0", "bootstrapServers")
                                .orElse("–")));
    }

    private static Severity severity(KafkaCluster c) {
        if (c.ready()) {
            return c.warnings().isEmpty() ? Severity.OK : Severity.WARNING;
        }
        boolean creating = c.notReady()
                .flatMap(n -> n.text("reason"))
                .filter("Creating"::equals)
                .isPresent();
        return creating || c.paused() ? Severity.INFO : Severity.DEGRADED;
    }

    private static String state(KafkaCluster c) {
        if (c.paused()) {
            return "paused";
        }
        if (c.object().at("status").isEmpty()) {
            return "not taken up";
        }
        return c.ready() ? "ready" : c.notReady().flatMap(n -> n.text("reason")).orElse("unknown");
    }
}
