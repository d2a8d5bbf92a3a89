package io.millwright.kube;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.ObjectTable.Row;
import io.millwright.engine.browse.Served;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a Table of {@code meta.k8s.io/v1} as it comes, without a tree. Texts that repeat, as states do, are kept once. */
final class TableReader {
    private static final JsonFactory JSON = new JsonFactory();
    /** Longer texts are names and messages, which rarely repeat. */
    private static final int WORTH_SHARING = 24;

    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, String> shared = new HashMap<>();
    private final String namespace;
    private String kind = "";

    private TableReader(String namespace) {
        this.namespace = namespace;
    }

    /** Empty when it is no table. */
    static Optional<ObjectTable> read(Served served, String namespace, byte[] body) {
        TableReader reader = new TableReader(namespace);
        try (JsonParser in = JSON.createParser(body)) {
            reader.table(in);
        } catch (IOException e) {
            // Half an answer or none: the caller makes the problem, which needs the whole reply.
            return Optional.empty();
        }
        return reader.kind.equals("Table")
                ? Optional.of(new ObjectTable(served, reader.columns, reader.rows))
                : Optional.empty();
    }

    private void table(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            switch (field) {
                case "kind" -> kind = in.getText();
                case "columnDefinitions" -> each(in, value, this::column);
                case "rows" -> each(in, value, this::row);
                default -> in.skipChildren();
            }
        }
    }

    private interface Part {
        void read(JsonParser in) throws IOException;
    }

    private static void each(JsonParser in, JsonToken value, Part part) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            return;
        }
        while (in.nextToken() == JsonToken.START_OBJECT) {
            part.read(in);
        }
    }

    private void column(JsonParser in) throws IOException {
        String name = "";
        long priority = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "name" -> name = in.getText();
                case "priority" -> priority = in.getValueAsLong();
                default -> in.skipChildren();
            }
        }
        columns.add(new Column(name, priority > 0));
    }

    private void row(JsonParser in) throws IOException {
        List<String> cells = new ArrayList<>(columns.size());
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            if (field.equals("cells") && value == JsonToken.START_ARRAY) {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    cells.add(cell(in));
                }
            } else {
                in.skipChildren();
            }
        }
        rows.add(new Row(namespace, cells));
    }

    private String cell(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
            in.skipChildren();
            return "…";
        }
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        String text = in.getText();
        return text.length() > WORTH_SHARING ? text : shared.computeIfAbsent(text, t -> t);
    }
}
