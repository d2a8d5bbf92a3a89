package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.Growth;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Bytes;
import io.millwright.kit.Metrics;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How full the brokers' volumes are, as far as their own numbers say. */
final class Disk extends BrokerFigure<Double> {
    private static final double WARNING = 0.70;
    private static final double DEGRADED = 0.85;
    private static final double CRITICAL = 0.95;

    Disk() {
        super(
                "kafka.disk",
                "Space on the volumes",
                Dimension.CAPACITY,
                "Metric " + BrokerMetrics.LOG_SIZE
                        + " of each broker, summed, against status.capacity of its claims: over 70 % is Warning, over 85 % Degraded, over 95 %"
                        + " Critical. A lower bound: indexes and other files aren't counted.");
    }

    @Override
    List<Resource> nodes(KafkaCluster c, ClusterView view) {
        return c.brokers(view);
    }

    @Override
    Optional<Double> figure(Metrics metrics) {
        return metrics.sum(BrokerMetrics.LOG_SIZE);
    }

    @Override
    String unsaid() {
        return "A full volume stops its broker, and it may not start again; how full they are can't be said.";
    }

    @Override
    List<Finding> judge(KafkaCluster c, Map<Resource, Double> figures, boolean complete, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        figures.forEach((node, used) -> {
            long capacity = claims(node, view).stream()
                    .flatMap(claim -> claim.text("status", "capacity", "storage").stream())
                    .flatMap(s -> Bytes.quantity(s).stream())
                    .mapToLong(Long::longValue)
                    .sum();
            if (capacity > 0 && used / capacity > WARNING) {
                findings.add(full(c, node, used, capacity, view));
            }
        });
        return findings;
    }

    private static List<Resource> claims(Resource node, ClusterView view) {
        return node.items("spec", "volumes").stream()
                .flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream())
                .flatMap(n -> view.get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, node.namespace(), n)).stream())
                .toList();
    }

    private Finding full(KafkaCluster c, Resource node, double used, long capacity, ClusterView view) {
        double share = used / capacity;
        Severity severity =
                share > CRITICAL ? Severity.CRITICAL : share > DEGRADED ? Severity.DEGRADED : Severity.WARNING;
        String pool = node.label(Strimzi.POOL_LABEL).orElse("");
        String bigger = Math.max(1, Math.ceilDiv(capacity * 3 / 2, 1L << 30)) + "Gi";
        var draft = draft(view, severity, node.name() + " is " + Math.round(share * 100) + " % full")
                .suffix(node.name())
                .impact("When it is full, the broker stops and may not start again.")
                .saw("logs", node.ref(Kind.POD), BrokerMetrics.LOG_SIZE, Bytes.words((long) used))
                .compared("capacity of its claims", "status.capacity.storage", Bytes.words(capacity));
        Optional<NodePool> its =
                c.pools(view).stream().filter(p -> p.name().equals(pool)).findFirst();
        if (its.isPresent() && claims(node, view).stream().anyMatch(p -> Growth.refused(p, view::get))) {
            Remedies.otherClass(draft, its.get(), bigger);
        } else if (its.filter(p -> p.volumes().size() == 1).isPresent()) {
            draft.run("grow the volumes", "grow-storage", Map.of("pool", pool, "size", bigger));
        }
        if (!c.diskGuard()) {
            draft.run("or stop writers before it is full", "guard-disks", Map.of("free", "10"));
        }
        return draft.manual(
                        "or keep less",
                        "Lower retention.ms or retention.bytes of the largest topics: kubectl -n " + c.namespace()
                                + " edit kafkatopic NAME. Space is freed when whole segments go.")
                .build();
    }
}
