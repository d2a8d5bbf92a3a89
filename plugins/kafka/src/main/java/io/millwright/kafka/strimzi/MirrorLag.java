package io.millwright.kafka.strimzi;

import io.millwright.kit.Metrics;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a mirror follows behind, as its workers tell it.
 *
 * @param messages the longest time from a message's writing to its copy, of all partitions; empty while none was copied
 * @param checkpoints the longest time from a consumer's commit to its checkpoint, of all groups; empty while there is none
 */
public record MirrorLag(Optional<Duration> messages, Optional<Duration> checkpoints) {
    public static final String MESSAGES = "kafka_connect_mirror_mirrorsourceconnector_replication_latency_ms";
    public static final String CHECKPOINTS = "kafka_connect_mirror_mirrorcheckpointconnector_checkpoint_latency_ms";

    /** The pods that copy for that KafkaMirrorMaker2. */
    public static List<Resource> workers(Resource mirror, ClusterView view) {
        return view
                .list(
                        Kind.POD,
                        Selector.labelled(mirror.namespace(), Strimzi.NAME_LABEL, mirror.name() + "-mirrormaker2"))
                .stream()
                .filter(KafkaCluster::serves)
                .toList();
    }

    /** What its workers tell together; empty when none of them answers. */
    public static Optional<MirrorLag> read(Resource mirror, ClusterView view) {
        List<Metrics> pages = BrokerMetrics.of(workers(mirror, view), view).values().stream()
                .flatMap(Optional::stream)
                .toList();
        return pages.isEmpty()
                ? Optional.empty()
                : Optional.of(new MirrorLag(longest(pages, MESSAGES), longest(pages, CHECKPOINTS)));
    }

    private static Optional<Duration> longest(List<Metrics> pages, String metric) {
        return pages.stream()
                .flatMap(p -> p.samples().stream())
                .filter(s -> s.name().equals(metric) && !Double.isNaN(s.value()))
                .map(s -> Duration.ofMillis((long) s.value()))
                .max(Duration::compareTo);
    }

    /** The longer of both. */
    public Optional<Duration> longest() {
        return messages.isEmpty()
                        || checkpoints
                                .filter(c -> c.compareTo(messages.get()) > 0)
                                .isPresent()
                ? checkpoints
                : messages;
    }
}
