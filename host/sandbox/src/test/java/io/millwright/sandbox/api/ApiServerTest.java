package io.millwright.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.sandbox.schema.Json;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.sandbox.store.Write;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only the sandbox has: extensions, denials, faults; and what a shared cluster can't be asked to do. */
class ApiServerTest {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private final ObjectStore store = new ObjectStore(Clock.systemUTC());
    private final ApiServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    ApiServerTest() throws IOException {
        server = new ApiServer(store, 0, new Extension() {
            @Override
            public Optional<String> logs(Resource pod, String container, boolean previous) {
                return Optional.of(
                        "2026-11-24T10:00:01Z one\n2026-11-24T10:00:02Z two\n2026-11-24T10:00:03.5Z three\n");
            }

            @Override
            public Optional<ClusterView.HttpReply> proxy(Simulator.HttpCall call) {
                return call.port() == 9187
                        ? Optional.of(new ClusterView.HttpReply(
                                200,
                                call.object().name() + " " + call.path()
                                        + call.headers().getOrDefault("x-token", "") + call.body()))
                        : Optional.empty();
            }

            @Override
            public Optional<Simulator.Output> exec(ObjectRef pod, String container, List<String> command) {
                return command.getFirst().equals("tell")
                        ? Optional.of(new Simulator.Output(
                                command.size() - 1, pod.name() + " " + container, "to err is human"))
                        : Optional.empty();
            }
        });
    }

