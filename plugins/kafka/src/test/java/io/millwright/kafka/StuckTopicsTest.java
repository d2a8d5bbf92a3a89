package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.ObjectRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Topics whose deletion hangs are let go where nobody else does it. */
final class StuckTopicsTest {
    private static final Map<String, String> EVENTS = Map.of("namespace", "messaging", "cluster", "events");
    private static final ObjectRef ORDERS = ObjectRef.of(Strimzi.TOPIC, "messaging", "orders");

    private static String refused(KafkaTown town) {
        return String.valueOf(catchThrowable(() -> town.plan("release-topics", Optional.empty(), "messaging", EVENTS)));
    }

    @Test
    void theirObjectsGoAndTheTopicsStay() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            assertThat(town.constraints("release-topics", Optional.empty())).containsExactly("none");
            assertThat(refused(town)).contains("no topic of it hangs in its deletion");

            town.fault("topic-operator-down", true);
            town.advance(Duration.ofSeconds(30));
            town.delete(ORDERS);
            town.advance(Duration.ofMinutes(11));
            assertThat(town.view().get(ORDERS)).as("it hangs").isPresent();
            assertThat(town.findings("messaging/events")).contains("kafka.entity.terminating");

            town.succeeds("release-topics", "", EVENTS);
            assertThat(town.view().get(ORDERS)).isEmpty();
            assertThat(town.findings("messaging/events")).doesNotContain("kafka.entity.terminating");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void whileATopicOperatorWorksOrOthersHoldThemNothingIsDone() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            town.change(
                    ORDERS,
                    t -> t.with("true", "metadata", "annotations", Strimzi.PAUSE)
                            .with(List.of(Strimzi.TOPIC_FINALIZER, "example.com/keep"), "metadata", "finalizers"));
            town.delete(ORDERS);
            assertThat(refused(town)).contains("other finalizers hold its topics, too");

            town.change(ORDERS, t -> t.with(List.of(Strimzi.TOPIC_FINALIZER), "metadata", "finalizers"));
            assertThat(refused(town)).contains("its topic operator works");
        }
    }
}
