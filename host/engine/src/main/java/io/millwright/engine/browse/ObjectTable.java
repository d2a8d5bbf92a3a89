package io.millwright.engine.browse;

import java.util.List;

/**
 * The objects of one kind as a table.
 *
 * @param columns the server's own, in its order
 * @param rows one for each object
 */
public record ObjectTable(Served served, List<Column> columns, List<Row> rows) {
    public ObjectTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A column; {@code wide} ones are shown where there is room. */
    public record Column(String name, boolean wide) {}

    /** An object: its namespace (empty where it has none) and one text for each column, of which the first is its name. */
    public record Row(String namespace, List<String> cells) {
        public String name() {
            return cells.isEmpty() ? "" : cells.getFirst();
        }
    }
}
