package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.Phase;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulatorTest {
    private static final ObjectRef PG = ObjectRef.of(Cnpg.CLUSTER, "default", "pg");
    private final Town town = new Town("empty");

    private void operator() throws InterruptedException {
        town.release("1.30.0");
        town.until(t -> t.view()
                .get(ObjectRef.of(Kind.DEPLOYMENT, "cnpg-system", "cnpg-controller-manager"))
                .flatMap(d -> d.number("status", "availableReplicas"))
                .isPresent());
    }

    private void healthy(long instances) throws InterruptedException {
        operator();
        town.create(Cnpg.CLUSTER, Town.database("default", "pg", instances));
        town.healthy("default", "pg");
    }

    @AfterEach
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    @Test
    void withoutAnOperatorNobodyTakesUpACluster() throws InterruptedException {
        town.running().settle();
        new PostgresSimulator()
                .release("1.30.0").stream()
                        .filter(o -> o.kind().equals("CustomResourceDefinition"))
                        .forEach(o -> town.create(Kind.CUSTOM_RESOURCE_DEFINITION, o));
        town.create(Cnpg.CLUSTER, Town.database("default", "pg", 1));
        town.running().advance(Duration.ofSeconds(30));

        assertThat(town.cluster("default", "pg").at("status")).isEmpty();
    }

    @Test
    void aNewClusterGoesThroughThePhasesOfTheRealOne() throws InterruptedException {
        operator();
        town.create(Cnpg.CLUSTER, Town.database("default", "pg", 3));

        assertThat(town.phases("default", "pg"))
                .startsWith(
                        "Setting up primary", "Waiting for the instances to become active", "Creating a new replica")
                .endsWith("Waiting for the instances to become active", Phase.HEALTHY);
        Resource c = town.cluster("default", "pg");
        assertThat(c.text("status", "currentPrimary")).contains("pg-1");
        assertThat(c.texts("status", "instancesStatus", "healthy")).containsExactly("pg-1", "pg-2", "pg-3");
        assertThat(c.condition("Ready").flatMap(r -> r.text("reason"))).contains("ClusterIsReady");
        assertThat(c.condition("Initialized").flatMap(r -> r.text("status"))).contains("True");
        assertThat(c.number("status", "topology", "nodesUsed")).contains(3L);
        assertThat(town.pods("default", "pg"))
                .extracting(p -> p.label(Cnpg.ROLE_LABEL).orElse(""))
                .containsExactly("primary", "replica", "replica");
        assertThat(town.view().list(Kind.SECRET, Selector.in("default")))
                .extracting(Resource::name)
                .contains("pg-app", "pg-ca", "pg-replication", "pg-server");
        assertThat(town.view().list(Kind.SERVICE, Selector.in("default")))
                .extracting(Resource::name)
                .contains("pg-r", "pg-ro", "pg-rw");
        assertThat(town.view().list(Kind.POD_DISRUPTION_BUDGET, Selector.in("default")))
                .extracting(Resource::name)
                .containsExactly("pg", "pg-primary");
    }

    @Test
    void scalesUpAndDown() throws InterruptedException {
        healthy(1);
        town.change(PG, c -> c.with(3L, "spec", "instances"));
        town.healthy("default", "pg");
        assertThat(town.pods("default", "pg")).hasSize(3);

        town.change(PG, c -> c.with(2L, "spec", "instances"));
        town.until(t -> town.pods("default", "pg").size() == 2);
        assertThat(town.rests("default", "pg")).isTrue();
        assertThat(town.pods("default", "pg")).extracting(Resource::name).containsExactly("pg-1", "pg-2");
        town.until(t -> t.view()
                        .list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in("default"))
                        .size()
                == 2);
    }

    @Test
    void deletingThePrimaryFailsOver() throws InterruptedException {
        healthy(3);
        town.delete(ObjectRef.of(Kind.POD, "default", "pg-1"));
        List<String> phases = town.phases("default", "pg");

        assertThat(phases).contains("Failing over").endsWith(Phase.HEALTHY);
        Resource c = town.cluster("default", "pg");
        assertThat(c.text("status", "currentPrimary")).contains("pg-2");
        assertThat(c.number("status", "timelineID")).contains(2L);
        assertThat(town.pods("default", "pg"))
                .extracting(p -> p.name() + " " + p.label(Cnpg.ROLE_LABEL).orElse(""))
                .containsExactly("pg-1 replica", "pg-2 primary", "pg-3 replica");
    }

    @Test
    void switchesOverToWhatTheStatusAsksFor() throws InterruptedException {
        healthy(2);
        town.running()
                .store()
                .updateStatus(
                        Cnpg.CLUSTER,
                        town.cluster("default", "pg")
                                .with("pg-2", "status", "targetPrimary")
                                .with("Switchover in progress", "status", "phase")
                                .with("Switching over to pg-2", "status", "phaseReason"));
        town.healthy("default", "pg");

        assertThat(town.cluster("default", "pg").text("status", "currentPrimary"))
                .contains("pg-2");
    }

    @Test
    void restartsStandbysFirstAndThePrimaryLastWithoutMovingIt() throws InterruptedException {
        healthy(3);
        town.change(PG, c -> c.with("now", "metadata", "annotations", Cnpg.RESTARTED_AT));
        town.running().settle();
        List<String> phases = town.phases("default", "pg");

        assertThat(phases)
                .startsWith("Upgrading cluster")
                .contains("Primary instance is being restarted without a switchover")
                .endsWith(Phase.HEALTHY);
        assertThat(town.pods("default", "pg"))
                .allSatisfy(p -> assertThat(p.annotation(Cnpg.RESTARTED_AT)).contains("now"));
        assertThat(town.cluster("default", "pg").text("status", "currentPrimary"))
                .contains("pg-1");
    }

    @Test
    void hibernatesAndWakes() throws InterruptedException {
        healthy(3);
        town.change(PG, c -> c.with("on", "metadata", "annotations", Cnpg.HIBERNATION));
        town.until(t -> town.cluster("default", "pg")
                .condition(Cnpg.HIBERNATION)
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent());
        assertThat(town.pods("default", "pg")).isEmpty();
        assertThat(town.cluster("default", "pg").text("status", "phase")).contains(Phase.HEALTHY);

        town.change(PG, c -> c.with("off", "metadata", "annotations", Cnpg.HIBERNATION));
        town.running().settle();
        town.healthy("default", "pg");
        Resource c = town.cluster("default", "pg");
        assertThat(c.text("status", "currentPrimary")).contains("pg-1");
        assertThat(c.condition(Cnpg.HIBERNATION)).isEmpty();
    }

    @Test
    void aFencedPrimaryStopsAndNothingFailsOver() throws InterruptedException {
        healthy(3);
        town.change(PG, c -> c.with("[\"pg-1\"]", "metadata", "annotations", Cnpg.FENCED));
        // Longer than a primary may be unready without a fence.
        town.running().advance(Duration.ofSeconds(45));
        Resource c = town.cluster("default", "pg");
        assertThat(c.number("status", "readyInstances")).contains(2L);
        assertThat(c.text("status", "targetPrimary")).contains("pg-1");

        town.change(PG, o -> o.without("metadata", "annotations", Cnpg.FENCED));
        town.healthy("default", "pg");
    }

    @Test
    void aNewClusterOfTheSameNameAdoptsTheVolumes() throws InterruptedException {
        healthy(2);
        town.running()
                .store()
                .delete(Cnpg.CLUSTER, "default", "pg", DeleteOptions.DEFAULT.with(DeleteOptions.Propagation.ORPHAN));
        town.running().advance(Duration.ofSeconds(3));
        assertThat(town.view().list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in("default")))
                .hasSize(2);
        town.create(Cnpg.CLUSTER, Town.database("default", "pg", 2));
        List<String> phases = town.phases("default", "pg");

        assertThat(phases).doesNotContain("Setting up primary").endsWith(Phase.HEALTHY);
    }

    @Test
    void aBackupToTheOperatorsOwnBarmanCompletes() throws InterruptedException {
        operator();
        town.create(
                Cnpg.CLUSTER,
                Town.database("default", "pg", 1)
                        .with(
                                Map.of(
                                        "destinationPath",
                                        "s3://b/pg",
                                        "s3Credentials",
                                        Map.of("inheritFromIAMRole", true)),
                                "spec",
                                "backup",
                                "barmanObjectStore"));
        town.healthy("default", "pg");
        town.create(
                Cnpg.BACKUP,
                Resource.of(Cnpg.BACKUP, "default", "b1", Map.of("spec", Map.of("cluster", Map.of("name", "pg")))));
        ObjectRef ref = ObjectRef.of(Cnpg.BACKUP, "default", "b1");
        town.running().settle();
        assertThat(town.view().get(ref).orElseThrow().text("status", "phase")).contains("running");
        town.until(t -> t.view()
                .get(ref)
                .flatMap(b -> b.text("status", "phase"))
                .filter("completed"::equals)
                .isPresent());
        assertThat(town.cluster("default", "pg").text("status", "lastSuccessfulBackup"))
                .isPresent();
    }

    @Test
    void aBackupWithoutADestinationFailsAtOnce() throws InterruptedException {
        healthy(1);
        town.create(
                Cnpg.BACKUP,
                Resource.of(Cnpg.BACKUP, "default", "b1", Map.of("spec", Map.of("cluster", Map.of("name", "pg")))));
        town.running().settle();
        Resource backup =
                town.view().get(ObjectRef.of(Cnpg.BACKUP, "default", "b1")).orElseThrow();

        assertThat(backup.text("status", "phase")).contains("failed");
        assertThat(backup.text("status", "error").orElse("")).contains("no backup section");
    }

    @Test
    void anUnknownPluginStopsEverything() throws InterruptedException {
        operator();
        town.create(
                Cnpg.CLUSTER,
                Town.database("default", "pg", 1).with(List.of(Map.of("name", "no.such.plugin")), "spec", "plugins"));
        town.running().advance(Duration.ofSeconds(20));

        assertThat(town.cluster("default", "pg").text("status", "phaseReason"))
                .contains("Unknown plugin: 'no.such.plugin'");
        assertThat(town.pods("default", "pg")).isEmpty();
    }

    @Test
    void faultsShowAndHeal() throws InterruptedException {
        healthy(3);
        town.running().fault("postgres", Marks.REPLICA_DOWN, true);
        town.until(t ->
                town.cluster("default", "pg").number("status", "readyInstances").orElse(0L) == 2);
        town.running().fault("postgres", Marks.REPLICA_DOWN, false);
        town.healthy("default", "pg");

        town.running().fault("postgres", Marks.DISK_FULL, true);
        town.running().settle();
        assertThat(town.cluster("default", "pg").text("status", "phase")).contains("Not enough disk space");
        town.running().fault("postgres", Marks.DISK_FULL, false);
        town.healthy("default", "pg");

        town.running().fault("postgres", Marks.OPERATOR_DOWN, true);
        town.running().advance(Duration.ofSeconds(5));
        assertThat(town.findings("cnpg-system", "cnpg-controller-manager")).contains("postgres.operator.ready");
        town.running().fault("postgres", Marks.OPERATOR_DOWN, false);
        town.running().advance(Duration.ofSeconds(5));
        assertThat(town.findings("cnpg-system", "cnpg-controller-manager")).doesNotContain("postgres.operator.ready");

        town.running().fault("postgres", Marks.IMAGE_PULL, true);
        town.delete(ObjectRef.of(Kind.POD, "default", "pg-3"));
        town.running().advance(Duration.ofSeconds(20));
        assertThat(town.cluster("default", "pg").number("status", "readyInstances"))
                .contains(2L);
        town.running().fault("postgres", Marks.IMAGE_PULL, false);
        town.healthy("default", "pg");
    }

    @Test
    void statusPageTellsWhoIsPrimaryAndWhoStreams() throws InterruptedException {
        healthy(3);
        PgStatus page = PgStatus.read(town.view(), "default", "pg-1").page().orElseThrow();

        assertThat(page.isPrimary()).isTrue();
        assertThat(page.standbys())
                .extracting(s -> s.name() + " " + s.state())
                .containsExactly("pg-2 streaming", "pg-3 streaming");
        assertThat(page.slots())
                .hasSize(2)
                .allSatisfy(s -> assertThat(s.active()).isTrue());
    }

    @Test
    void stateSurvivesARestart(@TempDir Path folder) throws InterruptedException {
        SandboxOptions options = Town.options("healthy").withState(folder.resolve("state.zip"));
        List<String> before;
        try (Town first = new Town(options)) {
            first.healthy("db", "orders");
            before = first.pods("db", "orders").stream().map(Resource::uid).toList();
        }
        try (Town second = new Town(options)) {
            second.healthy("db", "orders");
            assertThat(second.pods("db", "orders")).extracting(Resource::uid).isEqualTo(before);
            second.delete(ObjectRef.of(Kind.POD, "db", "orders-1"));
            second.healthy("db", "orders");
            assertThat(second.problems()).isEmpty();
        }
    }
}
