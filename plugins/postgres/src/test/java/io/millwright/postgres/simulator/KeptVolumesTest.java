package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.postgres.cnpg.KeptVolumes;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Volumes that outlive their Cluster, and volumes that are exchanged under it; by the real engine. */
final class KeptVolumesTest {
    private final Town town;

    KeptVolumesTest() throws InterruptedException {
        town = Village.of(2);
    }

    @AfterEach
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private List<String> claims() {
        return town.view().list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in("db")).stream()
                .map(Resource::uid)
                .toList();
    }

    /** Why it doesn't succeed; empty when it does. */
    private Optional<Problem> make(String runbook, Map<String, String> answers) {
        return town.run(runbook, Optional.empty(), "db", answers).problem();
    }

    @Test
    void aClusterThatWasTakenAwayComesBackOnItsVolumes() throws InterruptedException {
        List<String> before = claims();
        town.succeeds("uninstall", "db/orders", Map.of("final-backup", "false"));
        assertThat(claims()).isEqualTo(before);
        assertThat(KeptVolumes.all(town.view(), ""))
                .singleElement()
                .satisfies(k -> assertThat(k.path() + " " + k.instances()).isEqualTo("db/orders 2"));
        assertThatThrownBy(() -> make("create-cluster", Map.of("name", "orders", "namespace", "db")))
                .as("a new cluster would be given the old one's data, and its undo would delete that")
                .hasMessageContaining("the operator would give it their data");
        assertThatThrownBy(() -> make("adopt", Map.of("cluster", "db/orders", "version", "17.10")))
                .hasMessageContaining("of PostgreSQL 18");

        assertThat(make("adopt", Map.of("cluster", "db/orders"))).isEmpty();
        assertThat(claims()).isEqualTo(before);
        PgCluster again = new PgCluster(town.cluster("db", "orders"));
        assertThat(again.ready()).isEqualTo(2);
        assertThat(again.claims(town.view()))
                .allSatisfy(c -> assertThat(c.items("metadata", "ownerReferences"))
                        .singleElement()
                        .satisfies(o -> assertThat(o.text("uid"))
                                .contains(again.object().uid())));
        assertThat(KeptVolumes.all(town.view(), "")).isEmpty();
        assertThatThrownBy(() -> make("adopt", Map.of("cluster", "db/orders"))).hasMessageContaining("in use");
        town.healthy("db", "orders");
    }

    @Test
    void everyInstanceGetsNewVolumesAndTheDatabaseStays() {
        List<String> before = claims();
        Optional<String> database = town.cluster("db", "orders").text("status", "systemID");
        town.succeeds("replace-volumes", "db/orders", Map.of("size", "20Gi"));

        assertThat(claims()).hasSize(2).doesNotContainAnyElementsOf(before);
        PgCluster c = new PgCluster(town.cluster("db", "orders"));
        assertThat(c.claims(town.view()))
                .allSatisfy(p -> assertThat(p.text("spec", "resources", "requests", "storage"))
                        .contains("20Gi"));
        assertThat(c.currentPrimary()).contains("orders-2");
        assertThat(c.object().text("status", "systemID")).isEqualTo(database);
        assertThat(c.object().at("spec", "storage", "resizeInUseVolumes")).isEmpty();
    }
}
