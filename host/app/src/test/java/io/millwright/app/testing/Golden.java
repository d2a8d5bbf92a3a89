package io.millwright.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a text with a file of the repository. {@code -Dgolden.update=true} writes the file instead. */
public final class Golden {
    private Golden() {}

    /** Compares with {@code src/test/resources/golden/<name>}. */
    public static void matches(String name, String actual) {
        matches(Path.of("src/test/resources/golden").resolve(name), actual);
    }

    /** Compares with that file, which is relative to the module's folder. */
    public static void matches(Path file, String actual) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Path folder = file.toAbsolutePath().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.writeString(file, actual);
            }
            assertThat(file).as("run with -Dgolden.update=true to make it").exists();
            assertThat(actual).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
