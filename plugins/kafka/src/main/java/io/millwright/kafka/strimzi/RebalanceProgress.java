package io.millwright.kafka.strimzi;

import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a rebalance has come, as the operator writes it to a ConfigMap every two minutes.
 *
 * @param ref the ConfigMap
 * @param percent of the bytes, as far as it is known
 * @param left how long it will take from {@code written} on, by Cruise Control's estimate; empty while it has none
 * @param written when the operator last changed it
 */
public record RebalanceProgress(
        ObjectRef ref, Optional<Long> percent, Optional<Duration> left, Optional<Instant> written) {
    public static final String PERCENT = "completedByteMovementPercentage";
    public static final String LEFT = "estimatedTimeToCompletionInMinutes";
    /** Where a KafkaRebalance names the ConfigMap. */
    public static final String NAME = "rebalanceProgressConfigMap";

    /** The progress of that rebalance; empty when the operator has written none. */
    public static Optional<RebalanceProgress> of(Resource rebalance, ClusterView view) {
        return rebalance
                .text("status", "progress", NAME)
                .map(name -> ObjectRef.of(Kind.CONFIG_MAP, rebalance.namespace(), name))
                .flatMap(view::get)
                .map(RebalanceProgress::of);
    }

    private static RebalanceProgress of(Resource map) {
        return new RebalanceProgress(
                map.ref(Kind.CONFIG_MAP),
                map.number("data", PERCENT),
                map.number("data", LEFT).map(Duration::ofMinutes),
                KafkaCluster.changed(map));
    }

    /** {@code 43 %, 12 min left}. */
    public String words() {
        return percent.map(p -> p + " %").orElse("no percentage")
                + left.map(l -> ", " + Times.words(l) + " left").orElse("");
    }
}
