package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.Computed;
import io.millwright.engine.browse.FieldPath;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.Served;
import io.millwright.kube.FakeApiServer.Answer;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the rows of one list, whatever the server does. */
class TableWatchTest {
    private static final String PODS = "GET /api/v1/namespaces/db/pods";
    private static final Query QUERY = new Query(new Served(Kind.POD, "pod", List.of("po")), "db", "app=web");
    private static final String COLUMNS = """
            "columnDefinitions":[{"name":"Name","format":"name","priority":0},{"name":"Status","priority":0}]""";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AutoClose
    private final FakeApiServer server = FakeApiServer.start();

    private Duration pulse = Duration.ofMinutes(1);
    private String user = "{}";
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    @TempDir
    private Path folder;

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
        assertThat(thread.isAlive()).isFalse();
    }

    /** Writes down what it is told, in words. */
    private final class Notes implements RowListener {
        @Override
        public void columns(List<ObjectTable.Column> columns) {}

        @Override
        public void listed(String namespace, List<Row> rows) {
            told.add("listed "
                    + rows.stream().map(r -> r.name() + "=" + r.cell(1)).toList());
        }

        @Override
        public void complete(Set<String> namespaces) {}

        @Override
        public void put(Row row) {
            told.add("put " + row.name() + "=" + row.cell(1) + " uid " + row.uid() + " created " + row.created());
        }

        @Override
        public void gone(String namespace, String name) {
            told.add("gone " + namespace + "/" + name);
        }

        @Override
        public void missing(Problem problem) {
            told.add("missing " + problem.why());
        }

        @Override
        public void fresh(Freshness freshness) {
            told.add(
                    switch (freshness) {
                        case Freshness.Live _ -> "live";
                        case Freshness.Polling _ -> "polling";
                        case Freshness.Cached _ -> "cached";
                        case Freshness.Stale s -> "stale " + s.why().code().orElse("");
                    });
        }
    }

    private void watch(Answer... answers) throws IOException {
        server.answer(PODS, answers);
        watch(QUERY, new Position(Map.of("db", "7")));
    }

    private void watch(Query query, Position from) throws IOException {
        KubeTables tables = new KubeTables(
                server.transport(folder, user),
                Clock.systemUTC(),
                new TableWatch.Pauses(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMinutes(1), pulse));
        thread = Thread.ofVirtual().start(() -> {
            try {
                tables.watch(query, from, new Notes());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void expect(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(line);
        }
    }

    private static String event(String type, String version, String status) {
        return """
                {"type":"%s","object":{"kind":"Table","metadata":{"resourceVersion":"%s"},%s,"rows":[{"cells":["a","%s"],
                "object":{"metadata":{"name":"a","namespace":"db","uid":"u-1","creationTimestamp":"1970-01-01T00:01:00Z",
                "managedFields":[{"fieldsV1":{"f:a":{}}}]}}}]}}
                """.formatted(type, version, COLUMNS, status);
    }

    private static Answer list(String version, String status) {
        return Answer.of(200, """
                {"kind":"Table","metadata":{"resourceVersion":"%s"},%s,"rows":[{"cells":["a","%s"]}]}
                """.formatted(version, COLUMNS, status));
    }

    private static String bookmark(String version) {
        return """
                {"type":"BOOKMARK","object":{"kind":"Table","metadata":{"resourceVersion":"%s"},"rows":[]}}
                """.formatted(version);
    }

    private static final String EXPIRED = """
            {"type":"ERROR","object":{"kind":"Status","message":"too old","code":410}}
            """;

    @Test
    void changesComeAsTheyHappenAndTheNextWatchGoesOnFromTheBookmark() throws Exception {
        watch(
                Answer.of(200, event("ADDED", "8", "Pending") + event("DELETED", "9", "Pending") + bookmark("20")),
                Answer.of(200, event("ADDED", "21", "Running")));
        expect("live", "put a=Pending uid u-1 created 60", "gone db/a", "live", "put a=Running uid u-1 created 60");
        assertThat(server.requests().getFirst())
                .contains("resourceVersion=7", "watch=true", "allowWatchBookmarks=true", "labelSelector=app%3Dweb");
        assertThat(server.requests().get(1)).contains("resourceVersion=20");
        assertThat(server.headers("Accept-Encoding")).containsOnly("identity");
    }

    @Test
    void aVersionThatIsTooOldIsListedAnewAndWatchedFromThere() throws Exception {
        watch(Answer.of(200, EXPIRED), list("30", "Running"), Answer.of(200, event("MODIFIED", "31", "Failed")));
        expect("live", "listed [a=Running]", "live", "put a=Failed uid u-1 created 60");
        assertThat(server.requests().get(2)).contains("resourceVersion=30");
    }

    @Test
    void aVersionThatIsTooOldMayBeRefusedByTheAnswerToo() throws Exception {
        watch(
                Answer.failure(410, "Expired", "too old resource version", ""),
                list("30", "Running"),
                Answer.of(200, event("MODIFIED", "31", "Failed")));
        expect("listed [a=Running]", "live", "put a=Failed uid u-1 created 60");
        assertThat(server.requests().get(2)).contains("resourceVersion=30");
    }

    @Test
    void aServerForWhichAllIsTooOldIsAskedLessAndLess() throws Exception {
        server.answer(PODS, alternating(20));
        long began = System.nanoTime();
        watch(QUERY, new Position(Map.of("db", "7")));
        for (int round = 0; round < 6; round++) {
            expect("live", "listed [a=Running]");
        }
        // 5, 10, 20, 40 and 80 ms lie between the rounds; a slow machine can only make that longer.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(150));
    }

    private static Answer[] alternating(int rounds) {
        Answer[] answers = new Answer[2 * rounds];
        for (int i = 0; i < answers.length; i += 2) {
            answers[i] = Answer.of(200, EXPIRED);
            answers[i + 1] = list("30", "Running");
        }
        return answers;
    }

    /** A network that is gone ends no connection. */
    @Test
    void aServerThatIsAwayIsNoticedWhileItsWatchIsSilent() throws Exception {
        pulse = Duration.ofMillis(20);
        server.answer("GET /livez", Answer.of(200, "ok"));
        server.stay(PODS);
        watch(Answer.of(200, event("ADDED", "8", "Pending")));
        expect("live", "put a=Pending uid u-1 created 60");
        server.drop("/livez");
        assertThat(told.poll(10, TimeUnit.SECONDS)).startsWith("stale");
    }

    @Test
    void aTokenThatHasExpiredIsMadeAnewByItsPluginAndTheRowsStayLive() throws Exception {
        Path plugin = Files.writeString(folder.resolve("plugin"), """
                #!/bin/sh
                echo run >> "$0.runs"
                printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t%d"}}' \
                  "$(wc -l < "$0.runs")"
                """);
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        user = """
                {"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": "%s", "interactiveMode": "Never"}}
                """.formatted(plugin);
        watch(
                Answer.of(200, bookmark("9")),
                Answer.failure(401, "Unauthorized", "the token has expired", ""),
                Answer.of(200, event("MODIFIED", "31", "Failed")));
        expect("live", "live", "put a=Failed uid u-1 created 60");
        assertThat(server.headers("Authorization")).startsWith("Bearer t1", "Bearer t1", "Bearer t2");
        assertThat(server.requests().get(2)).contains("resourceVersion=9");
    }

    @Test
    void aServerThatIsStartedAnewIsWatchedOnFromWhereItWas() throws Exception {
        server.drop("/api/v1/namespaces/db/pods");
        watch(Answer.of(200, event("MODIFIED", "31", "Failed")));
        assertThat(told.poll(10, TimeUnit.SECONDS)).startsWith("stale");
        server.serve("/api/v1/namespaces/db/pods");
        String next = told.poll(10, TimeUnit.SECONDS);
        while (next != null && next.startsWith("stale")) {
            next = told.poll(10, TimeUnit.SECONDS);
        }
        assertThat(next).isEqualTo("live");
        expect("put a=Failed uid u-1 created 60");
        assertThat(server.requests()).as("nothing is listed anew").allMatch(r -> r.contains("watch=true"));
        assertThat(server.requests().getFirst()).contains("resourceVersion=7");
    }

    @Test
    void aServerThatFailsLeavesStaleRowsAndIsTriedAgainFromTheSameVersion() throws Exception {
        watch(
                Answer.of(200, bookmark("9")),
                Answer.failure(500, "InternalError", "etcd is away", ""),
                Answer.of(200, event("MODIFIED", "31", "Failed")));
        expect("live", "stale 500", "live", "put a=Failed uid u-1 created 60");
        assertThat(server.requests().get(2)).contains("resourceVersion=9");
    }

    @Test
    void aUserWhoMayNotWatchGetsListsAgainAndAgain() throws Exception {
        watch(Answer.failure(403, "Forbidden", "no watch for you", ""), list("8", "Pending"), list("9", "Running"));
        expect("polling", "listed [a=Pending]", "polling", "listed [a=Running]", "polling");
    }

    @Test
    void anAnswerThatIsNoTableLeavesStaleRows() throws Exception {
        watch(
                Answer.of(200, "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Pod\",\"metadata\":{}}}"),
                Answer.of(200, event("MODIFIED", "31", "Failed")));
        expect("live", "stale connection", "live", "put a=Failed uid u-1 created 60");
    }

    @Test
    void aUserWhoMayNotWatchAllNamespacesWatchesThoseThatTheyMayRead() throws Exception {
        server.answer("GET /api/v1/pods", Answer.failure(403, "Forbidden", "not all of them", ""));
        server.answer("GET /api/v1/namespaces/db/pods", Answer.of(200, event("ADDED", "8", "Pending")));
        server.answer("GET /api/v1/namespaces/web/pods", Answer.of(200, event("ADDED", "9", "Running")));
        watch(QUERY.in(""), new Position(Map.of("db", "7", "web", "7")));
        told(List.of("put a=Pending uid u-1 created 60", "put a=Running uid u-1 created 60", "live"));
        assertThat(server.requests())
                .filteredOn(r -> r.contains("/namespaces/web/pods"))
                .isNotEmpty();
    }

    @Test
    void severalNamespacesAreWatchedEachForItself() throws Exception {
        server.answer("GET /api/v1/namespaces/db/pods", Answer.of(200, event("ADDED", "8", "Pending")));
        server.answer(
                "GET /api/v1/namespaces/web/pods", Answer.failure(403, "Forbidden", "no", ""), list("9", "Running"));
        watch(QUERY.in("db,web"), new Position(Map.of("db", "7", "web", "7")));
        assertThat(told(List.of("put a=Pending uid u-1 created 60", "listed [a=Running]", "polling")))
                .doesNotContain("live");
    }

    /** All that is told until all of these were. */
    private List<String> told(List<String> wanted) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        while (!lines.containsAll(wanted)) {
            lines.add(Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS), "nothing more was told"));
        }
        return lines;
    }

    private static final Query COMPUTING =
            QUERY.computing(List.of(new Computed("Node", FieldPath.parse(".spec.nodeName"))));

    @Test
    void columnsOfOnesOwnAreComputedFromEachEventAndWholeObjectsAreAskedForOnlyThen() throws Exception {
        String event = """
                {"type":"MODIFIED","object":{"kind":"Table","metadata":{},%s,"rows":[{"cells":["a"],"object":{"kind":"Pod","apiVersion":"v1",
                "metadata":{"namespace":"db","name":"a","uid":"u1","resourceVersion":"8","creationTimestamp":"2026-01-01T00:00:00Z"},
                "spec":{"nodeName":"n1","containers":[{"name":"x"}]},"status":{"phase":"Running"}}}]}}
                """.formatted("\"columnDefinitions\":[{\"name\":\"Name\",\"format\":\"name\",\"priority\":0}]");
        server.answer(PODS, Answer.of(200, event));
        watch(COMPUTING, new Position(Map.of("db", "7")));
        expect("live", "put a=n1 uid u1 created 1767225600");
        assertThat(server.requests().getFirst()).contains("includeObject=Object");
    }

    @Test
    void columnsFromLabelsAreComputedFromMetadataAlone() throws Exception {
        String event = """
                {"type":"ADDED","object":{"kind":"Table","metadata":{},%s,"rows":[{"cells":["a","Running"],"object":{"kind":"PartialObjectMetadata",
                "metadata":{"namespace":"db","name":"a","uid":"u1","resourceVersion":"8","labels":{"app":"shop","tier":"front"}}}}]}}
                """.formatted(COLUMNS);
        server.answer(PODS, Answer.of(200, event));
        // Under the title of one of the server's columns, in whatever case, it takes its place.
        watch(
                QUERY.computing(List.of(new Computed("STATUS", FieldPath.parse(".metadata.labels.app")))),
                new Position(Map.of("db", "7")));
        expect("live", "put a=shop uid u1 created 0");
        assertThat(server.requests().getFirst()).contains("includeObject=Metadata");
    }
}
