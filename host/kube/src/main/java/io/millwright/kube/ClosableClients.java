package io.millwright.kube;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * HTTP clients that end when they are closed. The client library closes what it has started itself, and leaves the thread of the JDK's client to
 * the garbage collection: it sleeps in the operating system, and the virtual machine waits 0.3 s for it at each exit. One for each session.
 */
final class ClosableClients extends JdkHttpClientFactory {
    /** For the thread to wake up and go; what it is waited for is no more than the virtual machine would wait. */
    private static final Duration GOING = Duration.ofMillis(200);

    private static final String QUICK = "TLS_CHACHA20_POLY1305_SHA256";

    private final List<HttpClient> made = new CopyOnWriteArrayList<>();

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        return new Remembered(super.createNewHttpClientBuilder());
    }

    @Override
    protected void closeHttpClient(JdkHttpClientImpl client) {
        super.closeHttpClient(client);
        made.forEach(HttpClient::shutdownNow);
        try {
            for (HttpClient each : made) {
                each.awaitTermination(GOING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * With the cipher first that is quick without the processor's own instructions: only the optimizing compiler uses these, which a start can't
     * afford. 10,000 pods came a tenth sooner with it. What is allowed and what isn't is left as it is.
     */
    static SSLParameters quickly(SSLContext context, SSLParameters parameters) {
        String[] allowed = parameters.getCipherSuites() == null
                ? context.getDefaultSSLParameters().getCipherSuites()
                : parameters.getCipherSuites();
        parameters.setCipherSuites(Stream.concat(
                        Stream.of(allowed).filter(QUICK::equals),
                        Stream.of(allowed).filter(s -> !s.equals(QUICK)))
                .toArray(String[]::new));
        return parameters;
    }

    /** The library's own, but for what it builds. */
    private final class Remembered implements HttpClient.Builder {
        private final HttpClient.Builder builder;
        private @Nullable SSLContext context;
        private SSLParameters parameters = new SSLParameters();

        Remembered(HttpClient.Builder builder) {
            this.builder = builder;
        }

        @Override
        public HttpClient build() {
            if (context != null) {
                builder.sslParameters(quickly(context, parameters));
            }
            HttpClient client = builder.build();
            made.add(client);
            return client;
        }

        @Override
        public HttpClient.Builder cookieHandler(CookieHandler cookieHandler) {
            builder.cookieHandler(cookieHandler);
            return this;
        }

        @Override
        public HttpClient.Builder connectTimeout(Duration duration) {
            builder.connectTimeout(duration);
            return this;
        }

        @Override
        public HttpClient.Builder sslContext(SSLContext sslContext) {
            context = sslContext;
            builder.sslContext(sslContext);
            return this;
        }

        @Override
        public HttpClient.Builder sslParameters(SSLParameters sslParameters) {
            parameters = sslParameters;
            builder.sslParameters(sslParameters);
            return this;
        }

        @Override
        public HttpClient.Builder executor(Executor executor) {
            builder.executor(executor);
            return this;
        }

        @Override
        public HttpClient.Builder followRedirects(HttpClient.Redirect policy) {
            builder.followRedirects(policy);
            return this;
        }

        @Override
        public HttpClient.Builder version(HttpClient.Version version) {
            builder.version(version);
            return this;
        }

        @Override
        public HttpClient.Builder priority(int priority) {
            builder.priority(priority);
            return this;
        }

        @Override
        public HttpClient.Builder proxy(ProxySelector proxySelector) {
            builder.proxy(proxySelector);
            return this;
        }

        @Override
        public HttpClient.Builder authenticator(Authenticator authenticator) {
            builder.authenticator(authenticator);
            return this;
        }

        @Override
        public HttpClient.Builder localAddress(InetAddress localAddress) {
            builder.localAddress(localAddress);
            return this;
        }
    }
}
