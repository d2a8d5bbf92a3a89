package io.millwright.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.port.UnderRun;
import io.millwright.kube.Login.Session;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one API server. The login (which may run a credential plugin) happens at the first request, and once again when the
 * server no longer accepts it. Thread-safe.
 */
final class Transport implements AutoCloseable {
    /** Up to the slash it is also who manages what is written without another name. */
    private static final String AGENT = "millwright/";

    private static final Duration LOGIN_PAUSE = Duration.ofSeconds(3);
    /** So long a busy server is waited for before a reading fails: somebody looks at it, and is told when to look again. */
    private static final Duration READ_PATIENCE = Duration.ofSeconds(6);
    /** And so long before a change fails: that stops a run, and a lock that isn't renewed meanwhile is still held. */
    private static final Duration CHANGE_PATIENCE = Duration.ofSeconds(30);

    private static final int LONGEST_REFUSAL = 1 << 16;

    private final KubeContext context;
    private final KubeOptions options;
    private final Problems problems;
    private final ReentrantLock lock = new ReentrantLock();
    private final Login login;
    private @Nullable Session session;
    private @Nullable Refused refused;

    /** A login that failed is not tried again at once by everyone who waited for it. */
    private record Refused(Problem problem, long at) {}

    Transport(KubeContext context, KubeOptions options) {
        this.context = context;
        this.options = options;
        this.problems = new Problems(context, options.requestTimeout());
        this.login = new Login(context, options, problems);
    }

    KubeContext context() {
        return context;
    }

    KubeOptions options() {
        return options;
    }

    Problems problems() {
        return problems;
    }

    /** The object that the call gives; a problem when it fails. */
    Resource object(Call call) {
        Reply reply = send(call);
        if (!reply.succeeded()) {
            throw problems.of(call.attempted(), reply);
        }
        return reply.object().orElseThrow(() -> problems.unreadable(call.attempted(), reply));
    }

    /** The same without waiting for a server that is busy. */
    Reply sendNow(Call call) {
        Session used = session(call.attempted());
        Reply reply = sendOnce(call, used);
        if (reply.status() == 401 && context.renewable()) {
            // A 401 means that nothing was done, so that even a change may be sent again with fresh credentials.
            drop(used);
            reply = sendOnce(call, session(call.attempted()));
        }
        return reply;
    }

    /** Whatever the server answers; a problem only when it doesn't. */
    Reply send(Call call) {
        Reply reply = sendNow(call);
        Duration left = call.reads() ? READ_PATIENCE : CHANGE_PATIENCE;
        while (reply.status() == 429) {
            Optional<Duration> pause = pause(reply);
            if (pause.isEmpty() || pause.get().compareTo(left) > 0) {
                return reply;
            }
            left = left.minus(pause.get());
            sleep(call, pause.get());
            reply = sendOnce(call, session(call.attempted()));
        }
        return reply;
    }

    /**
     * Opens an answer that comes bit by bit; a problem when the server refuses it. Not packed: a packed one would come in lumps.
     *
     * @param silence how long a read of it may wait for the next bit
     */
    BodyStream open(Call call, Duration silence) {
        Session used = session(call.attempted());
        Opened opened = openOnce(call, used, silence);
        if (opened.status() == 401 && context.renewable()) {
            opened.stream().close();
            drop(used);
            opened = openOnce(call, session(call.attempted()), silence);
        }
        if (opened.status() >= 200 && opened.status() < 300) {
            return opened.stream();
        }
        try (BodyStream stream = opened.stream()) {
            throw problems.of(
                    call.attempted(),
                    new Reply(opened.status(), stream.readNBytes(LONGEST_REFUSAL), opened.retryAfter()));
        } catch (IOException e) {
            throw problems.of(call.attempted(), e);
        }
    }

    private record Opened(int status, Optional<String> retryAfter, BodyStream stream) {}

    private Opened openOnce(Call call, Session used, Duration silence) {
        long millis = options.requestTimeout().toMillis();
        HttpRequest request = used.client()
                .newHttpRequestBuilder()
                .uri(base() + call.path())
                .timeout(millis, TimeUnit.MILLISECONDS)
                .setHeader("User-Agent", agent())
                .setHeader("Accept", call.accept())
                .setHeader("Accept-Encoding", "identity")
                .build();
        BodyStream stream = new BodyStream(silence);
        Telling telling = new Telling(call.attempted(), call.method(), call.path());
        CompletableFuture<HttpResponse<AsyncBody>> answer = used.client().consumeBytes(request, stream);
        try {
            HttpResponse<AsyncBody> response = answer.get(millis + Login.CONNECT_MILLIS, TimeUnit.MILLISECONDS);
            stream.from(response.body());
            telling.answered(response.code());
            return new Opened(response.code(), Optional.ofNullable(response.header("Retry-After")), stream);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            telling.failed("given up");
            throw problems.of(call.attempted(), e);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            telling.failed("no answer");
            throw problems.of(call.attempted(), e);
        }
    }

