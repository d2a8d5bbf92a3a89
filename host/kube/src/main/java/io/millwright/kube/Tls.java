package io.millwright.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a context. The client library puts the authority beside the 140 of the JDK and the key into an encrypted store, which
 * takes 0.3 s of a cold processor before the first request; and as with kubectl, an authority that is named is the only one that is trusted.
 */
final class Tls {
    private static final String PKCS8_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String PKCS8_END = "-----END PRIVATE KEY-----";

    private Tls() {}

    /** A client builder with the context's certificates; left to the library where they are of a kind that only it reads. */
    static HttpClient.Builder builder(Config config) throws IOException, GeneralSecurityException {
        Optional<String> authority = pem(config.getCaCertData(), config.getCaCertFile());
        Optional<String> key = pem(config.getClientKeyData(), config.getClientKeyFile());
        boolean plainKey = key.isEmpty() || key.get().contains(PKCS8_BEGIN);
        if (config.isTrustCerts() || authority.isEmpty() || !plainKey) {
            return new ClosableClients().newBuilder(config);
        }
        TrustManager[] trust = trust(authority.get());
        KeyManager[] keys = key.isEmpty()
                ? new KeyManager[0]
                : keys(
                        pem(config.getClientCertData(), config.getClientCertFile())
                                .orElse(""),
                        key.get(),
                        config);
        HttpClient.Builder builder = new ClosableClients().newBuilder(without(config));
        return builder.sslContext(keys, trust);
    }

    /** What keeps the library from reading certificates. Its own trust is never used: the builder's is replaced before anything is sent. */
    private static Config without(Config config) {
        config.setCaCertData(null);
        config.setCaCertFile(null);
        config.setClientCertData(null);
        config.setClientCertFile(null);
        config.setClientKeyData(null);
        config.setClientKeyFile(null);
        config.setTrustCerts(true);
        return config;
    }

    private static Optional<String> pem(@Nullable String data, @Nullable String file) throws IOException {
        if (data != null && !data.isBlank()) {
            return Optional.of(
                    data.contains("-----BEGIN")
                            ? data
                            : new String(Base64.getMimeDecoder().decode(data), StandardCharsets.US_ASCII));
        }
        return file != null && !file.isBlank()
                ? Optional.of(Files.readString(Path.of(file), StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    private static Certificate[] certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .toArray(Certificate[]::new);
    }

    private static TrustManager[] trust(String authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates(authority)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(String chain, String key, Config config) throws GeneralSecurityException {
        int start = key.indexOf(PKCS8_BEGIN) + PKCS8_BEGIN.length();
        byte[] der = Base64.getMimeDecoder().decode(key.substring(start, key.indexOf(PKCS8_END, start)));
        PrivateKey secret =
                KeyFactory.getInstance(config.getClientKeyAlgo()).generatePrivate(new PKCS8EncodedKeySpec(der));
        Certificate[] all = certificates(chain);
        X509Certificate[] own = new X509Certificate[all.length];
        for (int i = 0; i < all.length; i++) {
            own[i] = (X509Certificate) all[i];
        }
        return new KeyManager[] {new OneKey(own, secret)};
    }

    /** The only key there is, whoever asks for which. */
    private static final class OneKey extends X509ExtendedKeyManager {
        private static final String ALIAS = "client";
        private final X509Certificate[] chain;
        private final PrivateKey key;

        OneKey(X509Certificate[] chain, PrivateKey key) {
            this.chain = chain;
            this.key = key;
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
