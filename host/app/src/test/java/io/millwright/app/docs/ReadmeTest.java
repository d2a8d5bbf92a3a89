package io.millwright.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theScreenInReadmeIsTheOneThatTheTestsDraw() throws IOException {
        assertThat(Files.readString(Path.of("../../README.md"))).contains(Picture.plain("finding"));
    }
}
