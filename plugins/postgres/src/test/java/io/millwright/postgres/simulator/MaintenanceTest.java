package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Phase;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What an operator does to a running cluster, one after the other on one cluster of two instances: each leaves it healthy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MaintenanceTest {
    private static final String OLD = "ghcr.io/cloudnative-pg/postgresql:17.8-system-trixie";
    private final Town town;

    MaintenanceTest() throws InterruptedException {
        town = Village.of(2, OLD);
    }

    @AfterAll
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private List<String> pods() {
        return town.pods("db", "orders").stream().map(Resource::uid).toList();
    }

    @Test
    @Order(1)
    void aParameterThatIsReloadedRestartsNone() {
        List<String> before = pods();
        town.succeeds("configure", "db/orders", Map.of("set", "work_mem=8MB, log_min_duration_statement=250"));

        assertThat(town.cluster("db", "orders").textMap("spec", "postgresql", "parameters"))
                .containsEntry("work_mem", "8MB");
        assertThat(pods()).isEqualTo(before);
        assertThatThrownBy(() -> town.succeeds("configure", "db/orders", Map.of("set", "work_mem=8MB")))
                .hasMessageContaining("nothing would change");
    }

    @Test
    @Order(2)
    void aParameterThatIsReadAtTheStartIsLiveOnlyAfterTheRestart() {
        town.succeeds("configure", "db/orders", Map.of("set", "max_connections=150", "remove", "work_mem"));

        assertThat(town.cluster("db", "orders").textMap("spec", "postgresql", "parameters"))
                .containsOnly(Map.entry("log_min_duration_statement", "250"), Map.entry("max_connections", "150"));
        assertThat(town.pods("db", "orders"))
                .allSatisfy(p ->
                        assertThat(p.annotation(Marks.PARAMETERS).orElse("")).contains("150"));
    }

    @Test
    @Order(3)
    void newResourcesReachEveryPod() {
        List<String> before = pods();
        town.succeeds("change-resources", "db/orders", Map.of("memory", "2Gi"));

        assertThat(pods()).doesNotContainAnyElementsOf(before);
        assertThat(town.cluster("db", "orders").text("spec", "resources", "limits", "cpu"))
                .contains("500m");
    }

    @Test
    @Order(4)
    void volumesGrowAndNeverShrink() {
        town.succeeds("grow-storage", "db/orders", Map.of("size", "12Gi"));

        assertThat(new PgCluster(town.cluster("db", "orders")).claims(town.view()))
                .allSatisfy(
                        c -> assertThat(c.text("status", "capacity", "storage")).contains("12Gi"));
        assertThatThrownBy(() -> town.succeeds("grow-storage", "db/orders", Map.of("size", "11Gi")))
                .hasMessageContaining("isn't more than the 12 GB");
    }

    @Test
    @Order(5)
    void aFullVolumeIsGrownThroughItsClaims() throws InterruptedException {
        town.fault(Marks.DISK_FULL, true);
        var plan = town.plan("grow-storage", Optional.of(town.instance("db/orders")), "db", Map.of("size", "14Gi"));
        town.fault(Marks.DISK_FULL, false);
        town.healthy("db", "orders");

        assertThat(plan.plan().steps())
                .extracting(s -> s.id())
                .startsWith("claim-orders-1", "claim-orders-2", "set-data");
        assertThat(town.run(plan).problem()).isEmpty();
    }

    @Test
    @Order(6)
    void aFencedStandbyStopsUntilTheFenceIsLifted() {
        town.succeeds("fence", "db/orders", Map.of("instance", "orders-2"));
        assertThat(town.cluster("db", "orders").annotation(Cnpg.FENCED)).contains("[\"orders-2\"]");
        assertThat(town.constraints("scale", Optional.of(town.instance("db/orders"))))
                .containsExactly("fenced");

        town.succeeds("unfence", "db/orders", Map.of());
        assertThat(town.cluster("db", "orders").annotation(Cnpg.FENCED)).isEmpty();
        assertThat(town.constraints("unfence", Optional.of(town.instance("db/orders"))))
                .containsExactly("unfenced");
    }

    @Test
    @Order(7)
    void aMinorUpgradeRunsTheNewImageEverywhere() {
        town.succeeds("upgrade-minor", "db/orders", Map.of());

        assertThat(town.pods("db", "orders"))
                .allSatisfy(p -> assertThat(InstanceParts.image(p)).endsWith(":17.10-system-trixie"));
        assertThatThrownBy(
                        () -> town.succeeds("upgrade-minor", "db/orders", Map.of("image", InstanceParts.DEFAULT_IMAGE)))
                .hasMessageContaining("another major version");
    }

    @Test
    @Order(8)
    void aMajorUpgradeThatFailsIsTakenBackToTheOldVersion() throws InterruptedException {
        town.fault(Marks.UPGRADE_FAILING, true);
        town.change(Village.ORDERS, c -> c.with(InstanceParts.DEFAULT_IMAGE, "spec", "imageName"));
        ObjectRef job = ObjectRef.of(Kind.JOB, "db", "orders-1-major-upgrade");
        town.until(t -> t.view()
                .get(job)
                .flatMap(j -> j.number("status", "failed"))
                .filter(n -> n > 0)
                .isPresent());
        Resource failed = town.cluster("db", "orders");
        assertThat(failed.text("status", "phase")).contains("Upgrading Postgres major version");
        assertThat(failed.number("status", "pgDataImageInfo", "majorVersion")).contains(17L);

        town.fault(Marks.UPGRADE_FAILING, false);
        town.change(
                Village.ORDERS,
                c -> c.with("ghcr.io/cloudnative-pg/postgresql:17.10-system-trixie", "spec", "imageName"));
        town.running().advance(Duration.ofSeconds(1));
        town.healthy("db", "orders");
        assertThat(town.view().get(job)).isEmpty();
    }

    @Test
    @Order(9)
    void aMajorUpgradeMovesTheDataAndItsArchive() {
        town.succeeds("upgrade-major", "db/orders", Map.of());

        Resource c = town.cluster("db", "orders");
        assertThat(c.number("status", "pgDataImageInfo", "majorVersion")).contains(18L);
        assertThat(c.text("status", "phase")).contains(Phase.HEALTHY);
        assertThat(new PgCluster(c).objectStore()).contains(Map.entry("orders-store", "orders-pg18"));
        assertThat(town.view().list(Cnpg.BACKUP, Selector.in("db"))).hasSize(3);
        assertThatThrownBy(() -> town.succeeds(
                        "upgrade-major",
                        "db/orders",
                        Map.of("image", "ghcr.io/cloudnative-pg/postgresql:17.10-system-trixie")))
                .hasMessageContaining("can't be opened by 17");
    }

    @Test
    @Order(10)
    void aPasswordIsMadeAnewAndNeverSeen() {
        ObjectRef secret = ObjectRef.of(Kind.SECRET, "db", "orders-app");
        Resource before = town.view().get(secret).orElseThrow();
        town.succeeds("rotate-password", "db/orders", Map.of());

        Resource after = town.view().get(secret).orElseThrow();
        assertThat(after.text("data", "password")).isNotEqualTo(before.text("data", "password"));
        assertThat(after.text("data", "username")).isEqualTo(before.text("data", "username"));
        assertThatThrownBy(() -> town.succeeds("rotate-password", "db/orders", Map.of("role", "superuser")))
                .hasMessageContaining("enableSuperuserAccess");
    }

    @Test
    @Order(11)
    void aNewAuthorityBringsNewCertificates() {
        List<String> names = List.of("orders-ca", "orders-server", "orders-replication");
        List<String> before = names.stream().map(this::uid).toList();
        town.succeeds("rotate-certificates", "db/orders", Map.of("which", "authority"));

        assertThat(names.stream().map(this::uid)).doesNotContainAnyElementsOf(before);
    }

    private String uid(String secret) {
        return town.view()
                .get(ObjectRef.of(Kind.SECRET, "db", secret))
                .orElseThrow()
                .uid();
    }

    @Test
    @Order(12)
    void aStandbyIsMadeAnewOnNewVolumesAndThePrimaryNever() {
        ObjectRef claim = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, "db", "orders-2");
        String before = town.view().get(claim).orElseThrow().uid();
        town.succeeds("rebuild-standby", "db/orders", Map.of("instance", "orders-2"));

        assertThat(town.view().get(claim).orElseThrow().uid()).isNotEqualTo(before);
        assertThatThrownBy(() -> town.succeeds("rebuild-standby", "db/orders", Map.of("instance", "orders-1")))
                .hasMessageContaining("must be one of orders-2");
    }

    @Test
    @Order(13)
    void databasesAndRolesAreDeclaredOnce() throws IOException {
        town.succeeds("create-role", "db/orders", Map.of("role", "web_app"));
        town.succeeds(
                "create-database",
                "db/orders",
                Map.of("database", "shop", "owner", "web_app", "extensions", "pg_trgm"));

        Resource database = town.view()
                .get(ObjectRef.of(Cnpg.DATABASE, "db", "orders-shop"))
                .orElseThrow();
        assertThat(database.flag("status", "applied")).contains(true);
        assertThat(town.view().get(ObjectRef.of(Cnpg.DATABASE_ROLE, "db", "orders-web-app")))
                .isPresent();
        assertThatThrownBy(
                        () -> town.succeeds("create-database", "db/orders", Map.of("database", "shop", "owner", "app")))
                .hasMessageContaining("declared already");
        valid(database);
        valid(town.view()
                .get(ObjectRef.of(Cnpg.DATABASE_ROLE, "db", "orders-web-app"))
                .orElseThrow());
    }

    private static void valid(Resource object) throws IOException {
        Optional<Path> folder = Schema.definitions("postgres");
        Assumptions.assumeTrue(folder.isPresent(), "the shared folder with the definitions is absent");
        assertThat(Schema.problems(object, folder.orElseThrow())).isEmpty();
    }

    @Test
    @Order(14)
    void aPoolerIsAddedPausedAndResumed() throws IOException {
        town.succeeds("create-pooler", "db/orders", Map.of("mode", "transaction"));
        ObjectRef pooler = ObjectRef.of(Cnpg.POOLER, "db", "orders-pooler-rw");
        assertThat(town.view().get(pooler).orElseThrow().text("status", "phase"))
                .contains("active");

        town.succeeds("pause-pooler", "db/orders", Map.of("state", "paused"));
        assertThat(town.view().get(pooler).orElseThrow().text("status", "phase"))
                .contains("paused");
        town.succeeds("pause-pooler", "db/orders", Map.of("state", "running"));
        assertThat(town.view().get(pooler).orElseThrow().text("status", "phase"))
                .contains("active");
        valid(town.view().get(pooler).orElseThrow());

        town.succeeds(
                "change-pooler",
                "db/orders",
                Map.of("instances", "1", "pool-size", "10", "set", "server_idle_timeout=60"));
        Resource changed = town.view().get(pooler).orElseThrow();
        assertThat(changed.textMap("spec", "pgbouncer", "parameters"))
                .containsEntry("default_pool_size", "10")
                .containsEntry("max_client_conn", "1000")
                .containsEntry("server_idle_timeout", "60");
        assertThat(changed.number("spec", "instances")).contains(1L);
        valid(changed);
        town.succeeds("delete-pooler", "db/orders", Map.of());
        assertThat(town.view().get(pooler)).isEmpty();
        assertThat(town.view().get(ObjectRef.of(Kind.SERVICE, "db", "orders-pooler-rw")))
                .isEmpty();
    }

    @Test
    @Order(17)
    void oneInstanceIsRestartedAlone() {
        List<String> before = pods();
        String primary =
                new PgCluster(town.cluster("db", "orders")).currentPrimary().orElseThrow();
        town.succeeds("restart", "db/orders", Map.of("which", "primary"));
        assertThat(pods()).as("its pod stays").isEqualTo(before);
        assertThat(town.view()
                        .get(ObjectRef.of(Kind.POD, "db", primary))
                        .orElseThrow()
                        .annotation(Marks.STARTED))
                .isPresent();
        town.succeeds("restart", "db/orders", Map.of("which", "reload"));
        assertThat(pods()).isEqualTo(before);
        String standby = new PgCluster(town.cluster("db", "orders")).standbys().getFirst();
        town.succeeds("restart", "db/orders", Map.of("which", standby));
        assertThat(pods()).hasSize(2).isNotEqualTo(before);
        assertThat(new PgCluster(town.cluster("db", "orders")).currentPrimary()).contains(primary);
    }

    @Test
    @Order(18)
    void rulesForClientsReachTheSpecification() throws IOException {
        town.succeeds("set-hba-rules", "db/orders", Map.of("rules", "hostssl all app 10.0.0.0/8 scram-sha-256"));
        assertThat(town.cluster("db", "orders").texts("spec", "postgresql", "pg_hba"))
                .containsExactly("hostssl all app 10.0.0.0/8 scram-sha-256");
        valid(town.cluster("db", "orders"));
        town.succeeds("set-hba-rules", "db/orders", Map.of("rules", ""));
        assertThat(town.cluster("db", "orders").at("spec", "postgresql", "pg_hba"))
                .isEmpty();
    }

    @Test
    @Order(15)
    void windowsAndPausesAreOpenedAndClosed() {
        town.succeeds("node-maintenance", "db/orders", Map.of());
        assertThat(town.findings("db", "orders")).contains("postgres.cluster.suspended.maintenance");
        town.succeeds("node-maintenance", "db/orders", Map.of("window", "end"));
        town.succeeds("pause-operator", "db/orders", Map.of());
        assertThat(town.constraints("scale", Optional.of(town.instance("db/orders"))))
                .contains("paused");
        town.succeeds("pause-operator", "db/orders", Map.of("state", "running"));
        assertThat(town.constraints("scale", Optional.of(town.instance("db/orders"))))
                .isEmpty();
    }

    @Test
    @Order(16)
    void theProbeWritesAndReads() throws InterruptedException {
        town.succeeds("probe", "db/orders", Map.of());
        town.change(Village.ORDERS, c -> c.with("[\"orders-1\"]", "metadata", "annotations", Cnpg.FENCED));
        town.running().advance(Duration.ofSeconds(5));
        assertThat(town.run("probe", Optional.of(town.instance("db/orders")), "db", Map.of())
                        .problem()
                        .orElseThrow()
                        .summary())
                .contains("commit a message");
        town.succeeds("unfence", "db/orders", Map.of());
    }
}
