package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.CallLog;
import io.millwright.app.EngineOperations;
import io.millwright.app.Folders;
import io.millwright.app.Services;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.Settings;
import io.millwright.app.testing.Typed;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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
                Services services = services(clusters);
                Visitor visitor = new Visitor(services, false);
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
                whatGoesIntoATicket(services);
            }
        }
        assertThat(files()).noneMatch(text -> text.contains(CANARY) || text.contains(ENCODED));
    }

    /** A run that has deleted the Secret, a fault whose words quote its value, settings with it; all of it in a bundle. */
    private void whatGoesIntoATicket(Services services) throws IOException {
        assertThat(typed(services, "run", "objects", "delete", "secret/a-first", "--confirm", "a-first@twin"))
                .contains("Succeeded");
        services.crashes().report("do it", "this", new IllegalStateException("it is " + CANARY));
        Files.writeString(services.folders().settings(), "credentials: {token: " + CANARY + "}\n");
        Path bundle = folder.resolve("bundle.zip");
        assertThat(typed(services, "support-bundle", bundle.toString())).contains("crashes/", "runs/", "contexts.json");
        Files.delete(services.folders().settings());
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                assertThat(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
                        .as(entry.getName())
                        .isNotEmpty()
                        .doesNotContain(CANARY, ENCODED);
            }
        }
    }

    private static String typed(Services services, String... words) {
        Typed typed = Typed.by(services, List.of(words));
        assertThat(typed.code()).as(typed.all()).isZero();
        return typed.all();
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