    /** Opens a web socket; a refusal is a {@code WebSocketHandshakeException} of the future. */
    CompletableFuture<WebSocket> webSocket(
            String attempted, String path, String protocol, WebSocket.Listener listener) {
        Session used = session(attempted);
        // What is run in a pod stands in the query, and may be secret.
        Telling telling = new Telling(attempted, "CONNECT", path.split("\\?", 2)[0]);
        CompletableFuture<WebSocket> opening = used.client()
                .newWebSocketBuilder()
                .setHeader("User-Agent", agent())
                .subprotocol(protocol)
                .uri(WebSocket.toWebSocketUri(URI.create(base() + path)))
                .connectTimeout(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .buildAsync(listener);
        // Beside it: who cancels the opening must reach the one that opens.
        var _ = opening.whenComplete((socket, failure) -> {
            if (failure == null) {
                telling.answered(101);
            } else {
                telling.failed("refused");
            }
        });
        return opening;
    }

    /** One call, from its beginning on. */
    private final class Telling {
        private final Instant at = Instant.now();
        private final long began = System.nanoTime();
        private final String attempted;
        private final String method;
        private final String path;

        Telling(String attempted, String method, String path) {
            this.attempted = attempted;
            this.method = method;
            // A service behind the API server may be given anything in its query.
            this.path = path.contains("/proxy/") ? path.split("\\?", 2)[0] : path;
        }

        void answered(int status) {
            ended(String.valueOf(status), status < 400);
        }

        void failed(String how) {
            ended(how, false);
        }

        private void ended(String result, boolean ok) {
            if (ok && path.equals(Pulse.PATH)) {
                return;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            options.calls().ended(new ApiCall(at, took, context.name(), attempted, method, path, result, ok));
        }
    }

    /** What a busy server asks for. A tenth of a second at least, as 'at once' may come for ever. */
    private static Optional<Duration> pause(Reply reply) {
        return reply.retryAfter()
                .filter(s -> s.matches("\\d{1,4}"))
                .map(Long::parseLong)
                .map(s -> s == 0 ? Duration.ofMillis(100) : Duration.ofSeconds(s));
    }

    private void sleep(Call call, Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problems.of(call.attempted(), e);
        }
    }

    private Reply sendOnce(Call call, Session used) {
        long millis = options.requestTimeout().toMillis();
        HttpRequest.Builder request = used.client()
                .newHttpRequestBuilder()
                .uri(base() + call.path())
                .timeout(millis, TimeUnit.MILLISECONDS)
                .setHeader("User-Agent", agent())
                .setHeader("Accept", call.accept())
                .setHeader("Accept-Encoding", "gzip");
        if (!call.reads()) {
            request.method(
                    call.method(),
                    call.body().map(Call.Body::contentType).orElse("application/json"),
                    call.body().map(Call.Body::text).orElse(""));
        }
        Telling telling = new Telling(call.attempted(), call.method(), call.path());
        CompletableFuture<HttpResponse<byte[]>> answer = used.client().sendAsync(request.build(), byte[].class);
        try {
            HttpResponse<byte[]> response = answer.get(millis + Login.CONNECT_MILLIS, TimeUnit.MILLISECONDS);
            telling.answered(response.code());
            return new Reply(
                    response.code(), unpacked(response.body()), Optional.ofNullable(response.header("Retry-After")));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            telling.failed("given up");
            throw problems.of(call.attempted(), e);
        } catch (ExecutionException | TimeoutException | IOException e) {
            answer.cancel(true);
            telling.failed("no answer");
            throw problems.of(call.attempted(), e);
        }
    }

    /** What the audit log of the API server keeps beside the user: the program, and the run for which it calls. */
    static String agent() {
        return AGENT + UnderRun.id().map(run -> "run-" + run).orElse("no-run");
    }

    private String base() {
        return context.server().endsWith("/")
                ? context.server().substring(0, context.server().length() - 1)
                : context.server();
    }

    private static byte[] unpacked(byte @Nullable [] body) throws IOException {
        if (body == null) {
            return new byte[0];
        }
        if (body.length < 2 || body[0] != (byte) 0x1f || body[1] != (byte) 0x8b) {
            return body;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private Session session(String attempted) {
        lock.lock();
        try {
            Session known = session;
            if (known == null || known.endedAt(Instant.now())) {
                known = logIn(attempted);
                session = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Session logIn(String attempted) {
        Refused last = refused;
        if (last != null && System.nanoTime() - last.at() < LOGIN_PAUSE.toNanos()) {
            Problem p = last.problem();
            throw new ProblemException(new Problem(p.kind(), attempted, p.on(), p.why(), p.next(), p.code()));
        }
        try {
            Session made = login.session(attempted);
            refused = null;
            return made;
        } catch (ProblemException e) {
            if (!Thread.currentThread().isInterrupted()) {
                refused = new Refused(e.problem(), System.nanoTime());
            }
            throw e;
        }
    }

    private void drop(Session used) {
        lock.lock();
        try {
            if (session == used) {
                session = null;
            }
        } finally {
            lock.unlock();
        }
        // The client stays open: other requests may be under way on it. It holds no thread once idle.
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (session != null) {
                session.client().close();
                session = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
