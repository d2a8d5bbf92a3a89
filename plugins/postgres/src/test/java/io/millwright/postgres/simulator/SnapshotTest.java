package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Drills;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.postgres.listing.BackupTable;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backups of volume snapshots, by the real engine. */
final class SnapshotTest {
    private final Town town;

    SnapshotTest() throws InterruptedException {
        town = Village.of(2);
        town.succeeds("set-snapshots", "db/orders", Map.of());
    }

    @AfterEach
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private Backups backups() {
        return Backups.of(new PgCluster(town.cluster("db", "orders")), town.view());
    }

    private List<Resource> snapshots() {
        return town.view().list(Cnpg.VOLUME_SNAPSHOT, Selector.in("db"));
    }

    private void snapshot() {
        town.succeeds("backup-now", "db/orders", Map.of("method", "volumeSnapshot"));
    }

    @Test
    void aSnapshotOfAStandbysVolumeIsABackupThatCountsAndIsRestored() {
        assertThat(town.cluster("db", "orders").at("spec", "backup", "volumeSnapshot"))
                .contains(Map.of("className", "disk-snapshots", "online", true, "snapshotOwnerReference", "none"));
        snapshot();

        Resource backup = backups().newestUsable().orElseThrow();
        assertThat(Snapshots.parts(backup)).containsExactly(new Snapshots.Part(backup.name(), "PG_DATA", ""));
        assertThat(snapshots())
                .singleElement()
                .satisfies(s -> assertThat(s.text("spec", "source", "persistentVolumeClaimName"))
                        .contains("orders-2"));
        assertThat(backups().newestGood()).isPresent();
        assertThat(new BackupTable().rows(town.view()))
                .singleElement()
                .satisfies(r -> assertThat(r.cells()).contains("completed", "volumeSnapshot"));
        assertThat(town.findings("db", "orders")).noneMatch(f -> f.startsWith("postgres.backup.freshness"));

        town.succeeds("restore", "db/orders", Map.of("name", "orders-s", "source", "volume-snapshot"));
        Resource restored = town.cluster("db", "orders-s");
        assertThat(restored.text("status", "systemID"))
                .isEqualTo(town.cluster("db", "orders").text("status", "systemID"));
        assertThat(restored.text("spec", "bootstrap", "recovery", "volumeSnapshots", "storage", "name"))
                .contains(backup.name());
        assertThat(restored.text("spec", "bootstrap", "recovery", "source")).contains("origin");
        assertThat(town.view()
                        .get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, "db", "orders-s-1"))
                        .flatMap(c -> c.text("spec", "dataSource", "name")))
                .contains(backup.name());
    }

    @Test
    void aColdOneStopsAStandbyOnlyForAsLongAsItTakes() {
        town.succeeds("backup-now", "db/orders", Map.of("method", "volumeSnapshot", "online", "cold"));

        Resource backup = backups().newestUsable().orElseThrow();
        assertThat(Snapshots.hot(backup)).isFalse();
        assertThat(town.view().list(Kind.of("", "v1", "Event", "events"), Selector.in("db")).stream()
                        .flatMap(e -> e.text("message").stream()))
                .contains("Fencing Pod orders-2", "Unfencing Pod orders-2");
        assertThat(new PgCluster(town.cluster("db", "orders")).fenced()).isEmpty();
    }

    @Test
    void aClusterThatArchivesNowhereIsRestoredToWhereItsColdSnapshotWasTaken() throws InterruptedException {
        town.change(Village.ORDERS, c -> c.without("spec", "plugins"));
        town.healthy("db", "orders");
        assertThatThrownBy(this::snapshot).hasMessageContaining("archived nowhere");
        town.succeeds("set-snapshots", "db/orders", Map.of("online", "cold"));
        snapshot();

        assertThatThrownBy(() -> town.plan(
                        "restore",
                        Optional.of(town.instance("db/orders")),
                        "db",
                        Map.of("name", "x", "until", "time", "time", Instant.EPOCH.toString())))
                .hasMessageContaining("ends where the snapshot was taken");
        town.succeeds("restore", "db/orders", Map.of("name", "orders-s"));
        assertThat(town.cluster("db", "orders-s").at("spec", "bootstrap", "recovery", "source"))
                .isEmpty();
        town.succeeds("restore-drill", "db/orders", Map.of());
        assertThat(Drills.of(new PgCluster(town.cluster("db", "orders")), town.view()))
                .singleElement()
                .satisfies(d -> assertThat(d.point()).isPresent());
    }

    @Test
    void onlyTheNewestStayAndABackupWithoutItsSnapshotsDoesNotCount() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            snapshot();
            town.running().advance(Duration.ofSeconds(10));
        }
        String newest = backups().newestUsable().orElseThrow().name();
        town.succeeds("prune-snapshots", "db/orders", Map.of("keep", "1"));
        assertThat(snapshots()).extracting(Resource::name).containsExactly(newest);
        assertThat(backups().all()).extracting(Resource::name).containsExactly(newest);

        town.delete(ObjectRef.of(Cnpg.VOLUME_SNAPSHOT, "db", newest));
        assertThat(backups().newestGood()).isEmpty();
        assertThat(town.findings("db", "orders"))
                .contains("postgres.backup.snapshots.lost", "postgres.backup.freshness.none");
        assertThatThrownBy(() -> town.plan(
                        "restore",
                        Optional.of(town.instance("db/orders")),
                        "db",
                        Map.of("name", "x", "source", "volume-snapshot")))
                .hasMessageContaining("no volume snapshot that can be used");
    }

    @Test
    void aScheduleMakesThemToo() {
        town.succeeds("schedule-backups", "db/orders", Map.of("method", "volumeSnapshot"));
        assertThat(town.view()
                        .get(ObjectRef.of(Cnpg.SCHEDULED_BACKUP, "db", "orders-scheduled"))
                        .orElseThrow()
                        .at("spec", "pluginConfiguration"))
                .isEmpty();
        assertThat(backups().usable()).hasSize(1).allMatch(Snapshots::made);

        town.succeeds("schedule-backups", "db/orders", Map.of("method", "plugin"));
        town.succeeds("schedule-backups", "db/orders", Map.of("method", "volumeSnapshot"));
        assertThat(town.view()
                        .get(ObjectRef.of(Cnpg.SCHEDULED_BACKUP, "db", "orders-scheduled"))
                        .orElseThrow()
                        .at("spec", "pluginConfiguration"))
                .isEmpty();
    }

    @Test
    void whatTheDriverSaysEndsTheRun() throws InterruptedException {
        town.fault(Marks.SNAPSHOT_FAILING, true);
        Instant begun = town.running().now();
        List<RunResult> ends = town.takenBack(
                "backup-now", Optional.of(town.instance("db/orders")), "db", Map.of("method", "volumeSnapshot"));
        town.fault(Marks.SNAPSHOT_FAILING, false);

        assertThat(Duration.between(begun, town.running().now()))
                .as("a backup that has failed isn't waited for")
                .isLessThan(Duration.ofMinutes(5));
        assertThat(ends.getFirst().problem().orElseThrow().summary()).contains("snapshot quota of the pool exceeded");
        assertThat(ends.getLast().state()).isEqualTo(RunState.ROLLED_BACK);
    }
}
