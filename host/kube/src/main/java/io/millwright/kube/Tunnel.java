package io.millwright.kube;

import io.fabric8.kubernetes.client.http.WebSocket;
import io.millwright.engine.port.Forward;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A port of this machine's loopback that leads to a port of a pod, through the API server's web socket: one web socket for each connection.
 * Which pod that is, is asked at each connection. Closing it ends all of them.
 *
 * <p>Protocol {@code v4.channel.k8s.io}: the first byte of a message is its channel (0 data, 1 errors), and the first message of each
 * channel holds the port's number in two bytes.
 */
final class Tunnel implements Forward {
    private static final String PROTOCOL = "v4.channel.k8s.io";
    private static final int CHUNK = 32 * 1024;
    private static final Duration ENDING = Duration.ofSeconds(2);
    private final Transport transport;
    private final String attempted;
    private final Supplier<PodPort> target;
    private final ServerSocket server;
    private final Thread accepting;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<Optional<ObjectRef>> pod = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<ProblemException>> failure = new AtomicReference<>(Optional.empty());

    /** Leads to that pod, from any free port; it is asked at the first connection. */
    Tunnel(Transport transport, ObjectRef pod, int port) {
        this(transport, pod.display() + " port " + port, 0, () -> new PodPort(pod, port));
    }

    /**
     * @param to what it leads to, in words
     * @param localPort 0 for any that is free
     * @param target tells where a connection goes; a problem ends that connection only
     */
    Tunnel(Transport transport, String to, int localPort, Supplier<PodPort> target) {
        this.transport = transport;
        this.attempted = "forward a port to " + to;
        this.target = target;
        try {
            this.server = new ServerSocket(localPort, 16, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (BindException e) {
            throw new ProblemException(
                    Problem.user(
                            attempted,
                            "port " + localPort + " of this machine",
                            "it is in use, or isn't yours to use",
                            "Choose another one; 0 takes any that is free."),
                    e);
        } catch (IOException e) {
            throw transport.problems().of(attempted, e);
        }
        this.accepting = Thread.ofVirtual().name("tunnel").start(this::accept);
    }

    @Override
    public int localPort() {
        return server.getLocalPort();
    }

    @Override
    public Optional<ObjectRef> pod() {
        return pod.get();
    }

    @Override
    public int connections() {
        return connections.get();
    }

    @Override
    public Optional<Problem> failure() {
        return failure.get().map(ProblemException::problem);
    }

    /** The same, to be thrown. */
    Optional<ProblemException> failed() {
        return failure.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().name("tunnel connection").start(() -> connect(socket));
            } catch (IOException e) {
                // Closing the listener is how the loop is ended; any other failure ends the tunnel as well.
                return;
            }
        }
    }

    private void connect(Socket socket) {
        Downstream down = new Downstream(socket);
        connections.incrementAndGet();
        AutoCloseable ending = socket;
        try {
            PodPort to = target.get();
            pod.set(Optional.of(to.pod()));
            String path = Paths.object(to.pod()) + "/portforward?ports=" + to.port();
            WebSocket remote = transport
                    .webSocket(attempted, path, PROTOCOL, down)
                    .get(transport.options().requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            ending = () -> remote.sendClose(1000, "done");
            open.add(ending);
            pump(socket.getInputStream(), new Outbox(remote, () -> down.over || server.isClosed()), down);
            remote.sendClose(1000, "done");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            down.fail(transport.problems().of(attempted, e));
        } catch (ExecutionException | TimeoutException | IOException e) {
            down.fail(transport.problems().of(attempted, e));
        } catch (ProblemException e) {
            down.fail(e);
        } finally {
            connections.decrementAndGet();
            // A port that is open for days must not remember every connection.
            open.remove(socket);
            open.remove(ending);
        }
    }

    private static void pump(InputStream in, Outbox remote, Downstream down) throws IOException {
        byte[] buffer = new byte[CHUNK];
        for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
            ByteBuffer message = ByteBuffer.allocate(n + 1).put((byte) 0).put(buffer, 0, n);
            if (!remote.send(message.flip())) {
                if (down.over) {
                    return;
                }
                throw new IOException("the connection to the pod was closed");
            }
        }
    }

    /** A client that breaks off has ended its connection: nothing failed. */
    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException gone) {
            return -1;
        }
    }

    /** What comes from the pod. Its methods are called one at a time. */
    private final class Downstream implements WebSocket.Listener {
        private final Socket socket;
        private final boolean[] announced = new boolean[2];
        /** The pod's side has ended the connection. */
        private volatile boolean over;

        private final AtomicBoolean failed = new AtomicBoolean();

        Downstream(Socket socket) {
            this.socket = socket;
        }

        /** Ends the connection; only the first reason counts, since what comes behind it follows from it. */
        void fail(ProblemException problem) {
            if (!over && !server.isClosed() && failed.compareAndSet(false, true)) {
                failure.set(Optional.of(problem));
            }
            close(socket);
        }

        @Override
        public void onMessage(WebSocket remote, ByteBuffer message) {
            try {
                take(message);
                remote.request();
            } catch (IOException e) {
                close(socket);
                remote.sendClose(1000, "done");
            }
        }

        private void take(ByteBuffer message) throws IOException {
            if (!message.hasRemaining()) {
                return;
            }
            int channel = message.get();
            byte[] rest = new byte[message.remaining()];
            message.get(rest);
            if (channel < 0 || channel > 1) {
                return;
            }
            if (!announced[channel]) {
                announced[channel] = true;
                return;
            }
            if (channel == 1) {
                String why = new String(rest, StandardCharsets.UTF_8).strip();
                fail(new ProblemException(transport
                        .problems()
                        .cluster(attempted, why, "Check that the program in the pod listens there.", "forward")));
                return;
            }
            failure.set(Optional.empty());
            OutputStream out = socket.getOutputStream();
            out.write(rest);
            out.flush();
        }

        @Override
        public void onClose(WebSocket remote, int code, String reason) {
            over = true;
            close(socket);
        }

        @Override
        public void onError(WebSocket remote, Throwable error) {
            fail(transport.problems().of(attempted, error));
        }
    }

    private static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            // It is closed already, which is what is wanted.
            Thread.yield();
        }
    }

    @Override
    public void close() {
        close(server);
        open.forEach(Tunnel::close);
        awaitEnd();
    }

    /** The port is free only when nobody accepts connections any more, also for a thread that was interrupted to end this. */
    private void awaitEnd() {
        boolean interrupted = Thread.interrupted();
        try {
            accepting.join(ENDING);
        } catch (InterruptedException again) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
