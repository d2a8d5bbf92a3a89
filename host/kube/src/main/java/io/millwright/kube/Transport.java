package io.millwright.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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
    private static final int CONNECT_MILLIS = 3000;
    private static final int BUSY_RETRIES = 2;
    private static final long LONGEST_PAUSE_SECONDS = 3;

    private final KubeContext context;
    private final KubeOptions options;
    private final Problems problems;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Session session;

    private record Session(Config config, HttpClient client) {}

    Transport(KubeContext context, KubeOptions options) {
        this.context = context;
        this.options = options;
        this.problems = new Problems(context, options.requestTimeout());
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

    /** The login, made now if there is none yet. */
    Config config() {
        return session("log in").config();
    }

    /** The object that the call gives; a problem when it fails. */
    Resource object(Call call) {
        Reply reply = send(call);
        if (!reply.succeeded()) {
            throw problems.of(call.attempted(), reply);
        }
        return reply.object().orElseThrow(() -> problems.unreadable(call.attempted(), reply));
    }

    /** Whatever the server answers; a problem only when it doesn't. */
    Reply send(Call call) {
        Session used = session(call.attempted());
        Reply reply = sendOnce(call, used);
        if (reply.status() == 401 && context.credentialPlugin().isPresent()) {
            // A 401 means that nothing was done, so that even a change may be sent again with fresh credentials.
            drop(used);
            reply = sendOnce(call, session(call.attempted()));
        }
        for (int i = 0; i < BUSY_RETRIES && reply.status() == 429; i++) {
            Optional<Long> pause = pause(reply);
            if (pause.isEmpty()) {
                return reply;
            }
            sleep(call, pause.get());
            reply = sendOnce(call, session(call.attempted()));
        }
        return reply;
    }

    /** Opens a web socket; a refusal is a {@code WebSocketHandshakeException} of the future. */
    CompletableFuture<WebSocket> webSocket(
            String attempted, String path, String protocol, WebSocket.Listener listener) {
        return session(attempted)
                .client()
                .newWebSocketBuilder()
                .subprotocol(protocol)
                .uri(WebSocket.toWebSocketUri(URI.create(base() + path)))
                .connectTimeout(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .buildAsync(listener);
    }

    private static Optional<Long> pause(Reply reply) {
        return reply.retryAfter()
                .filter(s -> s.matches("\\d{1,4}"))
                .map(Long::parseLong)
                .filter(s -> s <= LONGEST_PAUSE_SECONDS);
    }

    private void sleep(Call call, long seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
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
                .setHeader(
                        "Accept",
                        call.path().contains("/proxy/") || call.path().contains("/log?") ? "*/*" : "application/json")
                .setHeader("Accept-Encoding", "gzip")
                .method(
                        call.method(),
                        call.body().map(Call.Body::contentType).orElse(""),
                        call.body().map(Call.Body::text).orElse(""));
        CompletableFuture<HttpResponse<byte[]>> answer = used.client().sendAsync(request.build(), byte[].class);
        try {
            HttpResponse<byte[]> response = answer.get(millis + CONNECT_MILLIS, TimeUnit.MILLISECONDS);
            return new Reply(
                    response.code(), unpacked(response.body()), Optional.ofNullable(response.header("Retry-After")));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw problems.of(call.attempted(), e);
        } catch (ExecutionException | TimeoutException | IOException e) {
            answer.cancel(true);
            throw problems.of(call.attempted(), e);
        }
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
            if (known == null) {
                known = login(attempted);
                session = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Session login(String attempted) {
        Config config;
        try {
            config = Config.fromKubeconfig(context.contents(Optional.empty(), List.of()));
            ClientKey.algorithm(config.getClientKeyData(), config.getClientKeyFile())
                    .ifPresent(config::setClientKeyAlgo);
            config.setRequestRetryBackoffLimit(0);
            config.setConnectionTimeout(CONNECT_MILLIS);
            config.setRequestTimeout((int) options.requestTimeout().toMillis());
            options.asUser().ifPresent(config::setImpersonateUsername);
            config.setImpersonateGroups(options.asGroups().toArray(String[]::new));
        } catch (IOException | RuntimeException e) {
            throw new ProblemException(loginFailed(attempted, e), e);
        }
        if (context.credentialPlugin().isPresent()
                && blank(config.getOauthToken())
                && blank(config.getAutoOAuthToken())
                && blank(config.getClientCertData())) {
            throw new ProblemException(loginFailed(attempted, null));
        }
        try {
            return new Session(
                    config,
                    HttpClientUtils.getHttpClientFactory().newBuilder(config).build());
        } catch (RuntimeException e) {
            throw new ProblemException(
                    problems.cluster(
                            attempted,
                            "the certificates of this context can't be used: " + e.getMessage(),
                            "Check certificate-authority, client-certificate and client-key in the kubeconfig.",
                            "tls"),
                    e);
        }
    }

    private Problem loginFailed(String attempted, @Nullable Exception e) {
        String detail = e == null ? "" : ": " + e.getClass().getSimpleName();
        return context.credentialPlugin()
                .map(p -> problems.cluster(
                        attempted,
                        "the credential plugin " + p + " gave no credentials" + detail,
                        "Run it by hand: it may ask you to log in, or not be installed.",
                        "login"))
                .orElseGet(() -> problems.cluster(
                        attempted,
                        "the login of this context can't be used" + detail,
                        "Check the user " + context.userName() + " in the kubeconfig.",
                        "login"));
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
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
