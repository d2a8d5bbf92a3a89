package io.millwright.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.ObjectTable;
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
    void allNamespacesAreReadEachRowWithItsOwn() {
        ObjectTable all = tables.list(found("cm"), "", "");
        assertThat(all.rows())
                .extracting(r -> r.namespace() + "/" + r.name())
                .contains("default/settings", "shop/settings");
        assertThat(all.columns()).extracting(ObjectTable.Column::name).contains("Name", "Data", "Age");
    }

    @Test
    void oneNamespaceAndLabelsNarrowTheList() {
        assertThat(tables.list(found("cm"), "shop", "").rows())
                .extracting(ObjectTable.Row::namespace)
                .containsOnly("shop");
        assertThat(tables.list(found("cm"), "", "app=shop").rows())
                .extracting(ObjectTable.Row::namespace)
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
        ObjectTable table = tables.list(gadgets, "default", "");
        assertThat(table.columns()).extracting(ObjectTable.Column::name).startsWith("Name", "Size");
        assertThat(table.rows().getFirst().cells()).startsWith("lever", "long");
    }

    @Test
    void clusterKindsHaveNoNamespace() {
        assertThat(tables.list(found("ns"), "shop", "").rows())
                .extracting(ObjectTable.Row::name)
                .contains("default", "kube-system", "shop");
    }
}
