package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.kit.simulator.Conditions;
import io.millwright.postgres.PostgresTool;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Drills;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.listing.DrillTable;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.testkit.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Restores by the real engine on a cluster that has a backup. Each test makes clusters of its own; the original stays as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestoreTest {
    private final Town town;

    RestoreTest() throws InterruptedException {
        town = Village.backedUp(1);
    }

    @AfterAll
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private Resource backup() {
        return Backups.of(new PgCluster(town.cluster("db", "orders")), town.view())
                .newest(Backups.State.COMPLETED)
                .orElseThrow();
    }

    @Test
    void theNewestBackupIsRestoredBesideTheOriginalAndArchivesUnderItsOwnName() {
        Resource before = town.cluster("db", "orders");
        town.succeeds("restore", "db/orders", Map.of("name", "orders-r1", "instances", "2"));

        Resource restored = town.cluster("db", "orders-r1");
        assertThat(restored.text("status", "systemID")).isEqualTo(before.text("status", "systemID"));
        assertThat(restored.number("status", "timelineID")).contains(2L);
        assertThat(new PgCluster(restored).objectStore()).contains(Map.entry("orders-store", "orders-r1"));
        assertThat(Backups.of(new PgCluster(restored), town.view()).newestGood())
                .isPresent();
        assertThat(town.cluster("db", "orders").at("spec")).isEqualTo(before.at("spec"));
        assertThat(town.view().list(Kind.JOB, Selector.in("db"))).isEmpty();
    }

    @Test
    void aPointInTimeIsGivenInUtcWhateverOffsetItWasAskedWith() throws InterruptedException {
        Instant ended = Backups.when(backup());
        town.running().advance(Duration.ofMinutes(1));
        town.running()
                .store()
                .updateStatus(
                        Cnpg.CLUSTER,
                        Conditions.set(
                                Conditions.remove(town.cluster("db", "orders"), "ContinuousArchiving"),
                                "ContinuousArchiving",
                                "True",
                                "ContinuousArchivingSuccess",
                                "Continuous archiving is working",
                                town.running().now()));
        Instant wanted = ended.plusSeconds(30);
        String asked = wanted.atOffset(ZoneOffset.ofHours(2)).toString();
        FrozenPlan plan = town.plan(
                "restore",
                Optional.of(town.instance("db/orders")),
                "db",
                Map.of("name", "orders-pit", "until", "time", "time", asked, "archive", "none"));
        assertThat(town.run(plan).problem()).isEmpty();

        Resource restored = town.cluster("db", "orders-pit");
        assertThat(restored.text("spec", "bootstrap", "recovery", "recoveryTarget", "targetTime"))
                .contains(wanted.toString().replace("Z", "+00:00"));
        assertThat(restored.at("spec", "plugins")).isEmpty();
        assertThat(plan.plan().title()).contains("time " + wanted);
    }

    @Test
    void aPointThatTheArchiveDoesNotReachIsRefusedBeforeAnythingIsMade() {
        Instant now = town.running().now();
        assertThatThrownBy(() -> time(Instant.parse("2099-01-01T00:00:00Z"))).hasMessageContaining("future");
        assertThatThrownBy(() -> time(now.minus(Duration.ofDays(2)))).hasMessageContaining("begins at");
        assertThatThrownBy(() -> time(now)).hasMessageContaining("reaches until");
    }

    private FrozenPlan time(Instant when) {
        return town.plan(
                "restore",
                Optional.of(town.instance("db/orders")),
                "db",
                Map.of("name", "orders-x", "until", "time", "time", when.toString()));
    }

    @Test
    void aNamedRestorePointCarriesTheBackupThatItBeginsWith() throws IOException {
        FrozenPlan plan = town.plan(
                "restore",
                Optional.of(town.instance("db/orders")),
                "db",
                Map.of("name", "orders-n", "until", "name", "restore-point", "before-release", "exclusive", "true"));
        Resource made = made(plan);
        assertThat(made.at("spec", "bootstrap", "recovery", "recoveryTarget"))
                .contains(Map.of(
                        "targetName",
                        "before-release",
                        "exclusive",
                        true,
                        "backupID",
                        backup().text("status", "backupId").orElseThrow()));
        Optional<Path> folder = Schema.definitions("postgres");
        Assumptions.assumeTrue(folder.isPresent(), "the shared folder with the definitions is absent");
        assertThat(Schema.problems(made, folder.orElseThrow())).isEmpty();
    }

    private static Resource made(FrozenPlan plan) {
        return plan.plan().steps().stream()
                .map(Step::action)
                .flatMap(a -> a instanceof Action.Create c
                        ? Optional.of(c.object()).stream()
                        : Optional.<Resource>empty().stream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNameThatTheStoreKnowsIsRefused() {
        assertThatThrownBy(() ->
                        town.plan("restore", Optional.of(town.instance("db/orders")), "db", Map.of("name", "orders")))
                .hasMessageContaining("exists already");
        town.create(
                Cnpg.CLUSTER,
                Seeds.cluster("db", "other", 1, InstanceParts.DEFAULT_IMAGE)
                        .with(List.of(plugin("taken")), "spec", "plugins"));
        assertThatThrownBy(() ->
                        town.plan("restore", Optional.of(town.instance("db/orders")), "db", Map.of("name", "taken")))
                .hasMessageContaining("isn't empty");
        town.delete(ObjectRef.of(Cnpg.CLUSTER, "db", "other"));
    }

    private static Map<String, Object> plugin(String server) {
        return Map.of(
                "name",
                Cnpg.BARMAN_PLUGIN,
                "isWALArchiver",
                true,
                "parameters",
                Map.of("barmanObjectName", "orders-store", "serverName", server));
    }

    @Test
    void aSmallerVolumeThanTheOriginalsIsRefused() {
        assertThatThrownBy(() -> town.plan(
                        "restore",
                        Optional.of(town.instance("db/orders")),
                        "db",
                        Map.of("name", "orders-s", "size", "1Gi")))
                .hasMessageContaining("the original's volume has 10Gi");
    }

    @Test
    void aBackupThatCannotBeReadIsNoDatabase() throws InterruptedException {
        FrozenPlan plan = town.plan(
                "restore",
                Optional.of(town.instance("db/orders")),
                "db",
                Map.of("name", "orders-bad", "archive", "none"));
        town.fault(Marks.RESTORE_FAILING, true);
        town.create(Cnpg.CLUSTER, made(plan));
        town.until(t -> t.view().list(Kind.POD, Selector.labelled("db", Cnpg.CLUSTER_LABEL, "orders-bad")).stream()
                .anyMatch(
                        p -> p.text("status", "phase").filter("Failed"::equals).isPresent()));
        Check.Named proof = (Check.Named) plan.plan().steps().stream()
                .filter(s -> s.id().equals("recovered"))
                .findFirst()
                .orElseThrow()
                .done();
        CheckResult seen = Objects.requireNonNull(
                        new PostgresTool().namedChecks().get(proof.id()))
                .evaluate(proof.arguments(), town.view());
        town.fault(Marks.RESTORE_FAILING, false);
        town.delete(ObjectRef.of(Cnpg.CLUSTER, "db", "orders-bad"));

        assertThat(seen.holds()).isFalse();
        assertThat(seen.message()).startsWith("Setting up primary");
    }

    @Test
    void aDrillRestoresReadsMeasuresAndLeavesOnlyItsRecord() {
        town.succeeds("restore-drill", "db/orders", Map.of("question", "(select count(*) from orders) > 0"));

        List<Drills.Drill> drills = Drills.of(new PgCluster(town.cluster("db", "orders")), town.view());
        assertThat(drills).hasSize(1);
        assertThat(drills.getFirst().time().orElseThrow()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(3));
        assertThat(drills.getFirst().point().orElseThrow()).isPositive();
        assertThat(town.view()
                        .get(ObjectRef.of(Cnpg.CLUSTER, "db", drills.getFirst().name())))
                .isEmpty();
        assertThat(new DrillTable().rows(town.view()))
                .singleElement()
                .satisfies(r -> assertThat(r.cells()).startsWith("orders", "yes"));

        town.succeeds("restore-drill", "db/orders", Map.of("read", "catalogue"));
        assertThat(Drills.of(new PgCluster(town.cluster("db", "orders")), town.view()))
                .hasSize(1);
    }

    @Test
    void aDrillFindsDamagedPagesAndItsCopyIsTakenBack() throws InterruptedException {
        town.fault(Marks.DATA_CORRUPT, true);
        List<RunResult> ends = town.takenBack("restore-drill", Optional.of(town.instance("db/orders")), "db", Map.of());
        town.fault(Marks.DATA_CORRUPT, false);

        assertThat(ends.getFirst().problem().orElseThrow().summary()).contains("invalid page in block 7");
        assertThat(ends.getLast().state()).isEqualTo(RunState.ROLLED_BACK);
        assertThat(town.view().list(Cnpg.CLUSTER, Selector.in("db")))
                .noneMatch(c -> c.name().contains("-drill-"));
    }
}
