package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cluster with controllers and brokers of their own grows and shrinks. */
final class ScaleTest {
    private static final String ORDERS = "shop/orders";

    private static List<Long> brokers(KafkaTown town) {
        return new NodePool(town.get(Strimzi.POOL, "shop", "brokers")).ids();
    }

    @Test
    void brokersAreAddedWithPartitionsAndRemovedWithout() throws InterruptedException {
        try (KafkaTown town = KafkaTown.separate()) {
            KafkaCluster orders = town.kafka("shop", "orders");
            assertThat(orders.pods(town.view())).hasSize(6);
            assertThat(town.findings(ORDERS)).containsExactly("kafka.backup.none");

            town.succeeds("scale-out", ORDERS, Map.of("nodes", "5"));
            assertThat(brokers(town)).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(partitions(town, "orders-brokers-4")).isPositive();

            assertThat(Look.refused(town, ORDERS, "scale-in", Map.of("nodes", "2")))
                    .contains("2 brokers would be left, and topics have up to 3 replicas");

            town.succeeds("scale-in", ORDERS, Map.of("nodes", "4"));
            assertThat(brokers(town)).containsExactly(0L, 1L, 2L, 3L);
            assertThat(town.view().list(Kind.POD, Selector.labelled("shop", Strimzi.POOL_LABEL, "brokers")))
                    .hasSize(4);
            assertThat(town.findings(ORDERS)).contains("kafka.pvc.orphans");

            assertThat(Look.refused(town, ORDERS, "scale-out", Map.of("nodes", "5")))
                    .contains("claim data-0-orders-brokers-4 is left from an earlier broker 4");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void whoLowersTheNumberByHandLosesNothingAndIsTold() throws InterruptedException {
        try (KafkaTown town = KafkaTown.separate()) {
            town.change(
                    town.get(Strimzi.POOL, "shop", "brokers").ref(Strimzi.POOL), p -> p.with(2L, "spec", "replicas"));
            town.running().advance(Duration.ofMinutes(16));
            assertThat(brokers(town)).hasSize(3);
            assertThat(town.findings(ORDERS))
                    .contains("kafka.scaledown.brokers", "kafka.warnings.scale-down-prevention-check");
        }
    }

    private static long partitions(KafkaTown town, String pod) {
        Resource claim = town.get(Kind.PERSISTENT_VOLUME_CLAIM, "shop", "data-0-" + pod);
        return claim.number("metadata", "annotations", "sandbox.millwright.io/partitions")
                .orElse(0L);
    }
}
