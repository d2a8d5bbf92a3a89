package io.millwright.kube.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableReaderTest {
    private static final String COLUMNS = """
            "columnDefinitions":[{"name":"Name","type":"string","format":"name","priority":0},
            {"name":"Restarts","type":"integer","format":"","priority":0},{"name":"IP","type":"string","priority":1}]""";

    private static TableReader reader(String json) throws IOException {
        return new TableReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "web");
    }

    private static String event(String type, String version) {
        return """
                {"type":"%s","object":{"kind":"Table","metadata":{},"columnDefinitions":null,"rows":[{"cells":["a",1],
                "object":{"kind":"PartialObjectMetadata","metadata":{"name":"a","namespace":"db","uid":"u-1",
                "resourceVersion":"%s","creationTimestamp":"2026-01-02T03:04:05Z","managedFields":[{"fieldsV1":{"f:a":{}}}]}}}]}}
                """.formatted(type, version);
    }

    @Test
    void aListWithoutObjectsTakesTheNameFromItsCellAndTheNamespaceFromTheRequest() throws IOException {
        TablePage page = reader(
                        "{\"kind\":\"Table\",\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"t\"}," + COLUMNS
                                + ",\"rows\":[{\"cells\":[\"a\",3,\"10.0.0.1\"],\"object\":null},{\"cells\":[\"zoë\",null,{\"x\":[1]}]}]}")
                .page();

        assertThat(page.version()).isEqualTo("7");
        assertThat(page.next()).contains("t");
        assertThat(page.columns()).extracting(Column::title).containsExactly("Name", "Restarts", "IP");
        assertThat(page.columns()).extracting(Column::wide).containsExactly(false, false, true);
        assertThat(page.rows()).extracting(Row::key).containsExactly(new RowKey("web", "a"), new RowKey("web", "zoë"));
        assertThat(page.rows().getFirst().uid()).isEmpty();
        assertThat(page.rows().getFirst().cell(1)).isEqualTo("3");
        assertThat(page.rows().getFirst().cell(2)).isEqualTo("10.0.0.1");
        assertThat(page.rows().getLast().cell(0)).isEqualTo("zoë");
        assertThat(page.rows().getLast().cell(1)).isEmpty();
        assertThat(page.rows().getLast().cell(2)).isEmpty();
        assertThat(page.rows().getLast().cell(9)).isEmpty();
    }

    @Test
    void anEmptyListMayHaveNoRowsAtAll() throws IOException {
        assertThat(reader("{\"kind\":\"Table\",\"metadata\":{\"resourceVersion\":\"7\"},\"rows\":null}")
                        .page()
                        .rows())
                .isEmpty();
    }

    @Test
    void aServerThatCannotPrintTheKindIsToldApartFromABrokenStream() {
        assertThatThrownBy(() -> reader("{\"kind\":\"PodList\",\"items\":[]}").page())
                .isInstanceOf(NotATable.class)
                .hasMessageContaining("PodList");
        assertThatThrownBy(() -> reader("{\"kind\":\"Table\",\"rows\":[{\"cells\":[\"a\"")
                        .page())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NotATable.class);
    }

    @Test
    void aWatchGivesRowsWithIdentityThenEnds() throws IOException {
        try (TableReader reader = reader(event("ADDED", "8") + event("DELETED", "9") + event("BOOKMARK", "12"))) {
            TableEvent.Put put = (TableEvent.Put) reader.event().orElseThrow();
            assertThat(put.version()).isEqualTo("8");
            assertThat(put.row().key()).isEqualTo(new RowKey("db", "a"));
            assertThat(put.row().uid()).contains("u-1");
            assertThat(put.row().created()).contains(Instant.parse("2026-01-02T03:04:05Z"));
            assertThat(reader.event()).contains(new TableEvent.Gone(new RowKey("db", "a"), "9"));
            assertThat(reader.event()).contains(new TableEvent.Bookmark("12"));
            assertThat(reader.event()).isEqualTo(Optional.empty());
        }
    }

    @Test
    void aVersionThatIsTooOldIsAnExpiredWatch() throws IOException {
        TableEvent event = reader(
                        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"metadata\":{},\"message\":\"too old\",\"code\":410}}")
                .event()
                .orElseThrow();

        assertThat(event).isEqualTo(new TableEvent.Failed(410, "too old"));
        assertThat(((TableEvent.Failed) event).expired()).isTrue();
    }
}
