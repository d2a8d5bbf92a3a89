package io.millwright.app.screen;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API server of three namespaces on loopback, for the start-up cache: what the client needs to be used once. */
final class StubCluster implements AutoCloseable {
    private static final String NAMESPACES = """
            {"kind":"NamespaceList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
            {"metadata":{"name":"default","uid":"1","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Active"}},
            {"metadata":{"name":"kube-system","uid":"2","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Active"}}]}
            """;
    private static final String TABLE = """
            {"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"1"},"columnDefinitions":[
            {"name":"Name","type":"string","format":"name","description":"","priority":0},
            {"name":"Status","type":"string","format":"","description":"","priority":0},
            {"name":"Age","type":"string","format":"","description":"","priority":0}],"rows":[
            {"cells":["default","Active","1d"],"object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"default","uid":"1","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"}}},
            {"cells":["kube-system","Active","1d"],"object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"kube-system","uid":"2","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"}}}]}
            """;
    private static final String DISCOVERY = """
            {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[{"metadata":{},"versions":[
            {"version":"v1","freshness":"Current","resources":[
            {"resource":"namespaces","responseKind":{"group":"","version":"v1","kind":"Namespace"},"scope":"Cluster","singularResource":"namespace","verbs":["get","list","watch"],"shortNames":["ns"]},
            {"resource":"pods","responseKind":{"group":"","version":"v1","kind":"Pod"},"scope":"Namespaced","singularResource":"pod","verbs":["get","list","watch"],"shortNames":["po"]}]}]}]}
            """;
    private static final String VERSION = """
            {"major":"1","minor":"37","gitVersion":"v1.37.0"}
            """;
    private static final String MISSING = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"not here","reason":"NotFound","code":404}
            """;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    StubCluster() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 16);
        server.setExecutor(threads);
        server.createContext("/", StubCluster::answer);
        server.start();
    }

    /** A kubeconfig that leads here. */
    Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters:
                - name: stub
                  cluster: {server: "http://127.0.0.1:%d"}
                contexts:
                - name: stub
                  context: {cluster: stub, user: stub}
                users:
                - name: stub
                  user: {token: stub}
                current-context: stub
                """.formatted(server.getAddress().getPort()));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
        String path = exchange.getRequestURI().getPath();
        String body = switch (path) {
            case "/api/v1/namespaces" -> accept.contains("as=Table") ? TABLE : NAMESPACES;
            case "/api", "/apis" -> DISCOVERY;
            case "/version" -> VERSION;
            default -> MISSING;
        };
        String type = path.startsWith("/api") && !path.startsWith("/api/")
                ? "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
                : "application/json";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(body.equals(MISSING) ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
