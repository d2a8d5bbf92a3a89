package io.millwright.kafka;

import static io.millwright.kafka.HealthCase.claim;
import static io.millwright.kafka.HealthCase.condition;
import static io.millwright.kafka.HealthCase.pod;
import static io.millwright.kafka.HealthCase.rebalance;

import io.millwright.kafka.strimzi.MirrorLag;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.VolumeSnapshots;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What can be wrong with the movement of data and with copies of it. */
final class DataCases {
    private static final ObjectRef SPREAD = ObjectRef.of(Strimzi.REBALANCE, "messaging", "spread");
    private static final ObjectRef COPY = ObjectRef.of(Strimzi.MIRROR, "messaging", "copy");

    private DataCases() {}

    static List<HealthCase> rebalances() {
        return List.of(
                new HealthCase(
                        "forgotten proposal",
                        "kafka.rebalance.spread",
                        Severity.WARNING,
                        rebalance("ProposalReady", Duration.ofHours(2))),
                new HealthCase(
                        "lost proposal",
                        "kafka.rebalance.spread",
                        Severity.WARNING,
                        rebalance("PendingProposal", Duration.ofHours(2))),
                new HealthCase(
                        "failed rebalance",
                        "kafka.rebalance.spread",
                        Severity.DEGRADED,
                        rebalance("NotReady", Duration.ofHours(2))),
                new HealthCase(
                        "rebalance without rule",
                        "kafka.rebalance.unknown.spread",
                        Severity.UNKNOWN,
                        rebalance("Whim", Duration.ofHours(2))),
                new HealthCase(
                        "rebalance past its throttle",
                        "kafka.rebalance.spread",
                        Severity.WARNING,
                        moving(Duration.ofMinutes(20), 4L << 20, "50", "5", Duration.ofMinutes(1))),
                new HealthCase(
                        "rebalance not heard of",
                        "kafka.rebalance.spread",
                        Severity.WARNING,
                        moving(Duration.ofMinutes(50), 1L << 10, "90", "5", Duration.ofMinutes(40))),
                new HealthCase(
                        "rebalance that doesn't move",
                        "kafka.rebalance.spread",
                        Severity.WARNING,
                        moving(Duration.ofMinutes(35), 1L << 10, "0", "none", Duration.ofMinutes(1))),
                new HealthCase(
                        "order that doesn't fit",
                        "kafka.rebalance.order.spread",
                        Severity.WARNING,
                        DataCases::wronglyOrdered));
    }

    /**
     * A rebalance that has run for so long, and moves 1 GiB.
     *
     * @param throttle bytes a second
     * @param written how long ago its progress was written
     */
    private static UnaryOperator<FakeCluster> moving(
            Duration ago, long throttle, String percent, String left, Duration written) {
        return c -> rebalance("Rebalancing", ago)
                .apply(c)
                .change(
                        SPREAD,
                        r -> r.with(throttle, "spec", "replicationThrottle")
                                .with(1024L, "status", "optimizationResult", "dataToMoveMB")
                                .with("spread", "status", "progress", "rebalanceProgressConfigMap"))
                .put(Resource.of(
                        Kind.CONFIG_MAP,
                        "messaging",
                        "spread",
                        Map.of(
                                "metadata",
                                Map.of(
                                        "name",
                                        "spread",
                                        "namespace",
                                        "messaging",
                                        "managedFields",
                                        List.of(Map.of(
                                                "time", c.now().minus(written).toString()))),
                                "data",
                                Map.of(
                                        "completedByteMovementPercentage",
                                        percent,
                                        "estimatedTimeToCompletionInMinutes",
                                        left))));
    }

    private static FakeCluster wronglyOrdered(FakeCluster c) {
        return rebalance("Ready", Duration.ofMinutes(1))
                .apply(c)
                .change(
                        SPREAD,
                        r -> r.with(
                                List.of(
                                        condition(c, "Ready", "", Duration.ofMinutes(1)),
                                        condition(c, "Warning", "InvalidAnnotation", Duration.ofMinutes(1))),
                                "status",
                                "conditions"));
    }