    @BeforeEach
    void pod() {
        store.create(Kind.POD, pod("p", Map.of("app", "x")));
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private static Resource pod(String name, Map<String, String> labels) {
        return Resource.of(
                        Kind.POD,
                        "default",
                        name,
                        Map.of("spec", Map.of("containers", List.of(Map.of("name", "main", "image", "nginx")))))
                .with(labels, "metadata", "labels");
    }

    private HttpResponse<String> send(String method, String path, Map<String, ?> body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(new Json().bytes(body)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, Map.of(), headers);
    }

    private static Resource object(HttpResponse<String> answer) throws IOException {
        return new Resource(new Json().object(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void logsComeFromExtensions() throws Exception {
        assertThat(get("/api/v1/namespaces/default/pods/p/log?tailLines=2").body())
                .isEqualTo("two\nthree\n");
        assertThat(get("/api/v1/namespaces/default/pods/p/log?sinceTime=2026-11-24T10:00:02Z&limitBytes=6")
                        .body())
                .isEqualTo("two\nth");
        assertThat(get("/api/v1/namespaces/default/pods/p/log?sinceTime=2026-11-24T10:00:03Z&timestamps=true")
                        .body())
                .isEqualTo("2026-11-24T10:00:03.5Z three\n");
        assertThat(get("/api/v1/namespaces/default/pods/p/log?sinceTime=yesterday")
                        .statusCode())
                .isEqualTo(400);
        assertThat(object(get("/api/v1/namespaces/default/pods/p/log?container=nope"))
                        .text("message"))
                .contains("container nope is not valid for pod p");
    }

    @Test
    void proxyReachesWhatListensAndSaysWhenNothingDoes() throws Exception {
        assertThat(get("/api/v1/namespaces/default/pods/p:9187/proxy/metrics?x=1")
                        .body())
                .isEqualTo("p /metrics?x=1");
        assertThat(get("/api/v1/namespaces/default/services/kubernetes:443/proxy/")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void deniedKindIs403AndAccessReviewsAgree() throws Exception {
        server.denials().deny("list", "", "secrets");
        HttpResponse<String> denied = get("/api/v1/namespaces/default/secrets", "Authorization", "Bearer eve");
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(object(denied).text("message"))
                .contains(
                        "secrets is forbidden: User \"eve\" cannot list resource \"secrets\" in API group \"\" in the namespace"
                                + " \"default\"");
        Resource review = object(send(
                "POST",
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                Map.of("spec", Map.of("resourceAttributes", Map.of("verb", "list", "resource", "secrets")))));
        assertThat(review.flag("status", "allowed")).contains(false);
        assertThat(get("/api/v1/namespaces/default/pods").statusCode()).isEqualTo(200);
    }

    @Test
    void faultsAnswerOrCut() throws Exception {
        server.faults((method, path) -> path.endsWith("/pods")
                ? Optional.of(Faults.Fault.status(503))
                : path.endsWith("/nodes") ? Optional.of(Faults.Fault.cut()) : Optional.empty());
        assertThat(get("/api/v1/pods").statusCode()).isEqualTo(503);
        assertThatThrownBy(() -> get("/api/v1/nodes")).isInstanceOf(IOException.class);
        assertThat(get("/api/v1/namespaces").statusCode()).isEqualTo(200);
    }

    @Test
    void evictionObeysTheBudget() throws Exception {
        store.create(
                Kind.POD_DISRUPTION_BUDGET,
                Resource.of(
                        Kind.POD_DISRUPTION_BUDGET,
                        "default",
                        "b",
                        Map.of(
                                "spec",
                                        Map.of(
                                                "minAvailable",
                                                1,
                                                "selector",
                                                Map.of("matchLabels", Map.of("app", "x"))),
                                "status", Map.of("disruptionsAllowed", 0, "desiredHealthy", 1, "currentHealthy", 1))),
                Write.ALL);
        Map<String, Object> eviction =
                Map.of("apiVersion", "policy/v1", "kind", "Eviction", "metadata", Map.of("name", "p"));
        Resource running = store.require(Kind.POD, "default", "p").with("Running", "status", "phase");
        store.updateStatus(
                Kind.POD, running.with(List.of(Map.of("type", "Ready", "status", "True")), "status", "conditions"));
        HttpResponse<String> refused = send("POST", "/api/v1/namespaces/default/pods/p/eviction", eviction);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(object(refused).text("message"))
                .contains("Cannot evict pod as it would violate the pod's disruption budget.");
        Resource budget = store.require(Kind.POD_DISRUPTION_BUDGET, "default", "b");
        store.updateStatus(Kind.POD_DISRUPTION_BUDGET, budget.with(1, "status", "disruptionsAllowed"));
        String tried = "/api/v1/namespaces/default/pods/p/eviction?dryRun=All";
        assertThat(send("POST", tried, eviction).statusCode()).isEqualTo(201);
        assertThat(store.require(Kind.POD_DISRUPTION_BUDGET, "default", "b").number("status", "disruptionsAllowed"))
                .contains(1L);
        Map<String, Object> another = new java.util.LinkedHashMap<>(eviction);
        another.put("deleteOptions", Map.of("preconditions", Map.of("uid", "another")));
        assertThat(send("POST", "/api/v1/namespaces/default/pods/p/eviction", another)
                        .statusCode())
                .isEqualTo(409);
        assertThat(send("POST", "/api/v1/namespaces/default/pods/p/eviction", eviction)
                        .statusCode())
                .isEqualTo(201);
        assertThat(store.get(Kind.POD, "default", "p")).isEmpty();
    }

    @Test
    void oldVersionsAndTokensAreGone() throws Exception {
        store.create(Kind.POD, pod("q", Map.of()));
        Resource page = object(get("/api/v1/pods?limit=1"));
        String from = page.text("metadata", "resourceVersion").orElseThrow();
        String next = page.text("metadata", "continue").orElseThrow();
        store.create(Kind.POD, pod("r", Map.of()));
        store.compact();
        assertThat(get("/api/v1/pods?limit=1&continue=" + next).statusCode()).isEqualTo(410);
        Resource event = object(get("/api/v1/pods?watch=true&resourceVersion=" + from));
        assertThat(event.text("type")).contains("ERROR");
        assertThat(event.number("object", "code")).contains(410L);
    }

    @Test
    void watchSendsBookmarksAndTables() throws Exception {
        long from = store.version();
        store.create(Kind.POD, pod("q", Map.of()));
        HttpResponse<String> answer =
                get("/api/v1/pods?watch=true&timeoutSeconds=1&resourceVersion=" + from, "Accept", TABLE);
        Resource event = object(answer);
        assertThat(event.text("object", "kind")).contains("Table");
        assertThat(event.items("object", "rows").getFirst().texts("cells")).startsWith("q", "0/1", "Pending");
    }

    @Test
    void execOverAWebSocketIsAnsweredByWhoeverSimulatesTheProgram() throws Exception {
        List<String> said = socket("exec?command=tell&command=a&container=main", "v5.channel.k8s.io");
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).isEqualTo("1p main");
        assertThat(said.get(1)).isEqualTo("2to err is human");
        assertThat(said.get(2))
                .startsWith("3{")
                .contains("\"reason\":\"ExitCode\"")
                .contains("\"message\":\"1\"");
    }

    @Test
    void aWebSocketForWhatNobodyAnswersIsRefused() {
        assertThatThrownBy(() -> socket("exec?command=ls", "v4.channel.k8s.io"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        server.denials().deny("create", "", "pods/exec");
        assertThatThrownBy(() -> socket("exec?command=tell", "v4.channel.k8s.io"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    /** What comes over a web socket until it is closed, a line for each message. */
    private List<String> socket(String path, String protocol) throws Exception {
        List<String> messages = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .subprotocols(protocol)
                .buildAsync(
                        URI.create("ws" + server.uri().toString().substring(4) + "/api/v1/namespaces/default/pods/p/"
                                + path),
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onBinary(
                                    WebSocket from, ByteBuffer data, boolean last) {
                                String text =
                                        StandardCharsets.UTF_8.decode(data).toString();
                                messages.add((int) text.charAt(0) + text.substring(1));
                                from.request(1);
                                return null;
                            }

                            @Override
                            public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                                closed.complete(true);
                                return null;
                            }
                        })
                .get(10, TimeUnit.SECONDS);
        assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
        socket.abort();
        return messages;
    }

    @Test
    void execSaysThatThereIsNone() throws Exception {
        HttpResponse<String> answer = send("POST", "/api/v1/namespaces/default/pods/p/exec?command=ls", Map.of());
        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(object(answer).text("message").orElse("")).contains("simulated");
    }

    @Test
    void namespaceGoesWhenFinalized() throws Exception {
        store.create(Kind.NAMESPACE, Resource.of(Kind.NAMESPACE, "", "team", Map.of()));
        Resource going = object(send("DELETE", "/api/v1/namespaces/team", Map.of()));
        assertThat(going.text("status", "phase")).contains("Terminating");
        assertThat(send(
                                "PUT",
                                "/api/v1/namespaces/team/finalize",
                                going.without("spec", "finalizers").content())
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/namespaces/team").statusCode()).isEqualTo(404);
    }

    @Test
    void protobufBodyIsRead() throws Exception {
        // A ConfigMap p with data k=v, as a typed Go client writes it.
        byte[] unknown = bytes(
                0x0a, 0x0f, 0x0a, 0x02, 'v', '1', 0x12, 0x09, 'C', 'o', 'n', 'f', 'i', 'g', 'M', 'a', 'p', 0x12, 0x0d,
                0x0a, 0x03, 0x0a, 0x01, 'p', 0x12, 0x06, 0x0a, 0x01, 'k', 0x12, 0x01, 'v');
        byte[] body = new byte[4 + unknown.length];
        System.arraycopy(new byte[] {'k', '8', 's', 0}, 0, body, 0, 4);
        System.arraycopy(unknown, 0, body, 4, unknown.length);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.uri().resolve("/api/v1/namespaces/default/configmaps"))
                        .header("Content-Type", "application/vnd.kubernetes.protobuf")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(object(answer).text("data", "k")).contains("v");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void aTableWithoutObjectsCostsItsCellsAlone() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            store.create(Kind.POD, pod("p" + i, Map.of("app", "x")));
        }
        HttpResponse<String> bare = get("/api/v1/pods?includeObject=None", "Accept", TABLE);
        HttpResponse<String> whole = get("/api/v1/pods?includeObject=Object", "Accept", TABLE);
        assertThat(object(bare).items("rows")).hasSize(10_001);
        assertThat(bare.body().length()).isLessThan(whole.body().length() / 4);
    }
}
