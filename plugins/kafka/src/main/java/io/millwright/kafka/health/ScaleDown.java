package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether pools have the nodes that they should have. */
final class ScaleDown extends ClusterCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    ScaleDown() {
        super(
                "kafka.scaledown",
                "Nodes wanted against nodes there",
                Dimension.CONFIGURATION,
                "spec.replicas of each pool against the number of status.nodeIds, 10 min after the pool was changed: different is Warning.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        if (c.paused()) {
            return findings;
        }
        for (NodePool pool : c.pools(view)) {
            long there = pool.ids().size();
            Optional<Instant> changed = KafkaCluster.changed(pool.object());
            if (there != pool.wanted() && longer(age(changed, view), PATIENCE)) {
                findings.add(one(pool, there, view));
            }
        }
        return findings;
    }

    private Finding one(NodePool pool, long there, ClusterView view) {
        boolean fewer = pool.wanted() < there;
        var draft = draft(
                        view,
                        Severity.WARNING,
                        "pool " + pool.name() + " has " + there + " nodes, " + pool.wanted() + " are wanted")
                .suffix(pool.name())
                .impact(
                        fewer
                                ? "Brokers that are to go still hold partitions: the operator keeps them."
                                : "The nodes that were asked for aren't made.")
                .saw("wanted", pool.ref(), "spec.replicas", pool.wanted())
                .saw("there", pool.ref(), "status.nodeIds", pool.ids());
        return fewer
                ? draft.run(
                                "move the partitions and remove them",
                                "scale-in",
                                Map.of("pool", pool.name(), "nodes", Long.toString(pool.wanted())))
                        .build()
                : draft.manual(
                                "see why",
                                "kubectl -n " + pool.object().namespace() + " describe kafka " + pool.cluster())
                        .build();
    }
}
