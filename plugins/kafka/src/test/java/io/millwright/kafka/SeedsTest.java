package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Activity;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Listing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The clusters of a fresh sandbox. */
final class SeedsTest {
    @Test
    void theHealthyScenarioHasNoFindings() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            town.running().advance(Duration.ofMinutes(5));
            Instance events = town.instance("messaging/events");
            assertThat(events.version()).contains("4.3.1");
            assertThat(events.activity()).isEqualTo(Activity.STEADY);
            assertThat(events.summary())
                    .containsEntry("brokers", "3/3")
                    .containsEntry("controllers", "3/3")
                    .containsEntry("topics", "1");
            assertThat(town.findings(events)).extracting(Finding::id).isEmpty();
            assertThat(town.findings("strimzi/strimzi-cluster-operator")).isEmpty();
            for (Listing listing : town.tool().listings()) {
                assertThat(listing.rows(town.view()))
                        .allSatisfy(r -> assertThat(r.cells())
                                .hasSameSizeAs(listing.info().columns()));
            }
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void theScenarioWithFindingsHasSomeOfEachKind() throws InterruptedException {
        try (KafkaTown town = new KafkaTown("findings")) {
            town.running().advance(Duration.ofMinutes(17));
            assertThat(town.findings("clicks/stream"))
                    .contains(
                            "kafka.backup.none",
                            "kafka.entity.topics",
                            "kafka.pods",
                            "kafka.rebalance.balance",
                            "kafka.underreplicated",
                            "kafka.version.metadata");
            assertThat(town.findings("strimzi/strimzi-cluster-operator"))
                    .containsExactly("kafka.operator.version.newer");
            assertThat(town.problems()).isEmpty();
        }
    }
}
