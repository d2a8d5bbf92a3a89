package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.engine.port.Logs;
import io.millwright.kube.FakeApiServer.Answer;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which containers' logs are meant, how much of one is asked for, and when following it ends. */
class KubeLogsTest {
    private static final String PODS = "GET /api/v1/namespaces/shop/pods";
    private static final String LOG = "GET /api/v1/namespaces/shop/pods/web-1/log";
    private static final LogSource WEB = new LogSource("fake", "shop", "web-1", "main");

    @AutoClose
    private final FakeApiServer server = FakeApiServer.start();

    private Logs logs;

    @BeforeEach
    void connect(@TempDir Path folder) throws IOException {
        logs = FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(10))
                .logs();
    }

    private static String pods(String... pods) {
        return """
                {"kind":"PodList","apiVersion":"v1","metadata":{},"items":[%s]}
                """.formatted(String.join(",", pods));
    }

    private static String pod(String name, String spec, String status) {
        return """
                {"metadata":{"name":"%s","namespace":"shop"},"spec":{%s},"status":{%s}}
                """.formatted(name, spec, status);
    }

    private static List<String> names(LogSources found) {
        return found.sources().stream().map(LogSource::container).toList();
    }

    @Test
    void theContainersBeforeTheOthersAreRead() {
        server.answer(PODS, Answer.of(200, pods(pod("web-1", """
                        "initContainers":[{"name":"migrate"},{"name":"mesh","restartPolicy":"Always"}],
                        "containers":[{"name":"main"}],
                        "ephemeralContainers":[{"name":"look"}]
                        """, """
                        "initContainerStatuses":[{"name":"migrate","state":{"terminated":{"exitCode":0}}},
                          {"name":"mesh","state":{"terminated":{"exitCode":0}}}],
                        "containerStatuses":[{"name":"main","state":{"terminated":{"exitCode":0}}}],
                        "ephemeralContainerStatuses":[{"name":"look","state":{"terminated":{"exitCode":1}}}]
                        """))));
        LogSources found = logs.sources("shop", "web-1", "", "");
        assertThat(names(found)).containsExactly("migrate", "mesh", "main", "look");
        assertThat(found.isWhole()).isTrue();
        assertThat(found.ended())
                .as("what is begun again goes on")
                .extracting(LogSource::container)
                .containsExactlyInAnyOrder("migrate", "look");
        assertThat(names(logs.sources("shop", "web-1", "", "mesh"))).containsExactly("mesh");
    }

    @Test
    void anInitContainerThatFailsAgainAndAgainHasNotEnded() {
        server.answer(PODS, Answer.of(200, pods(pod("web-1", """
                        "initContainers":[{"name":"migrate"}],"containers":[{"name":"main"}]
                        """, """
                        "phase":"Pending",
                        "initContainerStatuses":[{"name":"migrate","state":{"terminated":{"exitCode":1}}}]
                        """), pod("job-1", """
                        "restartPolicy":"Never","containers":[{"name":"main"}]
                        """, """
                        "phase":"Failed"
                        """))));
        LogSources found = logs.sources("shop", "", "app=web", "");
        assertThat(found.sources()).hasSize(3);
        assertThat(found.ended()).containsExactly(new LogSource("fake", "shop", "job-1", "main"));
    }

    @Test
    void ofTooManyThoseThatRunAreReadAndAllAreCounted() {
        String[] many =
                IntStream.range(0, 40).mapToObj(i -> pod("web-" + i, """
                        "initContainers":[{"name":"migrate"}],"containers":[{"name":"main"}]
                        """, """
                        "initContainerStatuses":[{"name":"migrate","state":{"terminated":{"exitCode":0}}}]
                        """)).toArray(String[]::new);
        server.answer(PODS, Answer.of(200, pods(many)));
        LogSources found = logs.sources("shop", "", "app=web", "");
        assertThat(found.all()).isEqualTo(80);
        assertThat(found.more()).isFalse();
        assertThat(found.isWhole()).isFalse();
        assertThat(names(found))
                .hasSize(Logs.AT_MOST)
                .filteredOn("main"::equals)
                .hasSize(40);
    }

    private static String lines(int first, int end, int length) {
        return IntStream.range(first, end)
                .mapToObj(i -> "2026-11-24T10:00:%02dZ %d-".formatted(i % 60, i) + "x".repeat(length))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> asked() {
        return server.requests().stream().filter(r -> r.contains("/log?")).toList();
    }

    @Test
    void whatIsReadIsBoundedAndStillTheEnd() {
        server.answer(LOG, Answer.of(200, "x".repeat(600) + "\n"));
        LogPart all = logs.read(WEB, new LogAsk(500, Optional.empty(), false), 500 * 1024);
        assertThat(all.more()).isFalse();
        assertThat(asked()).singleElement().asString().contains("tailLines=500").contains("limitBytes=" + 500 * 1024);

        String cut = lines(0, 50, 12_000).substring(0, 500 * 1024);
        server.answer(LOG, Answer.of(200, cut), Answer.of(200, lines(480, 500, 12_000)));
        LogPart end = logs.read(WEB, new LogAsk(500, Optional.empty(), false), 500 * 1024);
        assertThat(end.more()).as("fewer than were asked for").isTrue();
        assertThat(end.lines()).hasSize(20);
        assertThat(end.lines().getLast().text()).startsWith("499-");
        assertThat(asked().getLast()).contains("tailLines=32");
    }

    @Test
    @Timeout(30)
    void followingEndsWithTheContainer() throws InterruptedException {
        server.answer(LOG, Answer.of(200, "2026-11-24T10:00:00Z last words\n"));
        List<LogLine> heard = new ArrayList<>();
        logs.follow(WEB, Optional.empty(), heard::add, () -> true);
        assertThat(heard).extracting(LogLine::text).containsExactly("last words");
    }

    @Test
    @Timeout(30)
    void aPodThatIsGoneEndsItAndALogThatMayNotBeReadIsAProblem() throws InterruptedException {
        server.answer(LOG, Answer.failure(404, "NotFound", "pods web-1 not found", ""));
        logs.follow(WEB, Optional.empty(), _ -> {}, () -> false);
        server.answer(LOG, Answer.failure(403, "Forbidden", "pods web-1 is forbidden", ""));
        assertThatThrownBy(() -> logs.follow(WEB, Optional.empty(), _ -> {}, () -> false))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("read the log of");
    }
}
