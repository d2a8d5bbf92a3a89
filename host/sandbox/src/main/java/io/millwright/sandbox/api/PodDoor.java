package io.millwright.sandbox.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Where a forwarded port ends: a plain and a TLS server that stand for every simulated program. Which pod and port is meant is known by the
 * number of the connection's own port. A client that begins with a TLS handshake gets TLS.
 */
final class PodDoor implements AutoCloseable {
    private static final int HANDSHAKE = 0x16;
    private static final int CHUNK = 16 * 1024;
    private final List<Extension> extensions;
    private final ExecutorService threads;
    private final HttpServer plain;
    private final Map<Integer, Place> places = new ConcurrentHashMap<>();
    private Optional<HttpsServer> secure = Optional.empty();

    private record Place(ObjectRef pod, int port) {}

    PodDoor(List<Extension> extensions, ExecutorService threads) throws IOException {
        this.extensions = extensions;
        this.threads = threads;
        this.plain = HttpServer.create(loopback(), 64);
        begin(plain);
    }

    private static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    private void begin(HttpServer server) {
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Made when it is first asked for: its certificate takes a second. */
    private synchronized HttpServer secure() throws IOException {
        if (secure.isEmpty()) {
            HttpsServer server = HttpsServer.create(loopback(), 64);
            server.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context()));
            begin(server);
            secure = Optional.of(server);
        }
        return secure.get();
    }

    /** Carries one connection until one of its sides ends it. */
    void connect(ObjectRef pod, int port, WebSocketLink link) throws IOException {
        Optional<byte[]> first = link.read();
        while (first.isPresent() && first.get().length < 2) {
            first = link.read();
        }
        if (first.isEmpty()) {
            return;
        }
        HttpServer server = first.get()[1] == HANDSHAKE ? secure() : plain;
        try (Socket socket = new Socket()) {
            socket.bind(loopback());
            places.put(socket.getLocalPort(), new Place(pod, port));
            socket.connect(server.getAddress());
            socket.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> carryBack(socket, link));
            Optional<byte[]> message = first;
            while (message.isPresent()) {
                byte[] bytes = message.get();
                if (bytes.length > 1 && bytes[0] == 0) {
                    socket.getOutputStream().write(bytes, 1, bytes.length - 1);
                }
                message = link.read();
            }
            back.interrupt();
            places.remove(socket.getLocalPort());
        }
    }

    private static void carryBack(Socket socket, WebSocketLink link) {
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[CHUNK];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                link.send(0, buffer, n);
            }
            link.close();
        } catch (IOException e) {
            // The client has gone, or the connection was ended from the other side: nobody is left to be told.
            Thread.yield();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Place place = places.get(exchange.getRemoteAddress().getPort());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Optional<ClusterView.HttpReply> reply = place == null ? Optional.empty() : asked(place, exchange, body);
            ClusterView.HttpReply said =
                    reply.orElseGet(() -> new ClusterView.HttpReply(404, "nothing listens here\n"));
            byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
            if (said.body().startsWith("{")) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
            }
            exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Optional<ClusterView.HttpReply> asked(Place place, HttpExchange exchange, String body) {
        Simulator.HttpCall call = new Simulator.HttpCall(
                place.pod(),
                place.port(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                flat(exchange.getRequestHeaders()),
                body);
        return extensions.stream().flatMap(e -> e.proxy(call).stream()).findFirst();
    }

    /** By lower-case name, the first value of each. */
    static Map<String, String> flat(Headers headers) {
        Map<String, String> flat = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            if (!values.isEmpty()) {
                flat.put(name.toLowerCase(Locale.ROOT), values.getFirst());
            }
        });
        return flat;
    }

    @Override
    public synchronized void close() {
        plain.stop(0);
        secure.ifPresent(s -> s.stop(0));
    }
}
