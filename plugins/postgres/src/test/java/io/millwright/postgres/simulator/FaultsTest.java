package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users report most, as faults: each is found by a check while it lasts, and by none when it is over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsTest {
    private final Town town;

    FaultsTest() throws InterruptedException {
        town = Village.backedUp(2);
        town.succeeds("create-database", "db/orders", Map.of("database", "shop", "owner", "app"));
    }

    @AfterAll
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    @ParameterizedTest(name = "{0} is found by {1}")
    @CsvSource({
        "disk-full, postgres.storage.disk.full",
        "disk-full, postgres.cluster.phase.blocked",
        "archive-occupied, postgres.wal.archiving.failing",
        "archive-failing, postgres.wal.archiving.failing",
        "replica-down, postgres.instances.ready.alone",
        "webhook-unreachable, postgres.operator.webhook.authority",
        "role-refused, postgres.declared.applied.refused",
        "slot-lost, postgres.replication.slots.lost",
        "status-unreachable, postgres.cluster.phase.blocked",
        "connections-full, postgres.connections.used",
        "operator-down, postgres.operator.ready",
    })
    void aFaultIsFoundWhileItLasts(String fault, String finding) throws InterruptedException {
        town.fault(fault, true);
        town.running().advance(Duration.ofSeconds(5));
        List<String> during = town.findings(Duration.ofMinutes(20));
        town.fault(fault, false);
        town.running().advance(Duration.ofSeconds(5));
        town.healthy("db", "orders");
        town.running().advance(Duration.ofSeconds(2));

        assertThat(during).anyMatch(f -> f.endsWith(" " + finding));
        assertThat(town.findings(Duration.ZERO)).noneMatch(f -> f.endsWith(" " + finding));
    }

    @Test
    void aBackupThatNeverEndsHoldsUpTheOthers() throws InterruptedException {
        town.fault(Marks.BACKUP_STUCK, true);
        for (String name : List.of("stuck", "behind")) {
            town.create(
                    Cnpg.BACKUP,
                    Resource.of(
                            Cnpg.BACKUP,
                            "db",
                            name,
                            Map.of(
                                    "spec",
                                    Map.of(
                                            "cluster",
                                            Map.of("name", "orders"),
                                            "method",
                                            "plugin",
                                            "pluginConfiguration",
                                            Map.of("name", Cnpg.BARMAN_PLUGIN)))));
            town.running().advance(Duration.ofSeconds(2));
        }
        town.running().advance(Duration.ofSeconds(15));
        assertThat(phase("stuck")).isEqualTo("started");
        assertThat(phase("behind")).isEqualTo("pending");
        assertThat(town.findings(Duration.ofHours(3))).contains("db/orders postgres.backup.stuck");

        town.fault(Marks.BACKUP_STUCK, false);
        town.until(t -> phase("behind").equals("completed"));
    }

    private String phase(String backup) {
        return town.view()
                .get(ObjectRef.of(Cnpg.BACKUP, "db", backup))
                .flatMap(b -> b.text("status", "phase"))
                .orElse("");
    }
}
