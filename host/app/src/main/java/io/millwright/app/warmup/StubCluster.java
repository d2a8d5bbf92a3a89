package io.millwright.app.warmup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** An API server of two namespaces on loopback, for the start-up cache: what the client needs to be used once, certificates included. */
final class StubCluster implements AutoCloseable {
    private static final String NAMESPACES = """
            {"kind":"NamespaceList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
            {"metadata":{"name":"default","uid":"1","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Active"}},
            {"metadata":{"name":"kube-system","uid":"2","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Active"}}]}
            """;
    private static final String TABLE = """
            {"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"1"},"columnDefinitions":[
            {"name":"Name","type":"string","format":"name","description":"","priority":0},
            {"name":"Status","type":"string","format":"","description":"","priority":0},
            {"name":"Age","type":"string","format":"","description":"","priority":0}],"rows":[
            {"cells":["default","Active","1d"],"object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"default","uid":"1","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"}}},
            {"cells":["kube-system","Active","1d"],"object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"kube-system","uid":"2","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"}}}]}
            """;
    private static final String PODS = """
            {"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"1"},"columnDefinitions":[
            {"name":"Name","type":"string","format":"name","description":"","priority":0},
            {"name":"Ready","type":"string","format":"","description":"","priority":0},
            {"name":"Status","type":"string","format":"","description":"","priority":0},
            {"name":"Restarts","type":"string","format":"","description":"","priority":0},
            {"name":"Age","type":"string","format":"","description":"","priority":0},
            {"name":"Node","type":"string","format":"","description":"","priority":1}],"rows":[
            {"cells":["web-1","2/2","Running",0,"5m4s","node-1"],"object":null},
            {"cells":["web-2","1/2","Error","3 (4m ago)","1d","node-1"],"object":null}]}
            """;
    private static final String CHANGE = """
            {"type":"MODIFIED","object":{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"2"},"columnDefinitions":[
            {"name":"Name","type":"string","format":"name","description":"","priority":0},
            {"name":"Status","type":"string","format":"","description":"","priority":0},
            {"name":"Age","type":"string","format":"","description":"","priority":0}],"rows":[
            {"cells":["default","Active","1d"],"object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"default","uid":"1","resourceVersion":"2","creationTimestamp":"2026-01-01T00:00:00Z"}}}]}}
            """;
    private static final String DISCOVERY = """
            {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[{"metadata":{},"versions":[
            {"version":"v1","freshness":"Current","resources":[
            {"resource":"namespaces","responseKind":{"group":"","version":"v1","kind":"Namespace"},"scope":"Cluster","singularResource":"namespace","verbs":["get","list","watch"],"shortNames":["ns"]},
            {"resource":"pods","responseKind":{"group":"","version":"v1","kind":"Pod"},"scope":"Namespaced","singularResource":"pod","verbs":["get","list","watch"],"shortNames":["po"]}]}]}]}
            """;
    private static final String VERSION = """
            {"major":"1","minor":"37","gitVersion":"v1.37.0"}
            """;
    private static final String MISSING = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"not here","reason":"NotFound","code":404}
            """;

    private static final String WORD = "warm-up";
    private static final long LIMIT_SECONDS = 30;

    private final HttpsServer server;
    private final KeyStore keys;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param folder holds the certificate while it is made */
    StubCluster(Path folder) throws IOException {
        try {
            keys = certificates(folder.resolve("keys.p12"));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, WORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(keys);
            context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
            server = HttpsServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 16);
            server.setHttpsConfigurator(new Handshake(context));
        } catch (GeneralSecurityException e) {
            throw new IOException("the start-up cache's certificate can't be used", e);
        }
        server.setExecutor(threads);
        server.createContext("/", StubCluster::answer);
        server.start();
    }

    /** A certificate and the authority that signed it, as a real cluster's; made by the JDK's keytool and gone with this process. */
    private static KeyStore certificates(Path file) throws IOException, GeneralSecurityException {
        keytool(file, "-alias authority -dname CN=authority -ext bc:c");
        keytool(
                file,
                "-alias stub -dname CN=stub -signer authority -ext san=ip:127.0.0.1 -ext eku=serverAuth,clientAuth");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, WORD.toCharArray());
        } finally {
            Files.delete(file);
        }
        Certificate authority = store.getCertificate("authority");
        store.deleteEntry("authority");
        store.setCertificateEntry("authority", authority);
        return store;
    }

    private static void keytool(Path file, String options) throws IOException {
        Process keytool = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool")
                                + " -genkeypair -keyalg EC -groupname secp256r1 -validity 2 -storetype PKCS12 -storepass "
                                + WORD + " -keystore " + file + " " + options)
                        .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a certificate was made", e);
        }
    }

    /** As a real API server: it asks for a client certificate, and takes the cipher that the client prefers. */
    private static final class Handshake extends HttpsConfigurator {
        Handshake(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters settings = getSSLContext().getDefaultSSLParameters();
            settings.setCipherSuites(
                    new String[] {"TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"});
            settings.setUseCipherSuitesOrder(false);
            settings.setNeedClientAuth(true);
            parameters.setSSLParameters(settings);
        }
    }

    /** A kubeconfig that leads here, with a client certificate, as administrators have one. */
    String kubeconfig() throws IOException {
        try {
            String authority =
                    pem("CERTIFICATE", keys.getCertificate("authority").getEncoded());
            String certificate = pem("CERTIFICATE", keys.getCertificate("stub").getEncoded());
            String key =
                    pem("PRIVATE KEY", keys.getKey("stub", WORD.toCharArray()).getEncoded());
            return """
                    apiVersion: v1
                    kind: Config
                    clusters:
                    - name: stub
                      cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}
                    contexts:
                    - name: stub
                      context: {cluster: stub, user: stub}
                    users:
                    - name: stub
                      user: {client-certificate-data: %s, client-key-data: %s}
                    current-context: stub
                    """.formatted(server.getAddress().getPort(), authority, certificate, key);
        } catch (GeneralSecurityException e) {
            throw new IOException("the start-up cache's certificate can't be written", e);
        }
    }

    /** PEM, in base64, as a kubeconfig has it. */
    private static String pem(String what, byte[] der) {
        String text = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
        String path = exchange.getRequestURI().getPath();
        String body = switch (path) {
            case "/api/v1/namespaces" ->
                String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=")
                        ? CHANGE
                        : accept.contains("as=Table") ? TABLE : NAMESPACES;
            case "/api/v1/namespaces/default/pods", "/api/v1/namespaces/kube-system/pods" -> PODS;
            case "/api", "/apis" -> DISCOVERY;
            case "/version" -> VERSION;
            default -> MISSING;
        };
        String type = path.startsWith("/api") && !path.startsWith("/api/")
                ? "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
                : "application/json";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (body.equals(PODS)) { // as a real server packs what is long
            bytes = packed(bytes);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            // In parts of a length told with each, as a real server sends what it has not yet counted.
            exchange.sendResponseHeaders(body.equals(MISSING) ? 404 : 200, 0);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
