package io.millwright.sandbox.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millwright.sandbox.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Serves one store over HTTP on loopback, each request on its own virtual thread. Any bearer token is taken: see {@link Users}. Starts when
 * made; {@link #close} ends all watches and connections.
 */
public final class ApiServer implements AutoCloseable {
    private static final long BOOKMARK_SECONDS = 30;

    static {
        // Without it small answers wait 40 ms for an acknowledgement. Read by the JDK's server when its classes load.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ObjectStore store;
    private final HttpServer server;
    private final Front front;
    private final PodDoor pods;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bookmarks").factory());
    private final Denials denials = new Denials();
    private final Router router;
    private volatile Faults faults = Faults.NONE;

    /**
     * Starts serving.
     *
     * @param port 0 for any free one
     * @param extensions who answers for logs and proxies; the first that knows wins
     * @throws IOException when the port can't be had
     */
    public ApiServer(ObjectStore store, int port, Extension... extensions) throws IOException {
        this.store = store;
        this.router = new Router(store, denials, List.of(extensions));
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        this.pods = new PodDoor(List.of(extensions), threads);
        this.front = new Front(port, server.getAddress(), new WebSockets(store, denials, List.of(extensions), pods));
        var unused =
                clock.scheduleAtFixedRate(store::sendBookmarks, BOOKMARK_SECONDS, BOOKMARK_SECONDS, TimeUnit.SECONDS);
    }

    /** Where it listens: {@code http://127.0.0.1:12345}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    /** What users may not do; may be changed at any time. */
    public Denials denials() {
        return denials;
    }

    /** Makes requests fail from now on. */
    public void faults(Faults faults) {
        this.faults = faults;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange);
        try {
            var fault = faults.on(call.method(), call.path());
            if (fault.isPresent()) {
                Thread.sleep(fault.get().delay());
                if (fault.get().reset()) {
                    call.reset();
                    return;
                }
                if (fault.get().status() != 0) {
                    router.fail(call, fault.get().status());
                    return;
                }
            }
            router.handle(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        store.close();
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's port can't be given back", e);
        }
        server.stop(0);
        pods.close();
        threads.shutdownNow();
    }
}
