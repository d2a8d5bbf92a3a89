package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextFormatsTest {
    private static final Map<String, Object> SAMPLE = Document.map(
            "schema", "millwright/v1/Sample",
            "items", List.of(Document.map("name", "a", "ready", true), Document.map("name", "b \"q\"", "count", 3)),
            "none", List.of(),
            "nested", Document.map("list", List.of("1.30", "no", "plain text", "")));

    @Test
    void jsonEscapesWhatCouldDriveATerminal() {
        assertThat(JsonText.write(Map.of("k", "a\u001b[31m\u009b\u202e\n\"\\")))
                .isEqualTo("{\n  \"k\": \"a\\u001b[31m\\u009b\\u202e\\n\\\"\\\\\"\n}");
    }

    @Test
    void jsonIsIndentedAndKeepsTheOrder() {
        assertThat(JsonText.write(SAMPLE)).startsWith("""
                {
                  "schema": "millwright/v1/Sample",
                  "items": [
                    {
                      "name": "a",
                      "ready": true
                    },
                """);
    }

    @Test
    void yamlQuotesWhatAReaderWouldTakeForSomethingElse() {
        assertThat(YamlText.write(SAMPLE)).isEqualTo("""
                schema: millwright/v1/Sample
                items:
                - name: a
                  ready: true
                - name: "b \\"q\\""
                  count: 3
                none: []
                nested:
                  list:
                  - "1.30"
                  - "no"
                  - plain text
                  - ""
                """);
    }

    @Test
    void suggestsWhatDiffersLittle() {
        List<String> words = List.of("health", "guide", "plan", "plugins");
        assertThat(Nearest.of("healt", words)).containsExactly("health");
        assertThat(Nearest.of("plna", words)).isEmpty();
        assertThat(Nearest.of("pla", words)).containsExactly("plan");
        assertThat(Nearest.of("xyz", words)).isEmpty();
    }
}
