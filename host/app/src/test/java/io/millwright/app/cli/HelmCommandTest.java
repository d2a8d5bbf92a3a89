package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.testing.Rig;
import io.millwright.engine.json.Json;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.sandbox.Town;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Releases as Helm keeps them, read from a sandbox over HTTP; no secret of theirs is shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HelmCommandTest {
    private final Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()));

    private Path folder = Path.of(".");
    private KubeClusters clusters = new KubeClusters(KubeOptions.file(Path.of("nowhere")));

    @BeforeAll
    void fill(@TempDir Path made) throws IOException {
        folder = made;
        clusters = new KubeClusters(KubeOptions.file(Files.writeString(made.resolve("kubeconfig"), town.kubeconfig())));
        stored("web", 1, "superseded", "1.0.0", Map.of("replicas", 1, "password", "hunter2"));
        stored("web", 2, "deployed", "1.1.0", Map.of("replicas", 3, "password", "hunter22"));
        stored("stuck", 7, "pending-upgrade", "2.0.0", Map.of());
    }

    @AfterAll
    void close() {
        clusters.close();
        town.close();
    }

    private void stored(String name, int revision, String status, String version, Map<String, Object> values)
            throws IOException {
        String manifest = """
                ---
                # Source: web/templates/secret.yaml
                apiVersion: v1
                kind: Secret
                metadata: {name: %1$s}
                stringData: {password: hunter2}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %1$s}
                data: {version: "%2$s"}
                """.formatted(name, version);
        String release = Json.write(Map.of(
                "name", name,
                "version", revision,
                "config", values,
                "manifest", manifest,
                "info",
                        Map.of(
                                "status",
                                status,
                                "last_deployed",
                                "2026-11-24T09:00:00Z",
                                "description",
                                "Upgrade complete",
                                "notes",
                                "Thank you for installing " + name),
                "chart",
                        Map.of(
                                "metadata", Map.of("name", "web", "version", version, "appVersion", "9"),
                                "values", Map.of("replicas", 1, "port", 8080))));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(release.getBytes(StandardCharsets.UTF_8));
        }
        byte[] inner = Base64.getEncoder().encode(packed.toByteArray());
        Resource secret = Resource.of(
                        Kind.SECRET,
                        "default",
                        "sh.helm.release.v1." + name + ".v" + revision,
                        Map.of(
                                "type",
                                "helm.sh/release.v1",
                                "data",
                                Map.of("release", Base64.getEncoder().encodeToString(inner))))
                .with(
                        Map.of("owner", "helm", "name", name, "status", status, "version", String.valueOf(revision)),
                        "metadata",
                        "labels");
        town.create(Kind.SECRET, secret);
    }

    private Rig.Said helm(String... words) {
        List<String> line = new ArrayList<>(List.of("helm"));
        line.addAll(List.of(words));
        Rig.Said said = Rig.with(folder, clusters).run(line.toArray(String[]::new));
        assertThat(said.out() + said.err()).doesNotContain("hunter");
        return said;
    }

    @Test
    void releasesAreListedAndOneThatIsStuckIsNamedWithTheWayOut() {
        Rig.Said said = helm("list");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("web", "1.1.0", "deployed", "stuck", "pending-upgrade");
        assertThat(said.err()).contains("default/stuck on town is pending-upgrade", "helm rollback stuck REVISION");
        assertThat(helm("list", "-n", "other").err()).contains("no Helm release");
    }

    @Test
    void theHistoryIsNewestFirst() {
        assertThat(helm("history", "web", "-o", "name").out()).isEqualTo("2\n1\n");
        assertThat(helm("history", "web").out()).contains("superseded", "Upgrade complete");
        assertThat(helm("history", "none").err()).contains("there is none of that name");
    }

    @Test
    void valuesNotesAndManifestAreShownWithoutSecrets() {
        assertThat(helm("values", "web").out()).contains("replicas: 3").doesNotContain("8080");
        assertThat(helm("values", "web", "--all", "--revision", "1").out()).contains("replicas: 1", "port: 8080");
        assertThat(helm("notes", "web").out()).contains("Thank you for installing web");
        assertThat(helm("manifest", "web").out()).contains("kind: Secret", "kind: ConfigMap", "redacted");
        assertThat(helm("values", "web", "--revision", "9").err()).contains("it isn't kept", "There are: 2, 1.");
    }

    @Test
    void whatDiffersBetweenTwoRevisionsIsShownWithoutSecrets() {
        assertThat(helm("diff", "web", "1", "2").out())
                .contains("- web 1.0.0 (app 9)", "+ web 1.1.0 (app 9)", "- replicas: 1", "+ replicas: 3");
        assertThat(helm("diff", "web", "2", "2").err()).contains("Nothing differs.");
    }
}
