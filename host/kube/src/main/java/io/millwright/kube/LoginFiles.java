package io.millwright.kube;

import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * The certificates, keys and tokens that a context refers to. The client library takes certificates that it can't read for none, and knows
 * no token files.
 */
final class LoginFiles {
    private static final String PEM = "-----BEGIN ";

    private LoginFiles() {}

    /** What is wrong with them, as far as can be told without the network: {@code its certificate-authority file x can't be read}. */
    static Optional<String> fault(Resource cluster, Optional<Resource> user) {
        return pem(cluster, "cluster", "certificate-authority")
                .or(() -> user.flatMap(u -> pem(u, "user", "client-certificate")))
                .or(() -> user.flatMap(u -> pem(u, "user", "client-key")))
                .or(() -> user.flatMap(LoginFiles::pair))
                .or(() -> user.flatMap(u -> u.text("user", "tokenFile"))
                        .filter(f -> !f.isEmpty())
                        .flatMap(f -> unreadable("tokenFile", f)));
    }

    /** The user's entry with the token that the token file holds now; as it is when it has none. */
    static Resource withToken(Resource user) throws IOException {
        Optional<String> file = user.text("user", "tokenFile").filter(f -> !f.isEmpty());
        if (file.isEmpty()) {
            return user;
        }
        return user.without("user", "tokenFile")
                .with(Files.readString(Path.of(file.get())).strip(), "user", "token");
    }

    private static Optional<String> pem(Resource entry, String section, String what) {
        // As with kubectl, data takes precedence over a file.
        Optional<String> data = entry.text(section, what + "-data").filter(d -> !d.isEmpty());
        if (data.isPresent()) {
            return isPem(data.get()) ? Optional.empty() : Optional.of("its " + what + "-data is no PEM text in base64");
        }
        return entry.text(section, what).filter(f -> !f.isEmpty()).flatMap(f -> unreadable(what, f));
    }

    private static boolean isPem(String data) {
        try {
            byte[] text = Base64.getMimeDecoder().decode(data);
            return new String(text, StandardCharsets.ISO_8859_1).contains(PEM);
        } catch (IllegalArgumentException e) {
            // Text that can't be decoded is no base64, which is the answer.
            return false;
        }
    }

    private static Optional<String> pair(Resource user) {
        boolean certificate = has(user, "client-certificate");
        boolean key = has(user, "client-key");
        if (certificate == key) {
            return Optional.empty();
        }
        return Optional.of(
                certificate ? "its client-certificate has no client-key" : "its client-key has no client-certificate");
    }

    private static boolean has(Resource user, String what) {
        return user.text("user", what)
                .or(() -> user.text("user", what + "-data"))
                .filter(v -> !v.isEmpty())
                .isPresent();
    }

    private static Optional<String> unreadable(String what, String file) {
        try {
            Path path = Path.of(file);
            if (Files.isReadable(path) && !Files.isDirectory(path)) {
                return Optional.empty();
            }
            return Optional.of(
                    "its " + what + " file " + file + (Files.exists(path) ? " can't be read" : " doesn't exist"));
        } catch (InvalidPathException e) {
            return Optional.of("its " + what + " is no file name");
        }
    }
}
