package io.millwright.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millwright.engine.Redaction;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list as it was seen once, read from its file as far as it is wanted. For one thread. */
public final class CachedList implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int VERSION = 1;

    /** So many are kept of a longer list. */
    private static final int MOST_ROWS = 20_000;

    /** Longer texts may be messages, and those may hold anything. */
    private static final int MAY_BE_A_MESSAGE = 64;

    private final JsonParser in;
    private final String context;
    private final Instant seen;
    private final int size;
    private final Served served;
    private final List<Column> columns;
    private final Map<String, String> shared = new HashMap<>();
    private int read;
    private boolean over;

    private CachedList(JsonParser in, String context, String identity) throws IOException {
        this.in = in;
        this.context = context;
        expect(in.nextToken(), JsonToken.START_ARRAY);
        if (in.nextIntValue(0) != VERSION || !identity.equals(in.nextTextValue())) {
            throw new IOException("it is of another list");
        }
        seen = Instant.ofEpochSecond(in.nextLongValue(0));
        size = in.nextIntValue(0);
        List<String> kind = texts();
        if (kind.size() < 6) {
            throw new IOException("it names no kind");
        }
        served = new Served(
                new Kind(kind.get(0), kind.get(1), kind.get(2), kind.get(3), Boolean.parseBoolean(kind.get(4))),
                kind.get(5),
                kind.subList(6, kind.size()));
        List<Column> drawn = new ArrayList<>();
        List<String> titles = texts();
        List<String> wide = texts();
        titles.forEach(title -> drawn.add(new Column(title, wide.contains(title))));
        columns = List.copyOf(drawn);
        expect(in.nextToken(), JsonToken.START_ARRAY);
    }

    /** @throws IOException when it can't be read, or is of another list than that */
    public static CachedList read(Path file, String identity, String context) throws IOException {
        JsonParser in = JSON.createParser(new BufferedInputStream(Files.newInputStream(file)));
        try {
            return new CachedList(in, context, identity);
        } catch (IOException | RuntimeException broken) {
            in.close();
            throw new IOException("no cached list: " + file, broken);
        }
    }

    /**
     * What is there now, as a file's contents.
     *
     * @param identity what makes it this list and no other
     * @param seen up to when the rows are right
     */
    public static byte[] written(String identity, Served served, RowStore store, Instant seen) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            List<Row> rows = store.rows();
            List<Column> columns = store.columns();
            out.writeStartArray();
            out.writeNumber(VERSION);
            out.writeString(identity);
            out.writeNumber(seen.getEpochSecond());
            out.writeNumber(rows.size());
            Kind kind = served.kind();
            List<String> words = new ArrayList<>(List.of(
                    kind.group(),
                    kind.version(),
                    kind.kind(),
                    kind.plural(),
                    String.valueOf(kind.namespaced()),
                    served.singular()));
            words.addAll(served.shortNames());
            write(out, words);
            write(out, columns.stream().map(Column::name).toList());
            write(out, columns.stream().filter(Column::wide).map(Column::name).toList());
            out.writeStartArray();
            for (Row row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
                out.writeStartArray();
                out.writeString(row.namespace());
                out.writeString(row.name());
                out.writeString(row.uid());
                out.writeNumber(row.created());
                out.writeNumber(row.read());
                for (String cell : row.cells()) {
                    out.writeString(cell.length() < MAY_BE_A_MESSAGE ? cell : Redaction.text(cell));
                }
                out.writeEndArray();
            }
            out.writeEndArray();
            out.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, List<String> words) throws IOException {
        out.writeStartArray();
        for (String word : words) {
            out.writeString(word);
        }
        out.writeEndArray();
    }

    /** The kind of its rows. */
    public Served served() {
        return served;
    }

    /** When it was seen. */
    public Instant seen() {
        return seen;
    }

    /**
     * Puts the next rows into a store, unless its cluster has told it better; nothing when there are no more.
     *
     * @throws IOException when the file is cut short; what was put before stays
     */
    public void tell(int atMost, RowStore store) throws IOException {
        List<Row> rows = new ArrayList<>(Math.min(atMost, 1000));
        while (!over && rows.size() < atMost) {
            if (in.nextToken() == JsonToken.START_ARRAY) {
                rows.add(row());
            } else {
                over = true;
            }
        }
        if (read == 0) {
            store.columns(columns);
        }
        read += rows.size();
        if (!rows.isEmpty()) {
            store.cached(rows, new Freshness.Cached(seen, Math.max(0, size - read)));
        }
    }

    private Row row() throws IOException {
        String namespace = shared(in.nextTextValue());
        String name = text(in.nextTextValue());
        String uid = text(in.nextTextValue());
        long created = in.nextLongValue(0);
        long read = in.nextLongValue(0);
        List<String> cells = new ArrayList<>(columns.size());
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            cells.add(shared(in.getText()));
        }
        return new Row(context, namespace, name, cells, uid, created, read);
    }

    private List<String> texts() throws IOException {
        expect(in.nextToken(), JsonToken.START_ARRAY);
        List<String> texts = new ArrayList<>();
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(in.getText());
        }
        return texts;
    }

    private String shared(@Nullable String text) throws IOException {
        String some = text(text);
        return some.length() >= MAY_BE_A_MESSAGE ? some : shared.computeIfAbsent(some, t -> t);
    }

    private static String text(@Nullable String text) throws IOException {
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }

    private void expect(JsonToken found, JsonToken token) throws IOException {
        if (found != token) {
            throw new JsonParseException(in, "expected " + token + ", found " + found);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException read) {
            // Nothing was written to it.
        }
    }
}
