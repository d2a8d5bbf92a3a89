package io.millwright.testkit.run;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * A way to an API server by plain HTTP on this machine, which logs in there as its kubeconfig says. What {@link #arm} was told happens once, to
 * the first request that it is told of; everything else is passed on.
 */
final class FaultyWire implements AutoCloseable {
    /** What happens to a request. */
    enum Fault {
        UNAUTHORIZED(401),
        FORBIDDEN(403),
        CONFLICT(409),
        INVALID(422),
        THROTTLED(429),
        BROKEN(500),
        GATEWAY(504),
        /** An admission webhook doesn't answer the API server. */
        WEBHOOK(500),
        /** The connection is reset; the request doesn't arrive. */
        RESET(0),
        /** It arrives, and the connection is reset instead of the answer. */
        ANSWER_LOST(0),
        /** Nothing for half a minute; then it arrives after all, when nobody waits for its answer any more. */
        SILENCE(0);

        private final int status;

        Fault(int status) {
            this.status = status;
        }
    }

    /** A request as it came, and the status that the API server answered it with. */
    record Passed(Ask ask, int status) {}

    /** A request. */
    record Ask(String method, String target, Map<String, String> headers, String body) {
        boolean writes() {
            return Set.of("POST", "PUT", "PATCH", "DELETE").contains(method) && !target.contains("dryRun=All");
        }
    }

    private record Listener(Predicate<Ask> on, Runnable then) {}

    private record Armed(Fault fault, Predicate<Ask> on) {}

    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** Headers that speak of the connection, not of the request. */
    private static final Set<String> OF_THE_WIRE =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect");

    private final ServerSocket door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final URI server;
    private final Optional<String> token;
    private final List<Passed> writes = new ArrayList<>();
    private Optional<Armed> armed = Optional.empty();
    private Optional<Listener> listener = Optional.empty();

    FaultyWire(String kubeconfig) throws IOException, GeneralSecurityException {
        Config config = Config.fromKubeconfig(kubeconfig);
        server = URI.create(config.getMasterUrl());
        token = Optional.ofNullable(config.getOauthToken());
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(login(config))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::open);
    }

    /** The library takes a key in PKCS#8 form for RSA, whatever it is. */
    private static SSLContext login(Config config) throws IOException, GeneralSecurityException {
        try {
            config.setClientKeyAlgo("EC");
            return SSLUtils.sslContext(config);
        } catch (IOException | GeneralSecurityException other) {
            config.setClientKeyAlgo("RSA");
            return SSLUtils.sslContext(config);
        }
    }

    /** One whose only context is this way. */
    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: wire, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: wire, user: {}}]
                contexts: [{name: wire, context: {cluster: wire, user: wire}}]
                current-context: wire
                """.formatted(door.getLocalPort());
    }

    synchronized void arm(Fault fault, Predicate<Ask> on) {
        armed = Optional.of(new Armed(fault, on));
    }

    /** Does something once, as soon as the API server has answered the first request of that kind, before the answer is handed on. */
    synchronized void after(Predicate<Ask> on, Runnable then) {
        listener = Optional.of(new Listener(on, then));
    }

    private synchronized Optional<Runnable> heard(Ask ask) {
        Optional<Runnable> then = listener.filter(l -> l.on().test(ask)).map(Listener::then);
        if (then.isPresent()) {
            listener = Optional.empty();
        }
        return then;
    }

    /** Whether what was armed hasn't happened yet. */
    synchronized boolean isArmed() {
        return armed.isPresent();
    }

    /** Writes of that kind that have arrived, with their answers, in the order of these. */
    synchronized List<Passed> writes(Predicate<Ask> of) {
        return writes.stream().filter(p -> of.test(p.ask())).toList();
    }

    private synchronized Optional<Fault> fault(Ask ask) {
        Optional<Armed> hit = armed.filter(a -> a.on().test(ask));
        if (hit.isPresent()) {
            armed = Optional.empty();
        }
        return hit.map(Armed::fault);
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Optional<Ask> ask = read(in); ask.isPresent(); ask = read(in)) {
                Optional<Fault> fault = fault(ask.get());
                if (fault.isPresent() && fault.get().status > 0) {
                    refuse(fault.get(), out);
                    continue;
                }
                if (fault.filter(Fault.RESET::equals).isPresent()) {
                    reset(socket);
                    return;
                }
                if (fault.filter(Fault.SILENCE::equals).isPresent()) {
                    TimeUnit.SECONDS.sleep(SILENCE.toSeconds());
                }
                HttpResponse<byte[]> answer = pass(ask.get());
                if (fault.isPresent()) {
                    reset(socket);
                    return;
                }
                String type = answer.headers().firstValue("content-type").orElse("application/json");
                write(answer.statusCode(), "content-type: " + type, answer.body(), out);
            }
        } catch (IOException ended) {
            // The other side has hung up, as it may.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private HttpResponse<byte[]> pass(Ask ask) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(ask.target()))
                .timeout(Duration.ofSeconds(30))
                .method(ask.method(), HttpRequest.BodyPublishers.ofString(ask.body()));
        ask.headers().forEach((name, value) -> {
            if (!OF_THE_WIRE.contains(name)) {
                request.header(name, value);
            }
        });
        token.ifPresent(t -> request.setHeader("authorization", "Bearer " + t));
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (ask.writes()) {
            synchronized (this) {
                writes.add(new Passed(ask, answer.statusCode()));
            }
            heard(ask).ifPresent(Runnable::run);
        }
        return answer;
    }

    private static void refuse(Fault fault, OutputStream out) throws IOException {
        int status = fault.status;
        String said = fault == Fault.WEBHOOK
                ? "Internal error occurred: failed calling webhook 'w.io': connect: connection refused"
                : "it went wrong on the way";
        String body = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":" + status
                + ",\"message\":\"" + said + "\"}";
        String headers = "content-type: application/json" + (status == 429 ? "\r\nretry-after: 1" : "");
        write(status, headers, body.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void write(int status, String headers, byte[] body, OutputStream out) throws IOException {
        String head =
                "HTTP/1.1 " + status + " Answer\r\n" + headers + "\r\ncontent-length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    /** The next request of a connection; empty when it was closed. */
    private static Optional<Ask> read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String[] words = first.split(" ", 3);
        return Optional.of(new Ask(words[0], words[1], headers, new String(body(in, headers), StandardCharsets.UTF_8)));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            all.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return all.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
        client.shutdownNow();
    }
}
