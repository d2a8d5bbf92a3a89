package io.millwright.kube;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the algorithm of a key in PKCS#8 form, which the client library takes for RSA whatever it is. */
final class ClientKey {
    private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";
    /** Object identifier 1.2.840.10045.2.1, as it is written inside the key. */
    private static final String ELLIPTIC_CURVE = "06072a8648ce3d0201";

    private ClientKey() {}

    /** The algorithm where the library wouldn't find it by itself. */
    static Optional<String> algorithm(@Nullable String data, @Nullable String file) throws IOException {
        String pem;
        if (data != null && !data.isBlank()) {
            pem = data.contains("-----BEGIN")
                    ? data
                    : text(Base64.getMimeDecoder().decode(data));
        } else if (file != null && !file.isBlank()) {
            pem = text(Files.readAllBytes(Path.of(file)));
        } else {
            return Optional.empty();
        }
        int start = pem.indexOf(PKCS8);
        int end = pem.indexOf("-----END", start + 1);
        if (start < 0 || end < 0) {
            return Optional.empty();
        }
        byte[] key = Base64.getMimeDecoder().decode(pem.substring(start + PKCS8.length(), end));
        return HexFormat.of().formatHex(key).contains(ELLIPTIC_CURVE) ? Optional.of("EC") : Optional.of("RSA");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
