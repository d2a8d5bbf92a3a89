package io.millwright.kube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millwright.engine.Redaction;
import io.millwright.engine.browse.Computed;
import io.millwright.engine.browse.FieldPath;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Query;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the columns of one's own while a table is read. Of each object only what their paths name is taken from the stream, and given up
 * again when its cells are written; secrets' values are taken out before any path sees them.
 */
final class ComputedCells {
    /** What every row needs to know of its object, whatever the paths are. */
    private static final List<String> IDENTITY =
            List.of("namespace", "name", "uid", "resourceVersion", "creationTimestamp");

    private static final String METADATA = "metadata";

    /** No such columns: nothing of an object is read for them. */
    static final ComputedCells NONE = new ComputedCells(Kind.POD, List.of());

    private final Kind kind;
    private final List<Computed> columns;
    private final Wanted wanted = new Wanted();

    /** Which fields are to be read; all of them below the end of a path. */
    private static final class Wanted {
        private final Map<String, Wanted> fields = new LinkedHashMap<>();
        private boolean whole;

        void add(List<String> path) {
            Wanted here = this;
            for (String field : path) {
                here = here.fields.computeIfAbsent(field, _ -> new Wanted());
            }
            here.whole = true;
        }
    }

    private ComputedCells(Kind kind, List<Computed> columns) {
        this.kind = kind;
        this.columns = columns;
        columns.forEach(c -> wanted.add(c.path().fields()));
        IDENTITY.forEach(field -> wanted.add(List.of(METADATA, field)));
    }

    static ComputedCells of(Query query) {
        return query.computed().isEmpty()
                ? NONE
                : new ComputedCells(query.served().kind(), query.computed());
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    /**
     * What a server has to put into each row: whole objects only where a path leads beyond their metadata.
     *
     * @param otherwise where nothing is computed
     */
    String include(String otherwise) {
        if (isEmpty()) {
            return otherwise;
        }
        boolean metadata = columns.stream()
                .map(c -> c.path().fields())
                .allMatch(f -> !f.isEmpty() && f.getFirst().equals(METADATA));
        return metadata ? "Metadata" : "Object";
    }

    /** The server's columns and those that are computed; one of the same title takes the place of the server's. */
    List<Column> columns(List<Column> servers) {
        List<Column> all = new ArrayList<>(servers);
        for (Computed computed : columns) {
            Column column = new Column(computed.title(), false);
            int at = index(servers, computed.title());
            if (at < 0) {
                all.add(column);
            } else {
                all.set(at, column);
            }
        }
        return all;
    }

    private static int index(List<Column> servers, String title) {
        for (int i = 0; i < servers.size(); i++) {
            if (servers.get(i).name().toLowerCase(Locale.ROOT).equals(title.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The cells of a row with those that are computed.
     *
     * @param cells the server's, as many as it has columns or fewer
     */
    List<String> cells(List<Column> servers, List<String> cells, Map<String, @Nullable Object> object) {
        Map<String, @Nullable Object> known = new LinkedHashMap<>(object);
        known.put("apiVersion", kind.apiVersion());
        known.put("kind", kind.kind());
        Map<String, Object> shown = Redaction.of(new Resource(plain(known))).content();
        List<String> all = new ArrayList<>(cells);
        while (all.size() < servers.size()) {
            all.add("");
        }
        for (Computed computed : columns) {
            FieldPath path = computed.path();
            String cell = path.cell(shown, computed.longest());
            int at = index(servers, computed.title());
            if (at < 0) {
                all.add(cell);
            } else {
                all.set(at, cell);
            }
        }
        return all;
    }

    @SuppressWarnings("unchecked") // a resource leaves out what is null
    private static Map<String, Object> plain(Map<String, @Nullable Object> tree) {
        return (Map<String, Object>) (Map<String, ?>) tree;
    }

    /** Called on an object's first token, ends on its last one. */
    Map<String, @Nullable Object> read(JsonParser in) throws IOException {
        return wanted.whole ? PlainTree.map(in) : part(in, wanted);
    }

    private static Map<String, @Nullable Object> part(JsonParser in, Wanted wanted) throws IOException {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken token = in.nextToken();
            Wanted inner = wanted.fields.get(field);
            if (inner == null) {
                in.skipChildren();
            } else if (inner.whole || token != JsonToken.START_OBJECT) {
                part.put(field, PlainTree.value(in));
            } else {
                part.put(field, part(in, inner));
            }
        }
        return part;
    }
}
