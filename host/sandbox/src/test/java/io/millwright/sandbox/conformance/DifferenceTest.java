package io.millwright.sandbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    @Test
    void theDocumentationListsEveryAcceptedDifference() throws IOException {
        String page = Files.readString(Path.of("../../docs/sandbox.md"));
        assertThat(Difference.ACCEPTED)
                .allSatisfy(d ->
                        assertThat(page).contains("| " + d.subject() + " | " + d.sandbox() + " | " + d.why() + " |"));
    }
}
