package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Barman Cloud plugin from its installation to its removal, with a cluster that moves to it; by the real engine and Helm. */
final class PluginTest {
    private static final String OPERATOR = "cnpg-system/cnpg-controller-manager";

    @TempDir
    private Path folder;

    private String chart(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, new PostgresSimulator().charts().get(name));
        return file.toString();
    }

    private static Town withoutPlugin() throws InterruptedException {
        Town town = new Town("empty");
        town.release("1.30.0");
        town.create(Kind.NAMESPACE, Resource.of(Kind.NAMESPACE, "", "db", Map.of()));
        town.create(
                Kind.SECRET,
                Resource.of(
                        Kind.SECRET,
                        "db",
                        "s3",
                        Json.map("data", Json.map("ID", Json.base64("sandbox"), "KEY", Json.base64("sandbox")))));
        town.until(t -> t.tool().discover(t.view()).stream()
                .anyMatch(i -> i.id().path().equals(OPERATOR)
                        && t.constraints("create-cluster", Optional.empty()).isEmpty()));
        town.create(Cnpg.CLUSTER, inTree("orders", "orders-old"));
        town.healthy("db", "orders");
        return town;
    }

    private static Resource inTree(String name, String server) {
        Map<String, Object> barman = Json.map(
                "destinationPath",
                "s3://backups/",
                "serverName",
                server,
                "s3Credentials",
                Json.map(
                        "accessKeyId", Json.map("name", "s3", "key", "ID"),
                        "secretAccessKey", Json.map("name", "s3", "key", "KEY")));
        return Seeds.cluster("db", name, 2, InstanceParts.DEFAULT_IMAGE)
                .without("spec", "plugins")
                .with(Json.map("barmanObjectStore", barman, "retentionPolicy", "14d"), "spec", "backup");
    }

    private static void certManager(Town town) {
        town.create(
                Kind.CUSTOM_RESOURCE_DEFINITION,
                Resource.of(
                        Kind.CUSTOM_RESOURCE_DEFINITION,
                        "",
                        "certificates.cert-manager.io",
                        Json.map(
                                "spec",
                                Json.map(
                                        "group",
                                        "cert-manager.io",
                                        "scope",
                                        "Namespaced",
                                        "names",
                                        Json.map(
                                                "kind",
                                                "Certificate",
                                                "listKind",
                                                "CertificateList",
                                                "plural",
                                                "certificates",
                                                "singular",
                                                "certificate"),
                                        "versions",
                                        List.of(Json.map(
                                                "name",
                                                "v1",
                                                "served",
                                                true,
                                                "storage",
                                                true,
                                                "schema",
                                                Json.map(
                                                        "openAPIV3Schema",
                                                        Json.map(
                                                                "type",
                                                                "object",
                                                                "x-kubernetes-preserve-unknown-fields",
                                                                true))))))));
    }

    private static List<String> constraints(Town town, String runbook, String path) {
        return town.constraints(runbook, Optional.of(town.instance(path)));
    }

    private static List<String> sidecars(Town town) {
        return town.pods("db", "orders").stream()
                .map(p -> BarmanPlugin.sidecar(p).flatMap(s -> s.text("image")).orElse("none"))
                .distinct()
                .toList();
    }

    @Test
    void aClusterMovesToThePluginAndFollowsItsUpgrade() throws IOException, InterruptedException {
        try (Town town = withoutPlugin()) {
            town.succeeds("backup-now", "db/orders", Map.of());
            town.succeeds("schedule-backups", "db/orders", Map.of("immediate", "false"));
            assertThat(town.findings("db", "orders")).contains("postgres.backup.plugin.in-tree");
            assertThat(constraints(town, "move-to-plugin", "db/orders")).containsExactly("no-plugin");
            assertThat(constraints(town, "install-plugin", OPERATOR)).containsExactly("no-cert-manager");
            certManager(town);
            town.running().settle();

            town.succeeds("install-plugin", OPERATOR, Map.of("archive", chart("plugin-barman-cloud-0.6.0.tgz")));
            assertThat(town.instance(OPERATOR).summary()).containsEntry("plugin", "0.12.0");
            assertThat(town.findings(OPERATOR)).contains("postgres.operator.plugin.behind");

            town.succeeds("move-to-plugin", "db/orders", Map.of());
            PgCluster moved = new PgCluster(town.cluster("db", "orders"));
            assertThat(moved.objectStore()).contains(Map.entry("orders-store", "orders-old"));
            assertThat(moved.object().at("spec", "backup")).isEmpty();
            Resource store = town.view()
                    .get(ObjectRef.of(Cnpg.OBJECT_STORE, "db", "orders-store"))
                    .orElseThrow();
            assertThat(store.text("spec", "configuration", "destinationPath")).contains("s3://backups/");
            assertThat(store.at("spec", "configuration", "serverName")).isEmpty();
            assertThat(store.text("spec", "retentionPolicy")).contains("14d");
            assertThat(town.view().list(Cnpg.SCHEDULED_BACKUP, Selector.in("db")))
                    .singleElement()
                    .satisfies(s -> assertThat(s.text("spec", "method")).contains("plugin"));
            assertThat(town.view().list(Cnpg.BACKUP, Selector.in("db")).stream()
                            .filter(b -> b.text("spec", "method").orElse("").equals("plugin"))
                            .flatMap(b -> b.text("status", "phase").stream()))
                    .containsExactly("completed");
            assertThat(sidecars(town)).singleElement().asString().endsWith(":v0.12.0");
            assertThat(town.findings("db", "orders")).noneMatch(f -> f.startsWith("postgres.backup.plugin"));

            town.succeeds("upgrade-plugin", OPERATOR, Map.of("archive", chart("plugin-barman-cloud-0.7.0.tgz")));
            town.until(
                    t -> sidecars(town).equals(List.of("ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v0.13.0")));
            town.healthy("db", "orders");
            assertThat(sidecars(town)).singleElement().asString().endsWith(":v0.13.0");
            assertThat(town.findings(OPERATOR)).noneMatch(f -> f.startsWith("postgres.operator.plugin"));

            town.succeeds("restore", "db/orders", Map.of("name", "orders-r1"));
            assertThat(constraints(town, "uninstall-plugin", OPERATOR)).containsExactly("used");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void whatAClusterWasMadeOfMovesWithIt() throws IOException, InterruptedException {
        try (Town town = withoutPlugin()) {
            certManager(town);
            town.succeeds("backup-now", "db/orders", Map.of());
            town.succeeds("restore", "db/orders", Map.of("name", "orders-r1"));
            town.succeeds("install-plugin", OPERATOR, Map.of("archive", chart("plugin-barman-cloud-0.7.0.tgz")));
            town.succeeds("move-to-plugin", "db/orders-r1", Map.of());

            Resource moved = town.cluster("db", "orders-r1");
            assertThat(new PgCluster(moved).objectStore()).contains(Map.entry("orders-r1-store", "orders-r1"));
            assertThat(moved.items("spec", "externalClusters"))
                    .singleElement()
                    .satisfies(e -> assertThat(e.at("plugin", "parameters"))
                            .contains(Map.of("barmanObjectName", "orders-r1-store", "serverName", "orders-old")));
            assertThat(new PgCluster(town.cluster("db", "orders")).inTreeBarman())
                    .isTrue();
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void aPluginThatDoesNotRunIsSaidOfTheOperatorAndStopsItsClusters() throws InterruptedException {
        try (Town town = Village.of(2)) {
            town.fault(Marks.PLUGIN_DOWN, true);
            town.running().advance(Duration.ofSeconds(20));
            assertThat(town.findings(OPERATOR)).contains("postgres.operator.plugin.down");
            assertThat(town.findings("db", "orders")).anyMatch(f -> f.startsWith("postgres.cluster.phase"));
            town.fault(Marks.PLUGIN_DOWN, false);
            town.healthy("db", "orders");
            assertThat(town.findings(OPERATOR)).noneMatch(f -> f.startsWith("postgres.operator.plugin"));
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void whatAManifestBroughtIsRemovedWhenNobodyUsesIt() throws InterruptedException {
        try (Town town = Village.of(1)) {
            town.change(Village.ORDERS, c -> c.without("spec", "plugins"));
            town.healthy("db", "orders");
            assertThat(constraints(town, "upgrade-plugin", OPERATOR)).containsExactly("owner");
            town.succeeds("uninstall-plugin", OPERATOR, Map.of());
            assertThat(BarmanPlugin.of(town.view())).isEmpty();
            assertThat(town.view().get(ObjectRef.of(Cnpg.OBJECT_STORE, "db", "orders-store")))
                    .isPresent();
            assertThat(constraints(town, "uninstall-plugin", OPERATOR)).containsExactly("not-installed");
            assertThat(town.problems()).isEmpty();
        }
    }
}
