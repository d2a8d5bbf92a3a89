package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SeedsTest {
    @Test
    void theHealthyScenarioHasNoFindingAboutItsDatabases() throws InterruptedException {
        try (Town town = new Town("healthy")) {
            town.healthy("db", "orders");
            town.healthy("db", "wiki");
            town.running().advance(Duration.ofMinutes(1));

            assertThat(town.findings("db", "orders")).isEmpty();
            assertThat(town.findings("db", "wiki")).isEmpty();
            // What is allowed to take a quarter of an hour has had its time.
            assertThat(town.findings(Duration.ofMinutes(16))).noneMatch(f -> f.startsWith("db/"));
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void theOtherScenarioHasTheFindingsAndEachGoesWithItsCause() throws InterruptedException {
        try (Town town = new Town("findings")) {
            town.healthy("shop", "carts");
            town.running().advance(Duration.ofMinutes(1));

            assertThat(town.findings(Duration.ofMinutes(16)))
                    .filteredOn(f -> f.startsWith("shop/"))
                    .containsExactly(
                            "shop/payments postgres.backup.freshness.old",
                            "shop/payments postgres.backup.schedule.missing",
                            "shop/payments postgres.instances.ready.reduced",
                            "shop/payments postgres.wal.archiving.failing");

            town.delete(ObjectRef.of(Kind.POD, "shop", "payments-3"));
            town.change(
                    ObjectRef.of(Kind.SECRET, "shop", "payments-store"),
                    s -> s.with(Json.base64("sandbox"), "data", "ACCESS_SECRET_KEY"));
            town.healthy("shop", "payments");
            town.running().advance(Duration.ofSeconds(10));
            town.create(
                    Cnpg.SCHEDULED_BACKUP,
                    Resource.of(
                            Cnpg.SCHEDULED_BACKUP,
                            "shop",
                            "payments-scheduled",
                            Map.of(
                                    "spec",
                                    Map.of(
                                            "schedule",
                                            "0 0 2 * * *",
                                            "immediate",
                                            true,
                                            "cluster",
                                            Map.of("name", "payments"),
                                            "method",
                                            "plugin",
                                            "pluginConfiguration",
                                            Map.of("name", Cnpg.BARMAN_PLUGIN)))));
            town.running().advance(Duration.ofMinutes(1));

            assertThat(town.findings("shop", "payments")).isEmpty();
            assertThat(town.problems()).isEmpty();
        }
    }
}