    static List<HealthCase> copies() {
        return List.of(
                new HealthCase(
                        "no copy",
                        "kafka.backup.none",
                        Severity.WARNING,
                        c -> c.remove(ObjectRef.of(Kind.CONFIG_MAP, "messaging", "events-export-seed1"))),
                new HealthCase(
                        "mirror down",
                        "kafka.connect.kafkamirrormaker2.copy",
                        Severity.DEGRADED,
                        DataCases::mirrorDown),
                new HealthCase(
                        "mirror behind",
                        "kafka.backup.behind.copy",
                        Severity.WARNING,
                        c -> mirror(c, Optional.of(7_200_000L))),
                new HealthCase(
                        "mirror silent",
                        "kafka.backup.unknown.copy",
                        Severity.UNKNOWN,
                        c -> mirror(c, Optional.empty())),
                new HealthCase(
                        "a mirror's task failed",
                        "kafka.connect.failed.copy.there-source",
                        Severity.DEGRADED,
                        DataCases::taskFailed),
                new HealthCase(
                        "old snapshots",
                        "kafka.backup.snapshots.old",
                        Severity.WARNING,
                        c -> snapshots(c, Duration.ofHours(30), 0, 1, 2)),
                new HealthCase(
                        "snapshots of some volumes",
                        "kafka.backup.snapshots.incomplete",
                        Severity.WARNING,
                        c -> snapshots(c, Duration.ofHours(1), 0, 2)));
    }

    /** A mirror that runs; what it tells, if anything. */
    private static FakeCluster mirror(FakeCluster c, Optional<Long> late) {
        ObjectRef pod = ObjectRef.of(Kind.POD, "messaging", "copy-mirrormaker2-0");
        mirrorDown(c)
                .change(
                        COPY,
                        m -> m.with(List.of(condition(c, "Ready", "", Duration.ofHours(1))), "status", "conditions"))
                .put(Resource.of(
                                Kind.POD,
                                "messaging",
                                pod.name(),
                                Map.of(
                                        "status",
                                        Map.of("conditions", List.of(Map.of("type", "Ready", "status", "True")))))
                        .with(Map.of(Strimzi.NAME_LABEL, "copy-mirrormaker2"), "metadata", "labels"));
        late.ifPresent(ms -> c.page(
                pod,
                Strimzi.METRICS_PORT,
                "/metrics",
                new HttpReply(
                        200, MirrorLag.MESSAGES + "{topic=\"a\"} " + ms + "\n" + MirrorLag.CHECKPOINTS + " 900\n")));
        return c;
    }

    private static FakeCluster taskFailed(FakeCluster c) {
        return mirror(c, Optional.of(1L))
                .change(
                        COPY,
                        m -> m.with(
                                List.of(Map.of(
                                        "name",
                                        "there.source",
                                        "connector",
                                        Map.of("state", "RUNNING"),
                                        "tasks",
                                        List.of(Map.of(
                                                "id", 0L, "state", "FAILED", "trace", "Not authorized\n\tat x")))),
                                "status",
                                "connectors"));
    }

    private static FakeCluster snapshots(FakeCluster c, Duration age, int... ids) {
        for (int id : ids) {
            c.put(
                    Resource.of(
                            VolumeSnapshots.KIND,
                            "messaging",
                            "night-" + id,
                            Map.of(
                                    "spec",
                                    Map.of(
                                            "source",
                                            Map.of(
                                                    "persistentVolumeClaimName",
                                                    claim(id).name())),
                                    "status",
                                    Map.of(
                                            "readyToUse",
                                            true,
                                            "creationTime",
                                            c.now().minus(age).toString()))),
                    VolumeSnapshots.KIND);
        }
        return c;
    }

    static FakeCluster mirrorDown(FakeCluster c) {
        return c.put(
                Resource.of(
                        Strimzi.MIRROR,
                        "messaging",
                        "copy",
                        Map.of(
                                "spec",
                                Map.of(
                                        "mirrors",
                                        List.of(Map.of(
                                                "source", Map.of("bootstrapServers", "events-kafka-bootstrap:9093")))),
                                "status",
                                Map.of(
                                        "conditions",
                                        List.of(condition(c, "NotReady", "TimeoutException", Duration.ofHours(1)))))),
                Strimzi.MIRROR);
    }
}
