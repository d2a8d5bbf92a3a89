package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.marcnuri.helm.Helm;
import io.millwright.engine.port.HelmPort;
import io.millwright.kube.FakeApiServer.Answer;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmRunnerTest {
    @TempDir
    Path folder;

    private FakeApiServer server;
    private HelmPort helm;

    @BeforeEach
    void start() throws IOException {
        server = new FakeApiServer();
        server.answer("GET /version", Answer.of(200, "{\"major\":\"1\",\"minor\":\"37+\"}"));
        server.answer("GET /api/v1/namespaces/db/secrets", Answer.of(200, "{\"items\":[]}"));
        helm = FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(5))
                .helm();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Action.Helm install(ChartRef chart) {
        return new Action.Helm(
                Action.Helm.Verb.INSTALL, "db", "pg", Optional.of(chart), Map.of("size", Map.of("disk", "5Gi")));
    }

    private Path chart() throws IOException {
        Path chart = Files.createDirectories(folder.resolve("tiny"));
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(
                chart.resolve("Chart.yaml"),
                "apiVersion: v2\nname: tiny\nversion: 0.1.0\nkubeVersion: \">=1.30.0-0\"\n");
        Files.writeString(chart.resolve("templates/all.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a, namespace: {{ .Release.Namespace }}}
                data: {disk: {{ .Values.size.disk }}, kube: "{{ .Capabilities.KubeVersion.Minor }}"}
                ---
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: b}
                """);
        return chart;
    }

    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("millwright-helm-"))
                    .toList();
        }
    }

    @Test
    void aChartOfARepositoryIsRenderedForTheClustersVersion() throws IOException {
        new Helm(chart()).packageIt().withDestination(folder).call();
        server.file("/charts/tiny-0.1.0.tgz", Files.readAllBytes(folder.resolve("tiny-0.1.0.tgz")));
        server.file("/charts/index.yaml", """
                apiVersion: v1
                entries:
                  tiny:
                  - {apiVersion: v2, name: tiny, version: 0.1.0, urls: [tiny-0.1.0.tgz]}
                """.getBytes(StandardCharsets.UTF_8));

        List<Resource> made = helm.render(install(new ChartRef(server.address() + "/charts", "tiny", "0.1.0")));

        assertThat(made).extracting(Resource::kind).containsExactlyInAnyOrder("ConfigMap", "Secret");
        assertThat(made)
                .filteredOn(r -> r.kind().equals("ConfigMap"))
                .singleElement()
                .satisfies(r -> assertThat(r.textMap("data")).isEqualTo(Map.of("disk", "5Gi", "kube", "37")));
    }

    @Test
    void aFailureTellsHelmsWordsAndLeavesNoFiles() throws IOException {
        List<Path> before = leftovers();
        Action.Helm action = install(new ChartRef("", folder.resolve("none.tgz").toString(), ""));

        ProblemException failed = catchThrowableOfType(
                ProblemException.class, () -> helm.execute(action, "run r", Duration.ofSeconds(5)));

        assertThat(failed.problem().attempted()).isEqualTo("install Helm release db/pg");
        assertThat(failed.problem().why()).contains("none.tgz").doesNotContain("secret-token");
        assertThat(leftovers()).isEqualTo(before);
    }
}
