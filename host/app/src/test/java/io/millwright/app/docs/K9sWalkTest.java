package io.millwright.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The walk through k9s counts its rows as they are. */
class K9sWalkTest {
    private static final Path WALK = Path.of("../../docs/reference/k9s-walk.md");

    @Test
    void theSentenceAboveTheRowsSaysHowManyThereAre() throws IOException {
        List<String> rows = Files.readAllLines(WALK).stream()
                .filter(l -> l.matches("\\| \\d+ \\|.*"))
                .toList();
        long partly = rows.stream().filter(l -> l.contains("in part:")).count();
        assertThat(Files.readString(WALK))
                .contains("Of " + rows.size() + " rows " + (rows.size() - partly) + " are there, " + partly
                        + " in part, none is missing.");
    }
}
