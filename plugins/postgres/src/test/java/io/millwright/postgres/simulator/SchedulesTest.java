package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backups by schedule, and what the faults of archive and backup do to them, on the seeded cluster db/orders. */
final class SchedulesTest {
    private final Town town = new Town("healthy");

    @AfterEach
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private void schedule(String name, boolean suspend) {
        town.create(
                Cnpg.SCHEDULED_BACKUP,
                Resource.of(
                        Cnpg.SCHEDULED_BACKUP,
                        "db",
                        name,
                        Map.of(
                                "spec",
                                Map.of(
                                        "schedule",
                                        "0 * * * * *",
                                        "suspend",
                                        suspend,
                                        "cluster",
                                        Map.of("name", "orders"),
                                        "method",
                                        "plugin",
                                        "pluginConfiguration",
                                        Map.of("name", Cnpg.BARMAN_PLUGIN)))));
    }

    private List<Resource> made(String schedule) {
        return town.view().list(Cnpg.BACKUP, Selector.labelled("db", Cnpg.SCHEDULE_LABEL, schedule));
    }

    private List<String> phases(String schedule) {
        return made(schedule).stream()
                .map(b -> b.text("status", "phase").orElse(""))
                .toList();
    }

    @Test
    void aScheduleMakesBackupsAtItsTimesAndASuspendedOneNone() throws InterruptedException {
        town.healthy("db", "orders");
        schedule("minutely", false);
        schedule("asleep", true);
        town.running().settle();
        assertThat(town.view()
                        .get(ObjectRef.of(Cnpg.SCHEDULED_BACKUP, "db", "minutely"))
                        .flatMap(s -> s.text("status", "nextScheduleTime")))
                .isPresent();
        town.running().advance(Duration.ofSeconds(150));

        assertThat(phases("minutely")).hasSizeBetween(2, 3).contains("completed");
        assertThat(made("minutely")).allSatisfy(b -> {
            assertThat(b.name()).matches("minutely-\\d{14}");
            assertThat(b.label(Cnpg.CLUSTER_LABEL)).contains("orders");
        });
        assertThat(made("asleep")).isEmpty();
        assertThat(town.cluster("db", "orders").condition("LastBackupSucceeded").flatMap(c -> c.text("reason")))
                .isPresent();
    }

    @Test
    void aFailingBackupIsFoundAndTheNextGoodOneHeals() throws InterruptedException {
        town.healthy("db", "orders");
        town.running().advance(Duration.ofSeconds(30));
        town.running().fault("postgres", Marks.BACKUP_FAILING, true);
        schedule("minutely", false);
        town.running().advance(Duration.ofSeconds(75));
        assertThat(phases("minutely")).contains("failed");
        assertThat(town.findings("db", "orders")).contains("postgres.backup.freshness.failed");

        town.running().fault("postgres", Marks.BACKUP_FAILING, false);
        town.running().advance(Duration.ofSeconds(75));
        assertThat(phases("minutely")).contains("completed");
        assertThat(town.findings("db", "orders")).doesNotContain("postgres.backup.freshness.failed");
    }

    @Test
    void aFailingArchiveIsFoundWhileItFails() throws InterruptedException {
        town.healthy("db", "orders");
        town.running().advance(Duration.ofSeconds(30));
        town.running().fault("postgres", Marks.ARCHIVE_FAILING, true);
        town.running().advance(Duration.ofSeconds(5));
        assertThat(town.findings("db", "orders")).contains("postgres.wal.archiving.failing");

        town.running().fault("postgres", Marks.ARCHIVE_FAILING, false);
        town.running().advance(Duration.ofSeconds(5));
        assertThat(town.findings("db", "orders")).isEmpty();
    }
}
