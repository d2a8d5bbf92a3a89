package io.millwright.app.page;

import io.millwright.app.browse.Ages;
import io.millwright.app.browse.Faults;
import io.millwright.app.browse.Order;
import io.millwright.app.settings.KindView;
import io.millwright.app.settings.SavedView;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.tui.Style;
import io.millwright.tui.widget.Cell;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How the rows of a page are drawn.
 *
 * @param columns of the first cluster that answered
 * @param faults whether only rows are wanted that look wrong
 * @param view which columns are wanted, and by which the rows are sorted at first
 * @param wide whether the columns that servers leave out of narrow lists come first
 */
record KindLook(List<Column> columns, Order order, boolean faults, boolean wide, KindView view) {
    static final KindLook START = new KindLook(List.of(), Order.PLACE, false, false, KindView.USUAL);

    private static final String DOWN = " ↓";
    private static final String UP = " ↑";
    private static final int ROOM_FOR_ALL = 140;

    /** Columns of numbers and ages, which are aligned to the right. */
    private static final Set<String> NUMBERS =
            Set.of("age", "restarts", "ready", "desired", "current", "available", "cpu", "cpu%", "memory", "memory%");

    static KindLook of(KindView view) {
        return new KindLook(List.of(), Order.PLACE, false, false, view);
    }

    static KindLook of(SavedView saved) {
        KindView view = new KindView(List.of(), saved.sort(), saved.descending());
        return new KindLook(List.of(), Order.PLACE, saved.faults(), saved.wide(), view);
    }

    /** With the columns that a server draws, and sorted by the one that is wanted, where it is among them. */
    KindLook with(List<Column> others) {
        KindLook known = new KindLook(List.copyOf(others), order, faults, wide, view);
        int at = known.index(view.sort());
        return at < 0 || !order.equals(Order.PLACE)
                ? known
                : known.with(new Order(at, others.get(at).name(), view.descending()));
    }

    KindLook with(Order other) {
        return new KindLook(columns, other, faults, wide, view);
    }

    KindLook withFaults() {
        return new KindLook(columns, order, !faults, wide, view);
    }

    KindLook withWide() {
        return new KindLook(columns, order, faults, !wide, view);
    }

    /** The title of a column without the arrow that says how it is sorted. */
    static String plain(String head) {
        return head.endsWith(DOWN) || head.endsWith(UP) ? head.substring(0, head.length() - DOWN.length()) : head;
    }

    boolean has(String title) {
        return index(title) >= 0;
    }

    private int index(String title) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(title)) {
                return i;
            }
        }
        return -1;
    }

    /** By that column; by the same the other way round where it is sorted by it already. */
    Order orderBy(String title) {
        int at = index(title);
        if (at < 0) {
            return order;
        }
        return order.column() == at
                ? order.turned()
                : new Order(at, columns.get(at).name(), false);
    }

    /** By the column beside. */
    Order orderBeside(int step) {
        if (columns.isEmpty()) {
            return order;
        }
        int at = Math.floorMod(order.column() + 1 + step, columns.size() + 1) - 1;
        return at < 0 ? Order.PLACE : new Order(at, columns.get(at).name(), order.descending());
    }

    /** The columns to be drawn, in their order: those that are wanted, or those that there is room for. */
    List<Integer> shown(int width) {
        List<Integer> wanted =
                view.columns().stream().map(this::index).filter(i -> i >= 0).toList();
        return wanted.isEmpty()
                ? IntStream.range(0, columns.size())
                        .filter(i -> shows(i, width))
                        .boxed()
                        .toList()
                : wanted;
    }

    /** Columns of wide lists would take the room that names need, unless there is much of it. */
    private boolean shows(int index, int width) {
        return wide || width >= ROOM_FOR_ALL || !columns.get(index).wide();
    }

    io.millwright.tui.widget.Column<Row> column(int index, Instant now) {
        Column drawn = columns.get(index);
        String title = drawn.name().toLowerCase(Locale.ROOT);
        String head = order.column() == index ? title + (order.descending() ? DOWN : UP) : title;
        int usual = drawn.wide() == wide ? Math.min(8, Math.max(1, index)) : 9 + index;
        int priority = title.equals("name") || index == 0 ? 0 : usual;
        if (title.equals("name")) {
            return io.millwright.tui.widget.Column.text(head, 16, 63, priority, r -> Cell.of(r.cell(index)));
        }
        return NUMBERS.contains(title) || Ages.grows(title)
                ? io.millwright.tui.widget.Column.number(head, 14, priority, r -> cell(r, index, now))
                : io.millwright.tui.widget.Column.text(
                        head, title.equals("status") ? 10 : 6, 40, priority, r -> cell(r, index, now));
    }

    private Cell cell(Row row, int index, Instant now) {
        String title = columns.get(index).name();
        if (Ages.grows(title)) {
            return Cell.of(Ages.cell(row, index, title, now));
        }
        String text = row.cell(index);
        if (title.equals("Load") && !text.isEmpty()) {
            return new Cell(text, text.contains("very") ? Style.CRITICAL : Style.WARNING);
        }
        return Faults.bad(title, text) ? new Cell(text, Style.WARNING) : Cell.of(text);
    }

    String title(String word) {
        return word + (faults ? ", faults only" : "");
    }
}
