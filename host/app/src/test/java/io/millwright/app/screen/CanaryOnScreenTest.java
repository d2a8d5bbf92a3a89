package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.CallLog;
import io.millwright.app.EngineOperations;
import io.millwright.app.Folders;
import io.millwright.app.Services;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.Settings;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.postgres.PostgresTool;
import io.millwright.sandbox.RunningCluster;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value that is in a Secret is in no picture of any page, and in no file that the program leaves. */
class CanaryOnScreenTest {
    private static final String CANARY = "canary-4711-sings";
    private static final String ENCODED = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    @Test
    void noPictureAndNoFileHoldsIt() throws Exception {
        ToolSimulator postgres =
                new ToolSimulator("postgres", new PostgresTool().simulator().orElseThrow());
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.test("twin", "healthy", List.of(postgres)))) {
            RunningCluster cluster = sandbox.clusters().getFirst();
            cluster.settle();
            cluster.advance(Duration.ofMinutes(2));
            Resource secret = Resource.of(
                            Kind.SECRET, "default", "a-first", Map.of("data", Map.of("password", ENCODED)))
                    .with(
                            "{\"data\":{\"password\":\"" + ENCODED + "\"}}",
                            "metadata",
                            "annotations",
                            "kubectl.kubernetes.io/last-applied-configuration");
            cluster.store().create(Kind.SECRET, secret);
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
            CallLog calls = new CallLog();
            try (KubeClusters clusters =
                    new KubeClusters(KubeOptions.file(kubeconfig).toldTo(calls))) {
                Visitor visitor = new Visitor(services(clusters), false);
                for (String page : Visitor.PAGES) {
                    assertThat(visitor.visit(page))
                            .as(page)
                            .isNotEmpty()
                            .noneMatch(p -> p.contains(CANARY) || p.contains(ENCODED));
                }
                assertThat(visitor.visit("secrets")).anyMatch(p -> p.contains("a-first"));
                assertThat(calls.newestFirst())
                        .as("the log of calls")
                        .hasSizeGreaterThan(20)
                        .anyMatch(c -> c.path().contains("/secrets"))
                        .allMatch(c -> !c.took().isNegative() && !c.attempted().isBlank())
                        .noneMatch(c ->
                                c.toString().contains(CANARY) || c.toString().contains(ENCODED));
            }
        }
        assertThat(files()).noneMatch(text -> text.contains(CANARY) || text.contains(ENCODED));
    }

    private Services services(KubeClusters clusters) {
        return new Services(
                new Folders(Optional.empty(), folder, folder, folder, folder),
                Clock.systemUTC(),
                () -> Settings.DEFAULT,
                settings -> List.of(new PluginOutcome.Loaded(
                        Path.of("postgres.jar"), "postgres", "test", "test", new PostgresTool())),
                made -> clusters,
                EngineOperations::new);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(CanaryOnScreenTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
