package io.millwright.testkit.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file that was looked at once. {@code -Dgolden.update=true} writes the files anew. */
public final class Golden {
    private Golden() {}

    /** Fails when the file has another text, or when there is none. */
    public static void check(Path file, String actual) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
                return;
            }
            assertThat(file)
                    .as("golden file; -Dgolden.update=true writes it. Actual:%n%s", actual)
                    .exists();
            assertThat(actual)
                    .as("differs from %s; -Dgolden.update=true writes it", file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException("comparing with " + file, failure);
        }
    }
}
