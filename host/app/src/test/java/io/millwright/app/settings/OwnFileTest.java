package io.millwright.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatCannotBeWrittenLeavesNoDraftBehind() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("views.yaml"));
        Files.writeString(taken.resolve("something"), "else");

        assertThatThrownBy(() -> new OwnFile(taken).write("views: {}")).isInstanceOf(IOException.class);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(taken);
        }
    }
}
