package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.kit.Tree;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backups that hang, policies that shut the operator out, commits that are to wait for standbys; by the real engine. */
final class RepairTest {
    private static final Kind NETWORK_POLICY = Kind.of("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");
    private final Town town;

    RepairTest() throws InterruptedException {
        town = Village.of(2);
    }

    @AfterEach
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private void backup(String name) {
        town.create(
                Cnpg.BACKUP,
                Resource.of(
                        Cnpg.BACKUP,
                        "db",
                        name,
                        Tree.of(
                                "spec",
                                Tree.of(
                                        "cluster",
                                        Tree.of("name", "orders"),
                                        "method",
                                        "plugin",
                                        "pluginConfiguration",
                                        Tree.of("name", Cnpg.BARMAN_PLUGIN)))));
    }

    private String phase(String backup) {
        return town.view()
                .get(ObjectRef.of(Cnpg.BACKUP, "db", backup))
                .flatMap(b -> b.text("status", "phase"))
                .orElse("");
    }

    @Test
    void aStuckBackupIsGivenUpAndTheNextOneIsMade() throws InterruptedException {
        assertThat(town.constraints("give-up-backup", Optional.of(town.instance("db/orders"))))
                .containsExactly("none-open");
        town.fault(Marks.BACKUP_STUCK, true);
        backup("first");
        town.until(t -> phase("first").equals("started"));
        backup("second");
        town.until(t -> phase("second").equals("pending"));
        assertThat(town.findings(Duration.ofHours(3))).contains("db/orders postgres.backup.stuck");
        assertThat(town.constraints("backup-now", Optional.of(town.instance("db/orders"))))
                .containsExactly("running");

        town.succeeds("give-up-backup", "db/orders", Map.of("backup", "first"));
        town.fault(Marks.BACKUP_STUCK, false);
        town.until(t -> phase("second").equals("completed"));
        assertThat(town.view().get(ObjectRef.of(Cnpg.BACKUP, "db", "first"))).isEmpty();
    }

    @Test
    void aPolicyForTheOperatorIsAddedOnlyWhereOthersShutItOut() {
        assertThat(town.constraints("allow-operator", Optional.of(town.instance("db/orders"))))
                .containsExactly("no-policy");
        town.create(
                NETWORK_POLICY,
                Resource.of(
                        NETWORK_POLICY,
                        "db",
                        "deny-all",
                        Tree.of("spec", Tree.of("podSelector", Map.of(), "policyTypes", List.of("Ingress")))));
        town.succeeds("allow-operator", "db/orders", Map.of());

        Resource policy = town.view()
                .get(ObjectRef.of(NETWORK_POLICY, "db", "orders-operator"))
                .orElseThrow();
        assertThat(policy.at("spec", "podSelector", "matchLabels")).contains(Map.of(Cnpg.CLUSTER_LABEL, "orders"));
        assertThat(policy.items("spec", "ingress")).hasSize(2);
        assertThat(town.view().list(NETWORK_POLICY, Selector.in("db"))).hasSize(2);
    }

    @Test
    void commitsWaitForAStandbyAndNoLonger() {
        assertThatThrownBy(() -> town.plan(
                        "set-synchronous", Optional.of(town.instance("db/orders")), "db", Map.of("standbys", "2")))
                .hasMessageContaining("wait for 2 standbys, and it has 1");
        assertThatThrownBy(() -> town.plan(
                        "set-synchronous", Optional.of(town.instance("db/orders")), "db", Map.of("standbys", "0")))
                .hasMessageContaining("already");
        town.succeeds("set-synchronous", "db/orders", Map.of("standbys", "1", "durability", "preferred"));
        PgCluster c = new PgCluster(town.cluster("db", "orders"));
        assertThat(c.object().at("spec", "postgresql", "synchronous"))
                .contains(Map.of("method", "any", "number", 1L, "dataDurability", "preferred"));
        assertThat(PgStatus.read(town.view(), "db", c.currentPrimary().orElseThrow())
                        .page()
                        .orElseThrow()
                        .standbys())
                .allSatisfy(s -> assertThat(s.syncState()).isEqualTo("quorum"));

        town.succeeds("set-synchronous", "db/orders", Map.of("standbys", "0"));
        assertThat(town.cluster("db", "orders").at("spec", "postgresql", "synchronous"))
                .isEmpty();
    }
}
