package io.millwright.kube;

import io.millwright.engine.port.HttpExchange;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Requests to pods and services through a port-forward that lives as long as the request. */
final class PodHttp {
    /** A snapshot may be large. */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** What a program was told to do it does, whether its answer is waited for or not; and Vault's keys are in that answer alone. */
    private static final Duration CHANGE = Duration.ofMinutes(2);

    private final Transport transport;
    private final ClusterView view;

    PodHttp(Transport transport, ClusterView view) {
        this.transport = transport;
        this.view = view;
    }

    HttpReply send(HttpExchange exchange) {
        PodPort to = PodPort.of(exchange.podOrService(), exchange.port(), view)
                .orElseThrow(() -> new ProblemException(transport
                        .problems()
                        .cluster(
                                exchange.attempted(),
                                "no ready pod is behind it",
                                "Look at the service's pods.",
                                "no-endpoints")));
        try (Tunnel tunnel = new Tunnel(transport, to.pod(), to.port())) {
            return send(exchange, tunnel);
        }
    }

    private HttpReply send(HttpExchange exchange, Tunnel tunnel) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(exchange.scheme() + "://127.0.0.1:" + tunnel.localPort() + exchange.path()))
                    .timeout(limit(exchange, transport.options().requestTimeout()))
                    .method(exchange.method(), body(exchange));
            exchange.headers().forEach(request::header);
            Optional<Path> part = exchange.saveTo().map(PodHttp::part);
            HttpResponse<String> answer = Clients.THROUGH_TUNNELS.send(request.build(), reply(part));
            if (part.isPresent() && answer.statusCode() / 100 == 2) {
                // Whole or not at all; a file that has come there meanwhile is left.
                Files.move(part.get(), exchange.saveTo().get());
            }
            return new HttpReply(answer.statusCode(), answer.body());
        } catch (HttpTimeoutException e) {
            throw tunnel.failed().orElseGet(() -> late(exchange, e));
        } catch (IOException e) {
            throw tunnel.failed().orElseGet(() -> transport.problems().of(exchange.attempted(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw transport.problems().of(exchange.attempted(), e);
        }
    }

    /** How long its answer is waited for, where a look may take {@code look}. */
    static Duration limit(HttpExchange exchange, Duration look) {
        if (exchange.file().isPresent() || exchange.saveTo().isPresent()) {
            return LONGEST;
        }
        return exchange.method().equals("GET") || look.compareTo(CHANGE) > 0 ? look : CHANGE;
    }

    /** It isn't the API server that is late, and it was waited for longer than that one is. */
    private ProblemException late(HttpExchange exchange, HttpTimeoutException e) {
        if (e instanceof HttpConnectTimeoutException) {
            return transport.problems().of(exchange.attempted(), e);
        }
        return new ProblemException(
                transport
                        .problems()
                        .cluster(
                                exchange.attempted(),
                                lateWords(limit(exchange, transport.options().requestTimeout())),
                                exchange.method().equals("GET")
                                        ? "Try again; if it persists, look at that program's log."
                                        : "It may still do it: look at its state before you ask again.",
                                "timeout"),
                e);
    }

    /** How long was really waited. */
    static String lateWords(Duration limit) {
        return "it didn't answer within " + Problems.words(limit);
    }

    private static BodyPublisher body(HttpExchange exchange) throws IOException {
        if (exchange.file().isPresent()) {
            return BodyPublishers.ofFile(exchange.file().get());
        }
        return exchange.text().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(exchange.text());
    }

    /** A good answer goes to the file, if one is wanted; anything else is text. */
    private static HttpResponse.BodyHandler<String> reply(Optional<Path> saveTo) {
        return info -> {
            if (saveTo.isEmpty() || info.statusCode() / 100 != 2) {
                return BodyHandlers.ofString().apply(info);
            }
            return BodySubscribers.mapping(BodySubscribers.ofFile(created(saveTo.get())), file -> "");
        };
    }

    /** Beside it, while it isn't whole. */
    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** For its owner alone, from the beginning; what an answer that broke off has left is of no use. */
    private static Path created(Path file) {
        try {
            Files.deleteIfExists(file);
            return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : Files.createFile(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("can't make " + file, e);
        }
    }

    /**
     * One client for all tunnels, made when the first request is sent: a client costs threads and a TLS context. Each tunnel has a port of its
     * own, so no connection is used for two of them.
     */
    private static final class Clients {
        static final HttpClient THROUGH_TUNNELS = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(anyCertificate())
                .build();

        private Clients() {}

        /** The tunnel ends in the pod itself, so who answers is known; the certificate's name is never 127.0.0.1. */
        private static SSLContext anyCertificate() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new TrustsTheTunnel()}, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has TLS", e);
            }
        }
    }

    private static final class TrustsTheTunnel extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
