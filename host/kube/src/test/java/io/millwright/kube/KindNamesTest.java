package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.kube.FakeApiServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kinds that a server has lists of, as new servers and as old ones tell them. */
class KindNamesTest {
    private static final String RESOURCE = """
            {"resource":"%s","singularResource":"%s","scope":"Namespaced","verbs":[%s],"responseKind":{"group":"%s","kind":"%s"}}""";

    @AutoClose
    private final FakeApiServer server = FakeApiServer.start();

    @TempDir
    private Path folder;

    private List<String> told() throws IOException {
        ClusterConnection cluster = FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(5));
        return cluster.tables().kinds().stream()
                .map(s -> s.kind().resourceName())
                .toList();
    }

    private static Answer discovery(String group, String... resources) {
        return Answer.of(200, """
                {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"%s"},"versions":[{"version":"v1","resources":[%s]}]}]}""".formatted(group, String.join(",", resources)));
    }

    @Test
    void whatCanOnlyBeCreatedHasNoList() throws IOException {
        server.answer("GET /api", discovery("", RESOURCE.formatted("pods", "pod", "\"get\",\"list\"", "", "Pod")));
        server.answer(
                "GET /apis",
                discovery(
                        "mills.example.org",
                        RESOURCE.formatted("mills", "mill", "\"list\"", "mills.example.org", "Mill"),
                        RESOURCE.formatted("reviews", "review", "\"create\"", "mills.example.org", "Review")));
        assertThat(told()).containsExactly("pods", "mills.mills.example.org");
    }

    @Test
    void anOldServerTellsThemGroupByGroup() throws IOException {
        server.answer("GET /api", Answer.of(200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}"));
        server.answer("GET /apis", Answer.of(200, """
                {"kind":"APIGroupList","groups":[{"name":"mills.example.org","preferredVersion":{"groupVersion":"mills.example.org/v2"}}]}"""));
        server.answer("GET /api/v1", Answer.of(200, """
                {"kind":"APIResourceList","resources":[
                {"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod","verbs":["list"]},
                {"name":"pods/log","singularName":"","namespaced":true,"kind":"Pod","verbs":["get"]},
                {"name":"bindings","singularName":"binding","namespaced":true,"kind":"Binding","verbs":["create"]}]}"""));
        server.answer("GET /apis/mills.example.org/v2", Answer.of(200, """
                {"kind":"APIResourceList","resources":[
                {"name":"mills","singularName":"mill","namespaced":true,"kind":"Mill","verbs":["get","list"]}]}"""));
        assertThat(told()).containsExactly("pods", "mills.mills.example.org");
    }

    @Test
    void theyAreReadAnewEachTime() throws IOException {
        Answer without = discovery("mills.example.org");
        Answer with = discovery(
                "mills.example.org", RESOURCE.formatted("mills", "mill", "\"list\"", "mills.example.org", "Mill"));
        server.answer("GET /api", discovery(""));
        server.answer("GET /apis", without, with);
        ClusterConnection cluster = FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(5));
        assertThat(cluster.tables().kinds()).isEmpty();
        assertThat(cluster.tables().kinds()).hasSize(1);
    }
}
