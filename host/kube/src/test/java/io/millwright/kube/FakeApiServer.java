package io.millwright.kube;

import com.sun.net.httpserver.HttpServer;
import io.millwright.engine.port.ClusterConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers what a test told it to, by method and path; the last answer of a path is repeated. */
final class FakeApiServer implements AutoCloseable {
    record Answer(int status, String body, Map<String, String> headers) {
        static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }

        static Answer failure(int status, String reason, String message, String details) {
            return of(status, """
                    {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","reason":"%s","code":%d,"details":%s}
                    """.formatted(message, reason, status, details.isEmpty() ? "{}" : details));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, CountDownLatch> holding = new ConcurrentHashMap<>();
    private final Set<String> staying = ConcurrentHashMap.newKeySet();
    private final Set<String> dropping = ConcurrentHashMap.newKeySet();
    private volatile boolean hanging;

    /** For a field, which declares nothing. */
    static FakeApiServer start() {
        try {
            return new FakeApiServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                exchange.getRequestHeaders()
                        .forEach((name, values) ->
                                values.forEach(v -> headers.add(name.toLowerCase(Locale.ROOT) + ": " + v)));
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
                Optional<CountDownLatch> held =
                        Optional.ofNullable(holding.get(exchange.getRequestURI().getPath()));
                if (held.isPresent()) {
                    held.get().await();
                }
                if (hanging) {
                    closing.await();
                    return;
                }
                if (dropping.contains(exchange.getRequestURI().getPath())) {
                    return;
                }
                String what = exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getPath();
                Answer answer = next(what);
                byte[] bytes = files.getOrDefault(
                        exchange.getRequestURI().getPath(), answer.body().getBytes(StandardCharsets.UTF_8));
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(
                        files.containsKey(exchange.getRequestURI().getPath()) ? 200 : answer.status(),
                        bytes.length == 0 ? -1 : staying.contains(what) ? 0 : bytes.length);
                exchange.getResponseBody().write(bytes);
                if (staying.contains(what)) {
                    exchange.getResponseBody().flush();
                    closing.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    private Answer next(String request) {
        Deque<Answer> waiting = answers.getOrDefault(request, new ArrayDeque<>());
        synchronized (waiting) {
            Answer answer = waiting.size() > 1 ? waiting.poll() : waiting.peek();
            return answer == null ? Answer.of(404, "404 page not found\n") : answer;
        }
    }

    FakeApiServer answer(String request, Answer... inOrder) {
        answers.put(request, new ArrayDeque<>(List.of(inOrder)));
        return this;
    }

    FakeApiServer file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    FakeApiServer hang() {
        hanging = true;
        return this;
    }

    /** Answers that path not before the latch is open. */
    FakeApiServer hold(String path, CountDownLatch until) {
        holding.put(path, until);
        return this;
    }

    /** What answers that stays open after its answer, as a watch does in which nothing happens. */
    FakeApiServer stay(String request) {
        staying.add(request);
        return this;
    }

    /** From now on nobody answers at that path. */
    FakeApiServer drop(String path) {
        dropping.add(path);
        return this;
    }

    /** And now somebody does again. */
    FakeApiServer serve(String path) {
        dropping.remove(path);
        return this;
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The values of that header in all requests. */
    List<String> headers(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ": ";
        return headers.stream()
                .filter(h -> h.startsWith(start))
                .map(h -> h.substring(start.length()))
                .toList();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What sends requests to it, for that user of a kubeconfig. */
    Transport transport(Path folder, String user) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), """
                {"contexts": [{"name": "fake", "context": {"cluster": "c", "user": "u"}}], "users": [{"name": "u", "user": %s}],
                 "clusters": [{"name": "c", "cluster": {"server": "%s"}}]}
                """.formatted(user, address()));
        KubeOptions options = KubeOptions.file(file).withRequestTimeout(Duration.ofSeconds(5));
        return new Transport(Kubeconfig.read(options).context("fake").orElseThrow(), options);
    }

    /** A connection to this server as context {@code fake}. */
    static ClusterConnection connect(Path folder, String address, Duration timeout) throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: fake
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: secret-token}}]
                contexts: [{name: fake, context: {cluster: c, user: u}}]
                """.formatted(address));
        return new KubeClusters(KubeOptions.file(file).withRequestTimeout(timeout)).open("fake");
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
