package io.millwright.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.Computed;
import io.millwright.engine.browse.FieldPath;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.Tables;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists of any kind through the real client, as the sandbox's API server draws them. */
class TablesTest {
    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.test("town", "empty", List.of()));
    private KubeClusters clusters;
    private Tables tables;

    @BeforeEach
    void fill() throws IOException {
        clusters = new KubeClusters(
                KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig())));
        tables = clusters.open("town").tables();
        var store = sandbox.clusters().getFirst().store();
        store.create(Kind.NAMESPACE, Resource.of(Kind.NAMESPACE, "", "shop", Map.of()));
        for (String namespace : List.of("default", "shop")) {
            store.create(
                    Kind.CONFIG_MAP,
                    Resource.of(Kind.CONFIG_MAP, namespace, "settings", Map.of("data", Map.of("a", "1")))
                            .with(Map.of("app", namespace), "metadata", "labels"));
        }
        store.create(
                Kind.CUSTOM_RESOURCE_DEFINITION,
                Resource.of(
                        Kind.CUSTOM_RESOURCE_DEFINITION,
                        "",
                        "gadgets.example.org",
                        Map.of(
                                "spec",
                                Map.of(
                                        "group",
                                        "example.org",
                                        "scope",
                                        "Namespaced",
                                        "names",
                                        Map.of(
                                                "kind",
                                                "Gadget",
                                                "plural",
                                                "gadgets",
                                                "singular",
                                                "gadget",
                                                "shortNames",
                                                List.of("gg")),
                                        "versions",
                                        List.of(Map.of(
                                                "name",
                                                "v1",
                                                "served",
                                                true,
                                                "storage",
                                                true,
                                                "schema",
                                                Map.of(
                                                        "openAPIV3Schema",
                                                        Map.of(
                                                                "type",
                                                                "object",
                                                                "x-kubernetes-preserve-unknown-fields",
                                                                true)),
                                                "additionalPrinterColumns",
                                                List.of(Map.of(
                                                        "name",
                                                        "Size",
                                                        "type",
                                                        "string",
                                                        "jsonPath",
                                                        ".spec.size"))))))));
    }

    @AfterEach
    void close() {
        clusters.close();
        sandbox.close();
    }

    private Served found(String word) {
        return tables.find(word).orElseThrow(() -> new AssertionError("no kind " + word));
    }

    @Test
    void aKindIsFoundByEachOfItsNames() throws InterruptedException {
        sandbox.clusters().getFirst().settle();
        for (String word : List.of("configmaps", "configmap", "cm", "ConfigMap")) {
            assertThat(found(word).kind()).isEqualTo(Kind.CONFIG_MAP);
        }
        for (String word : List.of("gadgets", "gadget", "gg", "Gadget", "gadgets.example.org")) {
            assertThat(found(word).kind()).isEqualTo(Kind.of("example.org", "v1", "Gadget", "gadgets"));
        }
        assertThat(found("ing").kind().plural()).isEqualTo("ingresses");
        assertThat(tables.find("nothing")).isEmpty();
    }

    @Test
    void allKindsThatHaveListsAreTold() throws InterruptedException {
        sandbox.clusters().getFirst().settle();
        assertThat(tables.kinds())
                .extracting(s -> s.kind().resourceName())
                .contains("pods", "deployments.apps", "gadgets.example.org")
                .noneMatch(name -> name.contains("accessreviews"));
    }

    @Test
    void allNamespacesAreReadEachRowWithItsOwn() {
        ObjectTable all = tables.list(new Query(found("cm"), "", ""));
        assertThat(all.rows())
                .extracting(r -> r.namespace() + "/" + r.name())
                .contains("default/settings", "shop/settings");
        assertThat(all.columns()).extracting(ObjectTable.Column::name).contains("Name", "Data", "Age");
    }

    @Test
    void oneNamespaceAndLabelsNarrowTheList() {
        assertThat(tables.list(new Query(found("cm"), "shop", "")).rows())
                .extracting(Row::namespace)
                .containsOnly("shop");
        assertThat(tables.list(new Query(found("cm"), "", "app=shop")).rows())
                .extracting(Row::namespace)
                .containsExactly("shop");
    }

    @Test
    void customColumnsAreDrawnByTheServer() throws InterruptedException {
        sandbox.clusters().getFirst().settle();
        Served gadgets = found("gadgets");
        sandbox.clusters()
                .getFirst()
                .store()
                .create(
                        gadgets.kind(),
                        Resource.of(gadgets.kind(), "default", "lever", Map.of("spec", Map.of("size", "long"))));
        ObjectTable table = tables.list(new Query(gadgets, "default", ""));
        assertThat(table.columns()).extracting(ObjectTable.Column::name).startsWith("Name", "Size");
        assertThat(table.rows().getFirst().cells()).startsWith("lever", "long");
    }

    /** Soon: that rows are live is known with the answer, not with the first bookmark half a minute later. */
    @Test
    @Timeout(20)
    void aWatchGoesOnFromTheListAndTellsWhatComesChangesAndGoes() throws InterruptedException {
        Query all = new Query(found("cm"), "", "app");
        RowStore store = new RowStore();
        Position position = tables.list(all, store);
        assertThat(store.take().changes()).hasSize(2);
        Thread watch = Thread.startVirtualThread(() -> {
            try {
                tables.watch(all, position, store);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        store.await();
        assertThat(store.take().freshness()).contains(new Freshness.Live());

        var cluster = sandbox.clusters().getFirst().store();
        Resource more = cluster.create(
                Kind.CONFIG_MAP,
                Resource.of(Kind.CONFIG_MAP, "shop", "more", Map.of())
                        .with(Map.of("app", "shop"), "metadata", "labels"));
        store.await();
        Row come = store.take().changes().getFirst().after().orElseThrow();
        assertThat(come.key()).isEqualTo("town/shop/more");
        assertThat(come.uid()).isEqualTo(more.uid());
        assertThat(come.created()).isPositive();

        watch.interrupt();
        watch.join();
    }

    @Test
    void clusterKindsHaveNoNamespace() {
        assertThat(tables.list(new Query(found("ns"), "shop", "")).rows())
                .extracting(Row::name)
                .contains("default", "kube-system", "shop");
    }

    private static Computed column(String title, String path) {
        return new Computed(title, FieldPath.parse(path));
    }

    @Test
    void columnsOfOnesOwnStandBesideTheServersInEachNamespace() {
        Query query = new Query(found("cm"), "", "app")
                .computing(List.of(column("App", ".metadata.labels.app"), column("A", ".data.a")));
        for (Query each : List.of(query, query.in("shop"), query.atOnce())) {
            ObjectTable table = tables.list(each);
            assertThat(table.columns())
                    .extracting(ObjectTable.Column::name)
                    .startsWith("Name", "Data")
                    .endsWith("App", "A");
            int app = table.columns().size() - 2;
            assertThat(table.rows()).allSatisfy(r -> {
                assertThat(r.cell(app)).isEqualTo(r.namespace());
                assertThat(r.cell(app + 1)).isEqualTo("1");
            });
        }
    }

    @Test
    void noColumnShowsTheValuesOfSecrets() {
        sandbox.clusters()
                .getFirst()
                .store()
                .create(
                        Kind.SECRET,
                        Resource.of(
                                        Kind.SECRET,
                                        "shop",
                                        "login",
                                        Map.of("data", Map.of("word", "aHVzaA=="), "type", "x"))
                                .with(Map.of("password", "hush", "app", "shop"), "metadata", "annotations"));
        Query query = new Query(found("secrets"), "shop", "")
                .computing(List.of(
                        column("One", ".data.word"),
                        column("All", ".data"),
                        column("Deep", "..word"),
                        column("Noted", ".metadata.annotations"),
                        column("Type", ".type")));
        ObjectTable table = tables.list(query);
        Row login = table.rows().stream()
                .filter(r -> r.name().equals("login"))
                .findFirst()
                .orElseThrow();
        assertThat(login.cells()).noneMatch(c -> c.contains("aHVzaA") || c.contains("hush"));
        assertThat(login.cells()).contains("x", "<redacted, length 8>", "map[word:<redacted, length 8>]");
    }
}
