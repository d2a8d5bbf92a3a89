package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.UnderRun;
import io.millwright.kube.FakeApiServer.Answer;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeFailureTest {
    private static final String PODS = "GET /api/v1/namespaces/db/pods";
    private static final String MAP = "/api/v1/namespaces/db/configmaps/m";
    private static final Kind THING = Kind.of("example.org", "v1", "Thing", "things");

    @TempDir
    Path folder;

    private FakeApiServer server;
    private ClusterConnection cluster;

    @BeforeEach
    void start() throws IOException {
        server = new FakeApiServer();
        cluster = FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Problem failure(Runnable work) {
        return catchThrowableOfType(ProblemException.class, work::run).problem();
    }

    private Problem listing() {
        return failure(() -> cluster.view().list(Kind.POD, Selector.in("db")));
    }

    @ParameterizedTest
    @CsvSource({
        "401, doesn't accept the login, log in again",
        "403, refused it, right to list pods in namespace db",
        "429, is busy, in 30 s",
        "500, answered 500, Try again",
        "503, answered 503, Try again",
    })
    void aRefusalSaysWhyAndWhatToDo(int status, String why, String next) {
        server.answer(
                PODS,
                new Answer(status, Answer.failure(status, "Any", "said so", "").body(), Map.of("Retry-After", "30")));

        Problem problem = listing();

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CLUSTER);
        assertThat(problem.code()).contains(Integer.toString(status));
        assertThat(problem.attempted()).isEqualTo("list pods in namespace db");
        assertThat(problem.on()).isEqualTo("cluster fake");
        assertThat(problem.why()).contains(why).contains("said so");
        assertThat(problem.next()).contains(next);
        // Credentials that stand in the kubeconfig are no better the second time.
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aFieldThatTheDefinitionDoesntKnowIsInvalidThoughTheServerSaysThatItFailed() {
        server.answer(
                PODS,
                Answer.failure(
                        500,
                        "InternalError",
                        "failed to create typed patch object: .spec.renewal: field not declared in schema",
                        ""));

        Problem problem = listing();

        assertThat(problem.code()).contains("422");
        assertThat(problem.why()).contains("invalid (500)").contains(".spec.renewal: field not declared in schema");
        assertThat(problem.next()).contains("definition of that kind");
    }

    @Test
    void aRefusedConnectionNamesTheServer() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        cluster = FakeApiServer.connect(folder, "http://127.0.0.1:" + unused, Duration.ofSeconds(5));

        assertThat(listing().code()).contains("refused");
        assertThat(listing().why()).contains("127.0.0.1:" + unused).contains("refused the connection");
    }

    @Test
    void anUnknownHostIsADnsProblem() throws IOException {
        cluster = FakeApiServer.connect(folder, "http://no-such-host.invalid:1", Duration.ofSeconds(5));

        assertThat(listing().code()).contains("dns");
    }

    @Test
    void aServerThatSpeaksNoTlsIsATlsProblem() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answerInClear(socket));
            cluster =
                    FakeApiServer.connect(folder, "https://127.0.0.1:" + socket.getLocalPort(), Duration.ofSeconds(5));

            assertThat(listing().code()).contains("tls");
        }
    }

    /** Until the socket is closed: the client may try more than once. */
    private static void answerInClear(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket peer = socket.accept()) {
                byte[] hello = new byte[4096];
                if (peer.getInputStream().read(hello) > 0) {
                    peer.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                assertThat(e).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void aServerThatHangsIsGivenUpAfterTheTimeLimit() throws IOException {
        server.hang();
        cluster = FakeApiServer.connect(folder, server.address(), Duration.ofMillis(200));

        assertThat(listing().code()).contains("timeout");
        assertThat(listing().why()).contains("didn't answer within 200 ms");
    }

    @Test
    void anAnswerThatIsNoJsonSaysThatItMayBeAProxy() {
        server.answer(PODS, Answer.of(200, "<html>Please log in</html>"));

        assertThat(listing().why()).contains("<html>Please log in");
        assertThat(listing().next()).contains("proxy");
    }

    @Test
    void aKindThatIsNotServedIsAnEmptyList() {
        assertThat(cluster.view().serves(THING)).isFalse();
        assertThat(cluster.view().list(THING, Selector.ALL)).isEmpty();
        assertThat(cluster.view().get(ObjectRef.of(THING, "db", "x"))).isEmpty();
    }

    @Test
    void aBusyServerIsAskedAgainWhenItSaysSoonEnough() {
        server.answer(
                PODS,
                new Answer(429, "", Map.of("Retry-After", "0")),
                Answer.of(200, "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"name\":\"p\"}}]}"));

        assertThat(cluster.view().list(Kind.POD, Selector.in("db")))
                .singleElement()
                .satisfies(p -> assertThat(p.kind()).isEqualTo("Pod"));
    }

    @Test
    void aChangeIsSentAgainWhenABusyServerIsReady() {
        server.answer(
                "DELETE /api/v1/namespaces/db/pods/web-0",
                new Answer(429, "", Map.of("Retry-After", "0")),
                new Answer(429, "", Map.of("Retry-After", "0")),
                new Answer(429, "", Map.of("Retry-After", "0")),
                Answer.of(200, "{}"));
        cluster.writer().delete(ObjectRef.of(Kind.POD, "db", "web-0"), Action.Propagation.BACKGROUND, Mode.REAL);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aChangeWaitsForABusyServerNoLongerThanItsLockHolds() {
        server.answer(
                "DELETE /api/v1/namespaces/db/pods/web-0",
                new Answer(429, Answer.failure(429, "Any", "said so", "").body(), Map.of("Retry-After", "31")));
        Problem problem = failure(() -> cluster.writer()
                .delete(ObjectRef.of(Kind.POD, "db", "web-0"), Action.Propagation.BACKGROUND, Mode.REAL));
        assertThat(problem.code()).contains("429");
        assertThat(problem.next()).contains("31 s");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aLongListIsReadPageByPage() {
        server.answer(
                PODS,
                Answer.of(200, "{\"metadata\":{\"continue\":\"t 1\"},\"items\":[{\"metadata\":{\"name\":\"b\"}}]}"),
                Answer.of(200, "{\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"a\"}}]}"));

        assertThat(cluster.view().list(Kind.POD, Selector.labelled("db", "app", "x")))
                .extracting(Resource::name)
                .containsExactly("a", "b");
        assertThat(server.requests().get(0)).contains("limit=500").contains("labelSelector=app%3Dx");
        assertThat(server.requests().get(1)).contains("continue=t%201");
    }

    @Test
    void aListThatExpiredMidwayIsReadAnewInOnePiece() {
        server.answer(
                PODS,
                Answer.of(200, "{\"metadata\":{\"continue\":\"t\"},\"items\":[{\"metadata\":{\"name\":\"old\"}}]}"),
                Answer.failure(410, "Expired", "too old", ""),
                Answer.of(200, "{\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"new\"}}]}"));

        assertThat(cluster.view().list(Kind.POD, Selector.in("db")))
                .extracting(Resource::name)
                .containsExactly("new");
        assertThat(server.requests().get(2)).doesNotContain("limit");
    }

    @Test
    void aConflictNamesManagersAndFields() {
        server.answer(
                "GET /api/v1",
                Answer.of(
                        200, "{\"resources\":[{\"name\":\"configmaps\",\"kind\":\"ConfigMap\",\"namespaced\":true}]}"));
        server.answer(
                "PATCH " + MAP,
                Answer.failure(
                        409,
                        "Conflict",
                        "Apply failed",
                        "{\"causes\":[{\"reason\":\"FieldManagerConflict\",\"message\":\"conflict with \\\"argocd\\\"\",\"field\":\".data.a\"}]}"));

        Problem problem = failure(() -> cluster.writer()
                .apply(Resource.of(Kind.CONFIG_MAP, "db", "m", Map.of("data", Map.of("a", "1"))), false, Mode.DRY_RUN));

        assertThat(problem.code()).contains("409");
        assertThat(problem.why()).contains("argocd").contains(".data.a");
        assertThat(server.requests().getLast())
                .contains("fieldManager=millwright")
                .contains("dryRun=All");
    }

    @Test
    void whatIsDoneForARunNamesItToTheAuditLog() {
        server.answer("DELETE " + MAP, Answer.of(200, "{\"kind\":\"Status\"}"));
        ObjectRef map = ObjectRef.of(Kind.CONFIG_MAP, "db", "m");
        UnderRun.of("k7", () -> {
            cluster.writer().delete(map, Action.Propagation.BACKGROUND, Mode.REAL);
            return true;
        });
        cluster.writer().delete(map, Action.Propagation.BACKGROUND, Mode.DRY_RUN);

        assertThat(server.headers("User-Agent"))
                .contains("millwright/run-k7")
                .last()
                .isEqualTo("millwright/no-run");
        assertThat(server.headers("User-Agent"))
                .filteredOn("millwright/run-k7"::equals)
                .hasSize(1);
    }

    @Test
    void aTryToDeleteSaysSoInTheAddressWhereAnAuditLogShowsIt() {
        server.answer("DELETE " + MAP, Answer.of(200, "{\"kind\":\"Status\"}"));

        cluster.writer().delete(ObjectRef.of(Kind.CONFIG_MAP, "db", "m"), Action.Propagation.BACKGROUND, Mode.DRY_RUN);

        assertThat(server.requests().getLast()).contains("dryRun=All");
    }

    @Test
    void anInvalidObjectNamesItsFields() {
        server.answer(
                "PATCH " + MAP,
                Answer.failure(
                        422,
                        "Invalid",
                        "invalid",
                        "{\"causes\":[{\"field\":\"data.a\",\"message\":\"must be text\"},{\"field\":\"data.b\",\"message\":\"unknown\"}]}"));

        Problem problem = failure(() -> cluster.writer()
                .patch(
                        ObjectRef.of(Kind.CONFIG_MAP, "db", "m"),
                        Map.of("data", Map.of("a", 1)),
                        List.of("data/c", "metadata/annotations/e.org~1x"),
                        "",
                        Optional.empty(),
                        Mode.REAL));

        assertThat(problem.why()).contains("data.a: must be text; data.b: unknown");
        assertThat(server.requests().getLast())
                .contains("{\"data\":{\"a\":1,\"c\":null},\"metadata\":{\"annotations\":{\"e.org/x\":null}}}");
    }

    @Test
    void aChangeIsNeverSentTwiceAfterAFailure() {
        server.answer("PATCH " + MAP + "/scale", Answer.failure(500, "InternalError", "x", ""));

        failure(() -> cluster.writer().scale(ObjectRef.of(Kind.CONFIG_MAP, "db", "m"), 1, Optional.empty(), Mode.REAL));

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void applyingAKindThatIsNotServedSaysWhatToInstall() {
        Problem problem =
                failure(() -> cluster.writer().apply(Resource.of(THING, "db", "x", Map.of()), false, Mode.REAL));

        assertThat(problem.code()).contains("404");
        assertThat(problem.why()).contains("doesn't serve Thing of example.org/v1");
    }

    @Test
    void aRightThatCannotBeToldIsEmpty() {
        AccessNeed need = new AccessNeed("patch", "example.org", "things/scale", "db", "x");
        assertThat(cluster.view().mayI(need)).isEmpty();

        server.answer(
                "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                Answer.of(201, "{\"kind\":\"SelfSubjectAccessReview\",\"status\":{\"allowed\":false}}"));
        assertThat(cluster.view().mayI(need)).contains(false);
        assertThat(server.requests().getLast())
                .contains("\"resource\":\"things\"")
                .contains("\"subresource\":\"scale\"");
        int asked = server.requests().size();
        assertThat(cluster.view().mayI(need)).contains(false);
        assertThat(server.requests()).hasSize(asked);
    }

    @Test
    void theUserIsTheKubeconfigsWhereTheServerCannotTell() {
        assertThat(cluster.user()).isEqualTo("u");
    }

    @Test
    void theProxyPassesOnWhatTheServiceSaid() {
        ObjectRef service = ObjectRef.of(Kind.SERVICE, "db", "s");
        server.answer("GET /api/v1/namespaces/db/services/http:s:80/proxy/health", Answer.of(503, "sealed"));
        server.answer(
                "GET /api/v1/namespaces/db/services/http:s:80/proxy/dead",
                Answer.failure(503, "ServiceUnavailable", "no endpoints available", ""));

        assertThat(cluster.view().httpGet(service, "http", 80, "/health").body())
                .isEqualTo("sealed");
        assertThat(failure(() -> cluster.view().httpGet(service, "http", 80, "dead"))
                        .why())
                .contains("no endpoints available");
    }

    @Test
    void theTokenIsInNoProblem() {
        server.answer(PODS, Answer.failure(401, "Unauthorized", "Unauthorized", ""));

        assertThat(listing().toString()).doesNotContain("secret-token");
    }
}
