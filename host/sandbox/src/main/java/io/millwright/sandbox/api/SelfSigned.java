package io.millwright.sandbox.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for simulated programs, made by the JDK's keytool when it is first needed, and gone with the process. */
final class SelfSigned {
    private static final long LIMIT_SECONDS = 30;
    /** Protects a file that lives for a second in a folder of its own. */
    private static final String WORD = "sandbox";

    private static Optional<SSLContext> made = Optional.empty();

    private SelfSigned() {}

    /** One for the whole process: what is proved by it is nothing, and making one takes a second. */
    static synchronized SSLContext context() throws IOException {
        if (made.isEmpty()) {
            made = Optional.of(create());
        }
        return made.get();
    }

    private static SSLContext create() throws IOException {
        Path folder = Files.createTempDirectory("millwright-sandbox");
        Path store = folder.resolve("store.p12");
        try {
            make(store);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, WORD.toCharArray());
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, WORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the sandbox's certificate can't be made: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(folder);
        }
    }

    private static void make(Path store) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "pod",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=simulated",
                "-validity",
                "365",
                "-storetype",
                "PKCS12",
                "-storepass",
                WORD,
                "-keystore",
                store.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a certificate was made", e);
        }
    }
}
