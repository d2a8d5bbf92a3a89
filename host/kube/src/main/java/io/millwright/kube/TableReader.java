package io.millwright.kube;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Tables of {@code meta.k8s.io/v1} as they come, without a tree: a list's answer as one {@link Page}, a watch as {@link Event}s. Texts
 * that repeat, as states do, are kept once. For one thread.
 */
final class TableReader implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    /** Longer texts are names and messages, which rarely repeat. */
    private static final int WORTH_SHARING = 24;

    private static final int SHARED_AT_MOST = 4096;

    private final JsonParser in;
    private final String cluster;
    private final String namespace;
    private final long now;
    private final Map<String, String> shared = new HashMap<>();
    private final ComputedCells computed;
    private List<Column> servers = List.of();
    private List<Column> columns = List.of();
    private int nameCell;

    /** A list's answer; a watch goes on from its version. */
    record Page(List<Column> columns, List<Row> rows, String version) {}

    /** What a watch says. */
    sealed interface Event {
        record Put(Row row, List<Column> columns, String version) implements Event {}

        record Gone(String namespace, String name, String version) implements Event {}

        /** Nothing happened up to this version. */
        record Bookmark(String version) implements Event {}

        /** The watch is over; 410 when the rows have to be listed anew. */
        record Failed(int code, String why) implements Event {}
    }

    /** The server answered with another form than a Table: it can't draw this kind. */
    static final class NotATable extends IOException {
        private static final long serialVersionUID = 1L;

        NotATable(String kind) {
            super("the answer is " + (kind.isEmpty() ? "no object" : "of kind " + kind) + " and not a table");
        }
    }

    private static final class Body {
        private String kind = "";
        private String version = "";
        private String message = "";
        private int code;
        private final List<Row> rows = new ArrayList<>();
    }

    private static final class Meta {
        private String namespace = "";
        private String name = "";
        private String uid = "";
        private String version = "";
        private long created;
    }

    /**
     * @param namespace where rows are that don't say it
     * @param now when the answer was read
     * @param computed the columns that the server doesn't draw
     */
    TableReader(InputStream in, String cluster, String namespace, Instant now, ComputedCells computed)
            throws IOException {
        this(JSON.createParser(in), cluster, namespace, now, computed);
    }

    TableReader(byte[] body, String cluster, String namespace, Instant now, ComputedCells computed) throws IOException {
        this(JSON.createParser(body), cluster, namespace, now, computed);
    }

    private TableReader(JsonParser in, String cluster, String namespace, Instant now, ComputedCells computed) {
        this.in = in;
        this.cluster = cluster;
        this.namespace = namespace;
        this.now = now.getEpochSecond();
        this.computed = computed;
    }

    /** The whole answer of a list. */
    Page page() throws IOException {
        in.nextToken();
        Body body = body(now);
        if (!body.kind.equals("Table")) {
            throw new NotATable(body.kind);
        }
        return new Page(columns, body.rows, body.version);
    }

    /**
     * The next event of a watch; waits for it. Empty when the server has ended the watch.
     *
     * @param time when it is read
     */
    Optional<Event> event(Instant time) throws IOException {
        if (in.nextToken() == null) {
            return Optional.empty();
        }
        expect(JsonToken.START_OBJECT);
        String type = "";
        Body body = new Body();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "type" -> type = text();
                case "object" -> body = body(time.getEpochSecond());
                default -> in.skipChildren();
            }
        }
        return Optional.of(event(type, body));
    }

    private Event event(String type, Body body) throws IOException {
        if (type.equals("ERROR")) {
            return new Event.Failed(body.code, body.message);
        }
        if (!body.kind.equals("Table")) {
            throw new NotATable(body.kind);
        }
        if (type.equals("BOOKMARK")) {
            return new Event.Bookmark(body.version);
        }
        if (body.rows.isEmpty()) {
            throw new JsonParseException(in, "an event without a row");
        }
        Row row = body.rows.getFirst();
        return switch (type) {
            case "ADDED", "MODIFIED" -> new Event.Put(row, columns, body.version);
            case "DELETED" -> new Event.Gone(row.namespace(), row.name(), body.version);
            default -> throw new JsonParseException(in, "an event of the unknown type '" + type + "'");
        };
    }

    private Body body(long time) throws IOException {
        Body body = new Body();
        expect(JsonToken.START_OBJECT);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            switch (field) {
                case "kind" -> body.kind = text();
                case "message" -> body.message = text();
                case "code" -> body.code = in.getValueAsInt();
                case "metadata" -> listMeta(body, value);
                case "columnDefinitions" -> columns(value);
                case "rows" -> {
                    while (value == JsonToken.START_ARRAY && in.nextToken() != JsonToken.END_ARRAY) {
                        row(body, time);
                    }
                }
                default -> in.skipChildren();
            }
        }
        return body;
    }

    private void listMeta(Body body, JsonToken value) throws IOException {
        while (value == JsonToken.START_OBJECT && in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            if (field.equals("resourceVersion")) {
                body.version = text();
            } else {
                in.skipChildren();
            }
        }
    }

    /** In a watch only the first event has them. */
    private void columns(JsonToken value) throws IOException {
        List<Column> drawn = new ArrayList<>();
        int names = 0;
        while (value == JsonToken.START_ARRAY && in.nextToken() != JsonToken.END_ARRAY) {
            String name = "";
            String format = "";
            int priority = 0;
            expect(JsonToken.START_OBJECT);
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                switch (field) {
                    case "name" -> name = text();
                    case "format" -> format = text();
                    case "priority" -> priority = in.getValueAsInt();
                    default -> in.skipChildren();
                }
            }
            if (format.equals("name")) {
                names = drawn.size();
            }
            drawn.add(new Column(name, priority > 0));
        }
        if (!drawn.isEmpty()) {
            servers = drawn;
            columns = computed.isEmpty() ? drawn : computed.columns(drawn);
            nameCell = names;
        }
    }

    private void row(Body body, long time) throws IOException {
        List<String> cells = new ArrayList<>(columns.size());
        Map<String, @Nullable Object> object = Map.of();
        Meta meta = new Meta();
        expect(JsonToken.START_OBJECT);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            switch (field) {
                case "cells" -> {
                    while (value == JsonToken.START_ARRAY && in.nextToken() != JsonToken.END_ARRAY) {
                        cells.add(cell());
                    }
                }
                case "object" -> {
                    if (computed.isEmpty() || value != JsonToken.START_OBJECT) {
                        object(meta, value);
                    } else {
                        object = computed.read(in);
                        meta = meta(object);
                    }
                }
                default -> in.skipChildren();
            }
        }
        boolean known = !meta.name.isEmpty();
        String name = known || cells.size() <= nameCell ? meta.name : cells.get(nameCell);
        if (body.version.isEmpty()) {
            body.version = meta.version;
        }
        List<String> all = cells;
        if (!computed.isEmpty()) {
            all = computed.cells(servers, cells, object);
            all.replaceAll(this::share);
        }
        body.rows.add(
                new Row(cluster, known ? share(meta.namespace) : namespace, name, all, meta.uid, meta.created, time));
    }

    private Meta meta(Map<String, @Nullable Object> object) throws IOException {
        Meta meta = new Meta();
        if (object.get("metadata") instanceof Map<?, ?> known) {
            meta.namespace = word(known, "namespace");
            meta.name = word(known, "name");
            meta.uid = word(known, "uid");
            meta.version = word(known, "resourceVersion");
            meta.created = time(word(known, "creationTimestamp"));
        }
        return meta;
    }

    private static String word(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    private void object(Meta meta, JsonToken value) throws IOException {
        while (value == JsonToken.START_OBJECT && in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken part = in.nextToken();
            if (field.equals("metadata") && part == JsonToken.START_OBJECT) {
                objectMeta(meta);
            } else {
                in.skipChildren();
            }
        }
    }

    private void objectMeta(Meta meta) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "namespace" -> meta.namespace = text();
                case "name" -> meta.name = text();
                case "uid" -> meta.uid = text();
                case "resourceVersion" -> meta.version = text();
                case "creationTimestamp" -> meta.created = time(text());
                default -> in.skipChildren();
            }
        }
    }

    private long time(String text) throws IOException {
        try {
            return text.isEmpty() ? 0 : Instant.parse(text).getEpochSecond();
        } catch (DateTimeException e) {
            throw new JsonParseException(in, "not a time: " + text, e);
        }
    }

    private String cell() throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
            in.skipChildren();
            return "…";
        }
        return token == JsonToken.VALUE_NULL ? "" : share(in.getText());
    }

    private String share(String text) {
        if (text.length() > WORTH_SHARING) {
            return text;
        }
        if (shared.size() >= SHARED_AT_MOST) {
            shared.clear();
        }
        return shared.computeIfAbsent(text, t -> t);
    }

    /** The present value; nothing for null and for what isn't a single value. */
    private String text() throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
            in.skipChildren();
            return "";
        }
        return token == JsonToken.VALUE_NULL ? "" : in.getText();
    }

    private void expect(JsonToken token) throws IOException {
        if (in.currentToken() != token) {
            throw new JsonParseException(in, "expected " + token + ", found " + in.currentToken());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
