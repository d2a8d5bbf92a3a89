package io.millwright.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theScreenInReadmeIsTheOneThatTheTestsDraw() throws IOException {
        String screen = Files.readString(Path.of("src/test/resources/golden/screen/finding-80x24.txt"))
                .stripTrailing();
        assertThat(Files.readString(Path.of("../../README.md"))).contains(screen);
    }
}
