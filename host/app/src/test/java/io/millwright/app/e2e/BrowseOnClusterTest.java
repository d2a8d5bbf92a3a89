package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.app.testing.LampChart;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is done without any tool's plugin, on the cluster of {@code KUBECONFIG} and its real node. */
@Tag("lab")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BrowseOnClusterTest {
    private static final String IMAGE = "MILLWRIGHT_TEST_BUSYBOX_IMAGE";

    @TempDir
    private Path folder;

    private final String namespace = "browse-" + UUID.randomUUID().toString().substring(0, 8);
    private Place place;

    @BeforeEach
    void open() {
        assumeTrue(System.getenv().containsKey(IMAGE), IMAGE + " names no image with busybox");
        place = Place.real(folder, Map.of());
        place.namespace(namespace);
    }

    @AfterEach
    void close() {
        if (place != null) {
            place.delete(Kind.NAMESPACE, "", namespace);
            place.close();
        }
    }

    private Operator.Said types(String... words) {
        return place.operator().types(words).done();
    }

    /** Beside simulated nodes, a pod really runs on this one only. */
    private Map<String, String> where() {
        Map<String, String> real = Map.of("lab/real", "true");
        return place.cluster().view().list(Kind.NODE, Selector.ALL).stream()
                        .anyMatch(n -> n.label("lab/real").isPresent())
                ? real
                : Map.of();
    }

    private static String image() {
        return System.getenv().getOrDefault(IMAGE, "");
    }

    private void helm(Action.Helm.Verb verb, Path chart, Map<String, Object> values) {
        place.cluster()
                .helm()
                .execute(
                        new Action.Helm(
                                verb, namespace, "lamp", Optional.of(new ChartRef("", chart.toString(), "")), values),
                        "by a test",
                        Duration.ofMinutes(2));
    }

    private String text() {
        return place.get(Kind.CONFIG_MAP, namespace, "lamp")
                .flatMap(c -> c.text("data", "text"))
                .orElse("");
    }

    @Test
    void aReleaseIsRolledBackThereAndBackAndUninstalled() throws IOException {
        Path chart = LampChart.write(folder, image());
        helm(Action.Helm.Verb.INSTALL, chart, Map.of());
        helm(Action.Helm.Verb.UPGRADE, chart, Map.of("text", "bye", "extra", true));
        assertThat(types("helm", "list", "-n", namespace).out()).contains("lamp", "deployed");
        assertThat(types("helm", "rollback", "lamp", "-n", namespace, "--dry-run")
                        .out())
                .contains("- text: bye", "PersistentVolumeClaim " + namespace + "/lamp");
        assertThat(text()).isEqualTo("bye");

        String context = place.cluster().context();
        types("helm", "rollback", "lamp", "1", "-n", namespace, "--confirm", "lamp@" + context);
        assertThat(text()).isEqualTo("hello");
        assertThat(place.get(Kind.DEPLOYMENT, namespace, "lamp").flatMap(d -> d.number("status", "readyReplicas")))
                .contains(1L);
        assertThat(types("helm", "history", "lamp", "-n", namespace).out()).contains("Rollback to 1: Millwright run ");
        types("helm", "rollback", "lamp", "2", "-n", namespace, "--confirm", "lamp@" + context);
        assertThat(text()).isEqualTo("bye");

        types("helm", "uninstall", "lamp", "-n", namespace, "--confirm", "lamp@" + context);
        assertThat(place.get(Kind.DEPLOYMENT, namespace, "lamp")).isEmpty();
        assertThat(place.get(Kind.CONFIG_MAP, namespace, "lamp-kept")).isPresent();
    }

    @Test
    void filesGoIntoAPodAndComeBackAndItIsFoundAndMeasured() throws IOException {
        place.cluster()
                .writer()
                .create(
                        Resource.of(
                                Kind.POD,
                                namespace,
                                "lamp-pod",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "terminationGracePeriodSeconds",
                                                1,
                                                "nodeSelector",
                                                where(),
                                                "containers",
                                                List.of(Map.of(
                                                        "name",
                                                        "main",
                                                        "image",
                                                        image(),
                                                        "command",
                                                        List.of("sleep", "1000000")))))),
                        Mode.REAL);
        assertThat(Patience.until(
                        Duration.ofMinutes(1),
                        () -> place.get(Kind.POD, namespace, "lamp-pod")
                                .flatMap(p -> p.text("status", "phase"))
                                .equals(Optional.of("Running"))))
                .isTrue();
        Path sent = Files.createDirectory(folder.resolve("sent"));
        byte[] large = new byte[3 << 20];
        Files.write(sent.resolve("large.bin"), large);
        Files.writeString(sent.resolve("small ü.txt"), "hello");
        types("cp", sent.toString(), namespace + "/lamp-pod:/tmp");
        Path back = folder.resolve("back");
        types("cp", namespace + "/lamp-pod:/tmp/sent", back.toString());
        assertThat(back.resolve("large.bin")).hasBinaryContent(large);
        assertThat(back.resolve("small ü.txt")).hasContent("hello");

        assertThat(types("find", "lamp-pod").out()).contains("pods", namespace);
        assertThat(Patience.until(
                        Duration.ofMinutes(2),
                        () -> place.operator()
                                .types("top", "pods", "-n", namespace)
                                .out()
                                .contains("lamp-pod")))
                .as("metrics-server measures a pod within two minutes")
                .isTrue();
    }
}
