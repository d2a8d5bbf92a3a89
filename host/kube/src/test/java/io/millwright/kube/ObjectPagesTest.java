package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Served;
import io.millwright.kube.FakeApiServer.Answer;
import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole objects, a page at a time. */
class ObjectPagesTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));

    @AutoClose
    private final FakeApiServer server = FakeApiServer.start();

    @TempDir
    private Path folder;

    private List<String> read(Query query) throws IOException {
        List<String> parts = new ArrayList<>();
        FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(10))
                .tables()
                .objects(
                        query,
                        part -> parts.add(part.getFirst().kind() + " "
                                + String.join(
                                        ",", part.stream().map(Resource::name).toList())));
        return parts;
    }

    private static Answer page(String next, String... names) {
        StringBuilder items = new StringBuilder();
        for (String name : names) {
            items.append(items.isEmpty() ? "" : ",")
                    .append("{\"metadata\":{\"name\":\"")
                    .append(name)
                    .append("\"}}");
        }
        return Answer.of(
                200, "{\"kind\":\"PodList\",\"metadata\":{\"continue\":\"" + next + "\"},\"items\":[" + items + "]}");
    }

    @Test
    void aPartIsAPageOfTheServerAndSaysItsKind() throws IOException {
        server.answer("GET /api/v1/pods", page("more", "a", "b"), page("", "c"));
        assertThat(read(new Query(PODS, "", "app=web", "status.phase=Running"))).containsExactly("Pod a,b", "Pod c");
        assertThat(server.requests())
                .anyMatch(r -> r.contains("limit=")
                        && r.contains("labelSelector=app%3Dweb")
                        && r.contains("fieldSelector=status.phase%3DRunning"));
        assertThat(server.requests()).anyMatch(r -> r.contains("continue=more"));
    }

    @Test
    void ofSeveralNamespacesEachIsReadAndAnEmptyPageIsNoPart() throws IOException {
        server.answer("GET /api/v1/namespaces/one/pods", page("", "a"));
        server.answer("GET /api/v1/namespaces/two/pods", page(""));
        server.answer("GET /api/v1/namespaces/three/pods", page("", "c"));
        assertThat(read(new Query(PODS, "one,two,three", ""))).containsExactly("Pod a", "Pod c");
    }

    @Test
    void aTokenThatHasExpiredIsReplacedByTheServersOwn() throws IOException {
        server.answer(
                "GET /api/v1/pods",
                page("old", "a"),
                Answer.of(
                        410,
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"new\"},\"status\":\"Failure\",\"reason\":\"Expired\",\"message\":\"too old\",\"code\":410}"),
                page("", "b"));
        assertThat(read(new Query(PODS, "", ""))).containsExactly("Pod a", "Pod b");
    }

    @Test
    void aRefusalOnTheWayIsAProblem() throws IOException {
        server.answer(
                "GET /api/v1/pods", page("more", "a"), Answer.failure(403, "Forbidden", "pods is forbidden", "{}"));
        assertThatThrownBy(() -> read(new Query(PODS, "", ""))).isInstanceOf(ProblemException.class);
    }
}
