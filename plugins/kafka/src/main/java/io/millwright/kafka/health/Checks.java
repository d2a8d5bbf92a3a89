package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.Versions;
import io.millwright.spi.HealthCheck;
import java.util.List;

/** All health checks, in the order in which their results are best read. */
public final class Checks {
    private Checks() {}

    public static List<HealthCheck> all(Versions versions) {
        return List.of(
                new Readiness(),
                new ReconcileLag(),
                new NodesServing(),
                PartitionFigure.offline(),
                PartitionFigure.underMinIsr(),
                PartitionFigure.underReplicated(),
                PartitionFigure.offlineDirectories(),
                new Quorum(),
                new Disk(),
                new Claims(),
                new Certificates(),
                new OwnAuthorities(),
                new Paused(),
                new Warnings(),
                new RollPending(),
                new ScaleDown(),
                new Rebalancing(),
                new Entities(),
                new ConsumerLag(),
                new Workers(),
                new SinglePoint(),
                new Budget(),
                new Copies(),
                new KafkaVersions(versions),
                new OperatorReady(),
                new OperatorReconciles(),
                new OperatorDefinitions(),
                new OperatorVersion(versions));
    }
}
