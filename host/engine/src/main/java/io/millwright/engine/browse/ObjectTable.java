package io.millwright.engine.browse;

import io.millwright.spi.Problem;
import java.util.List;

/**
 * The objects of one kind as a table.
 *
 * @param columns the server's own, in its order
 * @param rows one for each object
 * @param missing what couldn't be read, where the rest could
 */
public record ObjectTable(Served served, List<Column> columns, List<Row> rows, List<Problem> missing) {
    public ObjectTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        missing = List.copyOf(missing);
    }

    /** A column; {@code wide} ones are shown where there is room. */
    public record Column(String name, boolean wide) {}
}
