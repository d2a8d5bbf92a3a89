package io.millwright.app.browse;

import io.millwright.engine.browse.Row;
import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * How rows are sorted: by a column, numbers before words, and by place where they are equal, so that no two rows are.
 *
 * @param column -1 for cluster, namespace and name
 * @param title the column's title
 */
public record Order(int column, String title, boolean descending) implements Comparator<Row> {
    public static final Order PLACE = new Order(-1, "", false);

    @Override
    public int compare(Row a, Row b) {
        int found = column < 0 ? 0 : cells(a, b);
        return found != 0 ? descending ? -found : found : places(a, b);
    }

    // Not by Comparator.comparing, whose functions are made at their first use, before the first picture.
    private static int places(Row a, Row b) {
        int found = a.cluster().compareTo(b.cluster());
        found = found != 0 ? found : a.namespace().compareTo(b.namespace());
        found = found != 0 ? found : a.name().compareTo(b.name());
        return found != 0 ? found : a.kind().compareTo(b.kind());
    }

    private int cells(Row a, Row b) {
        OptionalDouble left = Amounts.of(a, column, title);
        OptionalDouble right = Amounts.of(b, column, title);
        if (left.isPresent() && right.isPresent()) {
            return Double.compare(left.getAsDouble(), right.getAsDouble());
        }
        if (left.isPresent() != right.isPresent()) {
            return left.isPresent() ? -1 : 1;
        }
        return String.CASE_INSENSITIVE_ORDER.compare(a.cell(column), b.cell(column));
    }

    /** The same column the other way round. */
    public Order turned() {
        return new Order(column, title, !descending);
    }
}
