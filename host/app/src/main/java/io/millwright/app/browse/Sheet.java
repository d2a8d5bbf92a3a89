package io.millwright.app.browse;

import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Rows, sorted, and those of them that pass a filter. Immutable. A change costs comparisons in proportion to the rows that changed, not to
 * those that are there.
 */
public final class Sheet {
    /** Nothing, by place, unfiltered. */
    public static final Sheet EMPTY = new Sheet(Order.PLACE, _ -> true, new Row[0], new Row[0]);

    private final Comparator<Row> order;
    private final Predicate<Row> filter;
    private final Row[] all;
    private final Row[] shown;

    private Sheet(Comparator<Row> order, Predicate<Row> filter, Row[] all, Row[] shown) {
        this.order = order;
        this.filter = filter;
        this.all = all;
        this.shown = shown;
    }

    /** An empty sheet in that order, which must never find two rows equal. */
    public static Sheet of(Comparator<Row> order, Predicate<Row> filter) {
        return new Sheet(order, filter, new Row[0], new Row[0]);
    }

    /** The rows that pass the filter, in order. */
    public List<Row> rows() {
        return Collections.unmodifiableList(Arrays.asList(shown));
    }

    /** How many rows there are without the filter. */
    public int size() {
        return all.length;
    }

    /** All rows, filtered or not. */
    public List<Row> everything() {
        return Collections.unmodifiableList(Arrays.asList(all));
    }

    public Sheet sorted(Comparator<Row> other) {
        Row[] sorted = all.clone();
        Arrays.sort(sorted, other);
        return new Sheet(other, filter, sorted, passing(sorted, filter));
    }

    public Sheet filtered(Predicate<Row> other) {
        return new Sheet(order, other, all, passing(all, other));
    }

    private static Row[] passing(Row[] rows, Predicate<Row> filter) {
        return Arrays.stream(rows).filter(filter).toArray(Row[]::new);
    }

    /**
     * Without the rows of that cluster.
     *
     * @param kind of those only, in a list of several kinds; empty in a list of one
     */
    public Sheet without(String cluster, String kind) {
        Predicate<Row> others = r -> !r.cluster().equals(cluster) || !r.kind().equals(kind);
        return new Sheet(order, filter, passing(all, others), passing(shown, others));
    }

    /** With what a store says has changed. */
    public Sheet with(List<Change> changes) {
        List<Row> gone = new ArrayList<>();
        List<Row> come = new ArrayList<>();
        for (Change change : changes) {
            change.before().ifPresent(gone::add);
            change.after().ifPresent(come::add);
        }
        gone.sort(order);
        come.sort(order);
        return new Sheet(
                order,
                filter,
                merged(all, gone, come),
                merged(shown, gone, come.stream().filter(filter).toList()));
    }

    private Row[] merged(Row[] rows, List<Row> gone, List<Row> come) {
        return inserted(removed(rows, gone), come);
    }

    /** The rows between two that go are copied as one block. */
    private Row[] removed(Row[] rows, List<Row> gone) {
        if (gone.isEmpty()) {
            return rows;
        }
        Row[] left = new Row[rows.length];
        int from = 0;
        int to = 0;
        for (Row row : gone) {
            int at = Arrays.binarySearch(rows, from, rows.length, row, order);
            if (at >= 0) {
                System.arraycopy(rows, from, left, to, at - from);
                to += at - from;
                from = at + 1;
            }
        }
        System.arraycopy(rows, from, left, to, rows.length - from);
        return Arrays.copyOf(left, to + rows.length - from);
    }

    private Row[] inserted(Row[] rows, List<Row> come) {
        if (come.isEmpty()) {
            return rows;
        }
        Row[] more = new Row[rows.length + come.size()];
        int from = 0;
        int to = 0;
        for (Row row : come) {
            int found = Arrays.binarySearch(rows, from, rows.length, row, order);
            int at = found < 0 ? -found - 1 : found;
            System.arraycopy(rows, from, more, to, at - from);
            to += at - from;
            // A row that is there already, because a list came twice, is replaced.
            from = found < 0 ? at : at + 1;
            more[to++] = row;
        }
        System.arraycopy(rows, from, more, to, rows.length - from);
        return Arrays.copyOf(more, to + rows.length - from);
    }

    /** Whether the row passes the filter. */
    public boolean shows(Row row) {
        return filter.test(row);
    }

    /** Where the row is, or the one that took its place. */
    public int index(Row row) {
        int found = Arrays.binarySearch(shown, row, order);
        return found < 0 ? -found - 1 : found;
    }
}
