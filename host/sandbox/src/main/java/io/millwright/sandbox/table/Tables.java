package io.millwright.sandbox.table;

import io.millwright.sandbox.store.KindInfo;
import io.millwright.spi.Resource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders objects as {@code meta.k8s.io/v1 Table}, with the columns that upstream has for the kind. Immutable. */
public final class Tables {
    private final Ages ages;

    public Tables(Clock clock) {
        this.ages = new Ages(clock);
    }

    /** What a row carries of its object. */
    public enum Include {
        NONE,
        METADATA,
        OBJECT
    }

    /**
     * A table.
     *
     * @param metadata the list's metadata: version, continue token
     * @param header whether column definitions are wanted: in a watch only with the first event
     */
    public Map<String, Object> table(
            KindInfo kind, List<Resource> objects, Map<String, Object> metadata, Include include, boolean header) {
        Layout layout = layout(kind);
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("kind", "Table");
        table.put("apiVersion", "meta.k8s.io/v1");
        table.put("metadata", metadata);
        List<Object> columns = new ArrayList<>();
        if (header) {
            layout.columns().forEach(c -> columns.add(column(c)));
        }
        table.put("columnDefinitions", columns);
        List<Object> rows = new ArrayList<>(objects.size());
        for (Resource object : objects) {
            rows.add(row(layout, object, include));
        }
        table.put("rows", rows);
        return table;
    }

    private static Map<String, Object> column(Layout.Column c) {
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("name", c.name());
        column.put("type", c.type());
        column.put("format", c.format());
        column.put("description", c.description());
        column.put("priority", c.priority());
        return column;
    }

    private Map<String, Object> row(Layout layout, Resource object, Include include) {
        List<Object> cells = new ArrayList<>();
        layout.columns().forEach(c -> cells.add(c.cell().apply(object, ages)));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("cells", cells);
        if (object.kind().equals("Pod")
                && List.of("Succeeded", "Failed")
                        .contains(object.text("status", "phase").orElse(""))) {
            row.put(
                    "conditions",
                    List.of(Map.of(
                            "type",
                            "Completed",
                            "status",
                            "True",
                            "reason",
                            object.text("status", "phase").orElse(""))));
        }
        switch (include) {
            case NONE -> {}
            case METADATA -> row.put("object", partial(object));
            case OBJECT -> row.put("object", object.content());
        }
        return row;
    }

    /** The object as {@code PartialObjectMetadata}. */
    public static Map<String, Object> partial(Resource object) {
        Map<String, Object> partial = new LinkedHashMap<>();
        partial.put("kind", "PartialObjectMetadata");
        partial.put("apiVersion", "meta.k8s.io/v1");
        partial.put("metadata", object.at("metadata").orElse(Map.of()));
        return partial;
    }

    private static Layout layout(KindInfo kind) {
        if (!kind.custom()) {
            return Layouts.of(kind.kind().plural());
        }
        if (kind.columns().isEmpty()) {
            return Layout.GENERIC;
        }
        List<Layout.Column> columns = new ArrayList<>();
        columns.add(Layout.NAME);
        kind.columns().forEach(c -> columns.add(custom(c)));
        return new Layout(columns);
    }

    private static Layout.Column custom(KindInfo.Column c) {
        JsonPath path = new JsonPath(c.path());
        return new Layout.Column(c.name(), c.type(), c.format(), c.description(), c.priority(), (r, a) -> {
            List<Object> found = path.select(r.content());
            return found.isEmpty() ? absent() : cell(c.type(), found, a);
        });
    }

    /** JSON null, as upstream answers for a path that selects nothing. */
    private static Object absent() {
        return com.fasterxml.jackson.databind.node.NullNode.getInstance();
    }

    private static Object cell(String type, List<Object> found, Ages ages) {
        Object first = found.getFirst();
        return switch (type) {
            case "date" -> ages.since(first.toString());
            case "integer" -> first instanceof Number n ? n.longValue() : absent();
            case "number" -> first instanceof Number n ? n : absent();
            case "boolean" -> first instanceof Boolean b ? b : absent();
            default ->
                Optional.of(found)
                        .filter(f -> f.size() == 1)
                        .map(f -> text(first))
                        .orElseGet(() ->
                                found.stream().map(Tables::text).collect(java.util.stream.Collectors.joining(",")));
        };
    }

    private static String text(Object value) {
        return value instanceof Map || value instanceof List
                ? new io.millwright.sandbox.schema.Json().text(value)
                : value.toString();
    }
}
