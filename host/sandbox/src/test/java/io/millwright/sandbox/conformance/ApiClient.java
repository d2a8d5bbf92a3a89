package io.millwright.sandbox.conformance;

import io.millwright.sandbox.schema.Json;
import io.millwright.spi.Resource;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A small client of the Kubernetes API, for tests. */
final class ApiClient implements AutoCloseable {
    private final URI base;
    private final HttpClient http;

    /** An answer. */
    record Answer(int code, String text, java.net.http.HttpHeaders headers) {
        Resource object() {
            try {
                return new Resource(new Json().object(text.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(text, e);
            }
        }

        String message() {
            return object().text("message").orElse("");
        }

        String reason() {
            return object().text("reason").orElse("");
        }
    }

    ApiClient(URI base) {
        this.base = base;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private ApiClient(URI base, SSLContext context) {
        this.base = base;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
    }

    /** The current cluster of that kubeconfig, with its client certificate. */
    static ApiClient of(Path kubeconfig) throws IOException, GeneralSecurityException {
        Resource config = new Resource(new Json().yaml(Files.readAllBytes(kubeconfig)));
        Resource cluster = config.items("clusters").getFirst();
        Resource user = config.items("users").getFirst();
        KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
        trust.load(null, null);
        int n = 0;
        for (Certificate c : certificates(
                cluster.text("cluster", "certificate-authority-data").orElseThrow())) {
            trust.setCertificateEntry("ca" + n++, c);
        }
        TrustManagerFactory trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusts.init(trust);
        KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
        own.load(null, null);
        own.setKeyEntry(
                "client",
                key(user.text("user", "client-key-data").orElseThrow()),
                new char[0],
                certificates(user.text("user", "client-certificate-data").orElseThrow())
                        .toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
        return new ApiClient(URI.create(cluster.text("cluster", "server").orElseThrow()), context);
    }

    private static List<? extends Certificate> certificates(String data) throws GeneralSecurityException {
        return List.copyOf(CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(Base64.getDecoder().decode(data))));
    }

    private static PrivateKey key(String data) throws GeneralSecurityException {
        String pem = new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("User-Agent", "conformance/1");
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> r = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(r.statusCode(), r.body(), r.headers());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path) {
        return send(request(path).build());
    }

    Answer get(String path, String accept) {
        return send(request(path).header("Accept", accept).build());
    }

    Answer post(String path, Map<String, ?> body) {
        return write("POST", path, "application/json", body);
    }

    Answer put(String path, Map<String, ?> body) {
        return write("PUT", path, "application/json", body);
    }

    Answer patch(String path, String type, Object body) {
        return write("PATCH", path, type, body);
    }

    Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    Answer write(String method, String path, String type, Object body) {
        return send(request(path)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(new Json().bytes(body)))
                .build());
    }

    /** Reads a watch until enough has come or the server ends it. */
    List<Resource> watch(String path, Predicate<List<Resource>> enough) {
        List<Resource> events = new ArrayList<>();
        try {
            HttpResponse<InputStream> r = http.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(r.body(), StandardCharsets.UTF_8))) {
                while (!enough.test(events)) {
                    String line = lines.readLine();
                    if (line == null) {
                        return events;
                    }
                    events.add(new Resource(new Json().object(line.getBytes(StandardCharsets.UTF_8))));
                }
            }
            return events;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
