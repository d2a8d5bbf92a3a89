package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate is its own authority and names {@code localhost} only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private Path folder;
    private HttpsServer server;
    private String authority;

    @BeforeAll
    void start(@TempDir Path made) throws IOException, InterruptedException, GeneralSecurityException {
        folder = made;
        KeyStore store = keyStore();
        authority = Base64.getEncoder()
                .encodeToString(("-----BEGIN CERTIFICATE-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(
                                                store.getCertificate("server").getEncoded())
                                + "\n-----END CERTIFICATE-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            byte[] body = "{\"metadata\":{\"uid\":\"uid-1\"}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    /** The JDK makes certificates with this program only. */
    private KeyStore keyStore() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=server",
                        "-ext",
                        "san=dns:localhost",
                        "-ext",
                        "bc:c",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private KubeClusters clusters(String host, String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), """
                clusters: [{name: c, cluster: {server: "https://%s:%d"%s}}]
                contexts: [{name: x, context: {cluster: c}}]
                """.formatted(
                        host, server.getAddress().getPort(), settings));
        return new KubeClusters(KubeOptions.file(file));
    }

    private String uid(String host, String settings) throws IOException {
        try (KubeClusters clusters = clusters(host, settings)) {
            return clusters.open("x").view().clusterUid();
        }
    }

    private Problem failure(String host, String settings) {
        return catchThrowableOfType(ProblemException.class, () -> uid(host, settings))
                .problem();
    }

    @Test
    void aServerOfTheNamedAuthorityIsTrusted() throws IOException {
        assertThat(uid("localhost", ", certificate-authority-data: " + authority))
                .isEqualTo("uid-1");
    }

    @Test
    void aServerOfAnotherAuthorityIsNot() {
        Problem problem = failure("localhost", "");

        assertThat(problem.code()).contains("tls");
        assertThat(problem.why()).contains("no trusted connection to https://localhost");
        assertThat(problem.next()).contains("certificate-authority");
    }

    @Test
    void aCertificateForAnotherNameIsNotTrustedEither() {
        String trusted = ", certificate-authority-data: " + authority;

        assertThat(failure("127.0.0.1", trusted).why()).contains("127.0.0.1");
        assertThat(failure("127.0.0.1", trusted + ", tls-server-name: localhost")
                        .next())
                .contains("tls-server-name, which isn't supported");
    }

    @Test
    void aContextThatAsksForNoChecksGetsNone() throws IOException {
        assertThat(uid("127.0.0.1", ", insecure-skip-tls-verify: true")).isEqualTo("uid-1");
    }
}
