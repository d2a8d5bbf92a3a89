package io.millwright.engine.handover;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Text as a ConfigMap's {@code binaryData} holds it: compressed, in base64. */
final class Packed {
    /** What a packed text may unpack to: somebody else may have written it. */
    private static final int LIMIT = 32 << 20;

    private Packed() {}

    static String of(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory doesn't fail", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** @throws IOException when it isn't packed text, or too much of it */
    static String text(String packed) throws IOException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(packed);
        } catch (IllegalArgumentException e) {
            throw new IOException("it isn't base64", e);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new IOException("it is larger than 32 MiB");
            }
            return new String(content, StandardCharsets.UTF_8);
        }
    }
}
