package io.millwright.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Makes authorities as an operator's own ones are made elsewhere, with the JDK's keytool. */
final class Issuer {
    private static final String PASSWORD = "for-a-test";
    private final Path store;

    /** {@code folder} is the test's own. */
    Issuer(Path folder) {
        this.store = folder.resolve("authorities.p12");
    }

    /** An authority that has signed itself. */
    Issuer root(String alias, String name, String algorithm) {
        tool(
                "-genkeypair",
                alias,
                "-keyalg",
                algorithm,
                "-dname",
                name,
                "-ext",
                "bc:critical=ca:true",
                "-validity",
                "3650");
        return this;
    }

    /** One that another has signed. */
    Issuer signed(String alias, String name, String by) {
        tool(
                "-genkeypair",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-signer",
                by,
                "-ext",
                "bc=ca:true",
                "-validity",
                "1000");
        return this;
    }

    /** What may sign nobody. */
    Issuer leaf(String alias, String name) {
        tool("-genkeypair", alias, "-keyalg", "EC", "-dname", name, "-validity", "1000");
        return this;
    }

    /** One that ends after so many days. */
    Issuer shortLived(String alias, String name, int days) {
        tool(
                "-genkeypair",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-ext",
                "bc=ca:true",
                "-validity",
                Integer.toString(days));
        return this;
    }

    /** One whose end is past. */
    Issuer ended(String alias, String name) {
        return shortLived(alias, name, 10);
    }

    /** The same key and name with a newer certificate. */
    Issuer renewed(String alias) {
        tool("-selfcert", alias, "-ext", "bc=ca:true", "-validity", "3000");
        return this;
    }

    private void tool(String command, String alias, String... more) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                alias,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                // The sandbox's time may be behind.
                "-startdate",
                "-30d"));
        words.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("keytool: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("keytool was interrupted", e);
        }
    }

    private KeyStore opened() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The certificate with what has signed it, as a Secret holds it. */
    String certificate(String alias) {
        try {
            StringBuilder pem = new StringBuilder();
            for (Certificate c : Objects.requireNonNull(opened().getCertificateChain(alias))) {
                pem.append(pem("CERTIFICATE", c.getEncoded()));
            }
            return base64(pem.toString());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Its key in the newer form of PEM, as a Secret holds it. */
    String key(String alias) {
        return base64(pem("PRIVATE KEY", encoded(alias)));
    }

    /** Its key in an older form: {@code RSA PRIVATE KEY}, {@code EC PRIVATE KEY}. */
    String olderKey(String alias, String form) {
        byte[] whole = encoded(alias);
        // The last thing inside of the newer form is the older one.
        for (int at = 2; at < whole.length; at++) {
            if (whole[at] == 0x04 && at + 1 + lengthOfLength(whole, at + 1) + length(whole, at + 1) == whole.length) {
                byte[] inner = new byte[length(whole, at + 1)];
                System.arraycopy(whole, whole.length - inner.length, inner, 0, inner.length);
                return base64(pem(form, inner));
            }
        }
        throw new AssertionError("no key inside of PKCS #8");
    }

    private static int lengthOfLength(byte[] der, int at) {
        return (der[at] & 0x80) == 0 ? 1 : 1 + (der[at] & 0x7F);
    }

    private static int length(byte[] der, int at) {
        int bytes = lengthOfLength(der, at) - 1;
        int length = bytes == 0 ? der[at] : 0;
        for (int i = 1; i <= bytes; i++) {
            length = length << 8 | der[at + i] & 0xFF;
        }
        return length;
    }

    private byte[] encoded(String alias) {
        try {
            Key key = Objects.requireNonNull(opened().getKey(alias, PASSWORD.toCharArray()));
            return Objects.requireNonNull(key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
