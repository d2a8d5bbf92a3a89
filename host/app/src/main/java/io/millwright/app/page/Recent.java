package io.millwright.app.page;

import io.millwright.app.browse.Ages;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore.Change;
import io.millwright.tui.Style;
import io.millwright.tui.widget.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has just changed in a list: cells that are marked, and rows that are gone but stay in sight, for a few seconds.
 *
 * @param changes by the key of the row
 */
record Recent(Map<String, Changed> changes) {
    static final Recent NOTHING = new Recent(Map.of());

    /** As long as an eye needs to find it. */
    static final Duration SPAN = Duration.ofSeconds(5);

    /** Where more changes at once, nobody could look at each. */
    private static final int AT_ONCE = 200;

    private static final int AT_MOST = 1000;

    /**
     * What happened to a row.
     *
     * @param cells the columns whose text is another one now
     * @param gone the row as it was, where its object is gone
     */
    record Changed(Set<Integer> cells, Optional<Row> gone, Instant at) {}

    /** What is remembered, and what happens to the rows that are shown. */
    record Taken(Recent recent, List<Change> changes) {}

    Recent {
        changes = Map.copyOf(changes);
    }

    /** Takes what a cluster has told; rows that are gone stay until {@link #over}. */
    Taken taking(List<Change> told, List<Column> columns, Instant now) {
        boolean few = told.size() <= AT_ONCE && changes.size() < AT_MOST;
        if (!few && changes.isEmpty()) {
            return new Taken(this, told); // a list that comes is no news of its rows
        }
        Map<String, Changed> more = new HashMap<>(changes);
        List<Change> shown = new ArrayList<>(told.size());
        for (Change change : told) {
            String key = change.before().or(change::after).map(Row::key).orElse("");
            Optional<Row> before =
                    change.before().or(() -> Optional.ofNullable(more.get(key)).flatMap(Changed::gone));
            more.remove(key);
            if (change.after().isEmpty() && before.isPresent() && few) {
                more.put(key, new Changed(Set.of(), before, now));
            } else {
                Set<Integer> cells = few ? differing(before, change.after(), columns) : Set.of();
                if (!cells.isEmpty()) {
                    more.put(key, new Changed(cells, Optional.empty(), now));
                }
                shown.add(new Change(before, change.after()));
            }
        }
        return new Taken(new Recent(more), shown);
    }

    /** Ages grow by themselves: that is no news. */
    private static Set<Integer> differing(Optional<Row> before, Optional<Row> after, List<Column> columns) {
        if (before.isEmpty() || after.isEmpty()) {
            return Set.of();
        }
        Set<Integer> cells = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!Ages.grows(columns.get(i).name())
                    && !before.get().cell(i).equals(after.get().cell(i))) {
                cells.add(i);
            }
        }
        return cells;
    }

    /** Without what was long enough in sight; the rows that are to go now. */
    Taken over(Instant now) {
        Map<String, Changed> left = new HashMap<>();
        List<Change> going = new ArrayList<>();
        changes.forEach((key, changed) -> {
            if (changed.at().plus(SPAN).isAfter(now)) {
                left.put(key, changed);
            } else {
                changed.gone().ifPresent(row -> going.add(new Change(Optional.of(row), Optional.empty())));
            }
        });
        return left.size() == changes.size() ? new Taken(this, List.of()) : new Taken(new Recent(left), going);
    }

    /** Without that cluster's, of that kind in a list of several: its rows are listed anew. */
    Recent without(String cluster, String kind) {
        Map<String, Changed> left = new HashMap<>(changes);
        left.keySet().removeIf(key -> key.startsWith(Row.keysOf(cluster, kind)));
        return new Recent(left);
    }

    /** The cell as it is to be drawn. */
    Cell drawn(Row row, int column, boolean name, Cell cell) {
        Changed changed = changes.isEmpty() ? null : changes.get(row.key());
        if (changed == null) {
            return cell;
        }
        if (changed.gone().isPresent()) {
            return new Cell(name ? "✗ " + cell.text() + " (gone)" : cell.text(), Style.MUTED);
        }
        return changed.cells().contains(column)
                ? new Cell("▸" + cell.text(), cell.style().equals(Style.TEXT) ? Style.ACCENT : cell.style())
                : cell;
    }
}
