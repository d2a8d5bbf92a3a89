package io.millwright.kube.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads Tables ({@code as=Table;g=meta.k8s.io;v=v1}) from a stream without a tree of it: a list's answer by {@link #page()}, a watch by
 * {@link #event()}. An {@link IOException} says that the stream broke off or isn't JSON. For one thread.
 */
public final class TableReader implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private final String namespace;
    private final Map<String, String> namespaces = new HashMap<>();

    /** What one object of the stream held. */
    private static final class Body {
        private String kind = "";
        private String version = "";
        private String next = "";
        private String message = "";
        private int code;
        private int nameCell;
        private final List<Column> columns = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
    }

    /** What a row says about its object; empty with {@code includeObject=None}. */
    private static final class Meta {
        private String namespace = "";
        private String name = "";
        private String uid = "";
        private String version = "";
        private Optional<Instant> created = Optional.empty();
    }

    /** Reads the stream; rows that don't say their namespace are in the given one. */
    public TableReader(InputStream in, String namespace) throws IOException {
        this.parser = JSON.createParser(in);
        this.namespace = namespace;
    }

    /** The whole answer of a list. */
    public TablePage page() throws IOException {
        parser.nextToken();
        Body body = body();
        table(body);
        return new TablePage(
                body.columns, body.rows, body.version, body.next.isEmpty() ? Optional.empty() : Optional.of(body.next));
    }

    /** The next event of a watch; waits for it. Empty when the server has ended the watch. */
    public Optional<TableEvent> event() throws IOException {
        if (parser.nextToken() == null) {
            return Optional.empty();
        }
        String type = "";
        Body body = new Body();
        expect(JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "type" -> type = text();
                case "object" -> body = body();
                default -> parser.skipChildren();
            }
        }
        return Optional.of(event(type, body));
    }

    private TableEvent event(String type, Body body) throws IOException {
        if (type.equals("ERROR")) {
            return new TableEvent.Failed(body.code, body.message);
        }
        if (type.equals("BOOKMARK")) {
            return new TableEvent.Bookmark(body.version);
        }
        table(body);
        if (body.rows.size() != 1) {
            throw new JsonParseException(parser, "an event of " + body.rows.size() + " rows");
        }
        Row row = body.rows.getFirst();
        return switch (type) {
            case "ADDED", "MODIFIED" -> new TableEvent.Put(row, body.version);
            case "DELETED" -> new TableEvent.Gone(row.key(), body.version);
            default -> throw new JsonParseException(parser, "an event of the unknown type '" + type + "'");
        };
    }

    private static void table(Body body) throws NotATable {
        if (!body.kind.equals("Table")) {
            throw new NotATable(body.kind);
        }
    }

    private Body body() throws IOException {
        Body body = new Body();
        expect(JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "kind" -> body.kind = text();
                case "message" -> body.message = text();
                case "code" -> body.code = parser.getValueAsInt();
                case "metadata" -> listMeta(body);
                case "columnDefinitions" -> columns(body);
                case "rows" -> {
                    while (value == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY) {
                        row(body);
                    }
                }
                default -> parser.skipChildren();
            }
        }
        return body;
    }

    private void listMeta(Body body) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "resourceVersion" -> body.version = text();
                case "continue" -> body.next = text();
                default -> parser.skipChildren();
            }
        }
    }

    private void columns(Body body) throws IOException {
        while (parser.currentToken() != JsonToken.VALUE_NULL && parser.nextToken() != JsonToken.END_ARRAY) {
            String title = "";
            String type = "string";
            String format = "";
            int priority = 0;
            expect(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "name" -> title = text();
                    case "type" -> type = text();
                    case "format" -> format = text();
                    case "priority" -> priority = parser.getValueAsInt();
                    default -> parser.skipChildren();
                }
            }
            if (format.equals("name")) {
                body.nameCell = body.columns.size();
            }
            body.columns.add(new Column(title, type, format, priority));
        }
    }

    private void row(Body body) throws IOException {
        List<String> cells = new ArrayList<>();
        Meta meta = new Meta();
        expect(JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "cells" -> {
                    while (value == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY) {
                        cells.add(text());
                        parser.skipChildren();
                    }
                }
                case "object" -> object(meta);
                default -> parser.skipChildren();
            }
        }
        String name = !meta.name.isEmpty() || cells.size() <= body.nameCell ? meta.name : cells.get(body.nameCell);
        String in = meta.name.isEmpty() ? namespace : meta.namespace;
        if (body.version.isEmpty()) {
            body.version = meta.version;
        }
        body.rows.add(Row.of(
                new RowKey(namespaces.computeIfAbsent(in, n -> n), name),
                meta.uid.isEmpty() ? Optional.empty() : Optional.of(meta.uid),
                meta.created,
                cells));
    }

    private void object(Meta meta) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                objectMeta(meta);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void objectMeta(Meta meta) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "namespace" -> meta.namespace = text();
                case "name" -> meta.name = text();
                case "uid" -> meta.uid = text();
                case "resourceVersion" -> meta.version = text();
                case "creationTimestamp" -> meta.created = time(text());
                default -> parser.skipChildren();
            }
        }
    }

    private Optional<Instant> time(String text) throws IOException {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new JsonParseException(parser, "not a time: " + text, e);
        }
    }

    /** The present value; nothing for null and for what isn't a single value. */
    private String text() throws IOException {
        return parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL
                ? parser.getText()
                : "";
    }

    private void expect(JsonToken token) throws IOException {
        if (parser.currentToken() != token) {
            throw new JsonParseException(parser, "expected " + token + ", found " + parser.currentToken());
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
