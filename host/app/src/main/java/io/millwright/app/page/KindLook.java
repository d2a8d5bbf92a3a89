package io.millwright.app.page;

import io.millwright.app.browse.Ages;
import io.millwright.app.browse.Faults;
import io.millwright.app.browse.Order;
import io.millwright.app.browse.Thresholds;
import io.millwright.app.settings.KindView;
import io.millwright.app.settings.KindViews;
import io.millwright.app.settings.SavedView;
import io.millwright.app.settings.ViewColumn;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.tui.Style;
import io.millwright.tui.widget.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How the rows of a page are drawn.
 *
 * @param columns of the first cluster that answered
 * @param faults whether only rows are wanted that look wrong
 * @param wide whether the columns that servers leave out of narrow lists come first
 * @param view which columns are wanted, and by which the rows are sorted at first
 * @param saved whether the order of that view is a saved one, or was chosen, so that the settings of its kind don't change it
 * @param views what was set when the rows were asked for, with the columns that are computed
 */
record KindLook(
        List<Column> columns,
        Order order,
        boolean faults,
        boolean wide,
        KindView view,
        boolean saved,
        KindViews views) {
    static final KindLook START =
            new KindLook(List.of(), Order.PLACE, false, false, KindView.USUAL, false, KindViews.NONE);

    private static final String DOWN = " ↓";
    private static final String UP = " ↑";
    private static final int ROOM_FOR_ALL = 140;

    /** Columns of numbers and ages, which are aligned to the right. */
    private static final Set<String> NUMBERS =
            Set.of("age", "restarts", "ready", "desired", "current", "available", "cpu", "cpu%", "memory", "memory%");

    static KindLook of(SavedView saved) {
        KindView view = new KindView(List.of(), saved.sort(), saved.descending());
        return new KindLook(List.of(), Order.PLACE, saved.faults(), saved.wide(), view, true, KindViews.NONE);
    }

    /** The same where that is set; which of it is for this list is known with the first rows. */
    KindLook among(KindViews others) {
        return new KindLook(columns, order, faults, wide, view, saved, others);
    }

    /** The same before there are any rows; an order that was chosen stays. */
    KindLook anew(KindViews others) {
        boolean own = saved || isChosen();
        KindView wanted = own ? new KindView(List.of(), order.title(), order.descending()) : KindView.USUAL;
        return new KindLook(List.of(), Order.PLACE, faults, wide, columns.isEmpty() ? view : wanted, own, others);
    }

    /** With what is set for its kind. */
    KindLook viewed(KindView set) {
        return new KindLook(columns, order, faults, wide, merged(set), saved, views);
    }

    private KindView merged(KindView set) {
        return saved ? new KindView(set.columns(), view.sort(), view.descending()) : set;
    }

    private boolean isChosen() {
        return !order.equals(sorted(Order.PLACE, view).order());
    }

    /** With the columns that a server draws, and sorted by the one that is wanted, where it is among them. */
    KindLook with(List<Column> others) {
        KindLook known = new KindLook(List.copyOf(others), order, faults, wide, view, saved, views);
        int at = known.index(view.sort());
        return at < 0 || !order.equals(Order.PLACE)
                ? known
                : known.with(new Order(at, others.get(at).name(), view.descending()));
    }

    /**
     * The same where the settings, which may have been read or written since, want that by now; an order that was chosen stays. Empty where it
     * is as they want it.
     */
    Optional<KindLook> following(KindView set) {
        KindView other = merged(set);
        if (other.isUsual() && view.isUsual() || other.equals(view)) {
            return Optional.empty();
        }
        return Optional.of(saved || isChosen() ? sorted(order, other) : sorted(Order.PLACE, other));
    }

    private KindLook sorted(Order by, KindView other) {
        return new KindLook(columns, by, faults, wide, other, saved, views).with(columns);
    }

    KindLook with(Order other) {
        return new KindLook(columns, other, faults, wide, view, saved, views);
    }

    KindLook withFaults() {
        return new KindLook(columns, order, !faults, wide, view, saved, views);
    }

    KindLook withWide() {
        return new KindLook(columns, order, faults, !wide, view, saved, views);
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
        boolean room = wide || width >= ROOM_FOR_ALL;
        List<Integer> wanted = new ArrayList<>();
        for (ViewColumn column : view.columns()) {
            int at = index(column.title());
            if (at >= 0 && !column.hidden() && (room || !column.wide())) {
                wanted.add(at);
            }
        }
        if (!wanted.isEmpty() && !wide) {
            return wanted;
        }
        boolean all = wanted.isEmpty();
        for (int i = 0; i < columns.size(); i++) {
            if (view.place(columns.get(i).name()) < 0 && (!all || shows(i, width))) {
                wanted.add(i);
            }
        }
        return wanted;
    }

    /** Columns of wide lists would take the room that names need, unless there is much of it. */
    private boolean shows(int index, int width) {
        return wide || width >= ROOM_FOR_ALL || !columns.get(index).wide();
    }

    io.millwright.tui.widget.Column<Row> column(int index, Instant now) {
        Column drawn = columns.get(index);
        String title = drawn.name().toLowerCase(Locale.ROOT);
        String head = order.column() == index ? title + (order.descending() ? DOWN : UP) : title;
        Optional<ViewColumn> own = view.column(title);
        int place = own.isPresent() ? view.place(title) : index;
        int usual = own.isPresent() || drawn.wide() == wide ? Math.min(8, Math.max(1, place)) : 9 + index;
        int priority = title.equals("name") || place == 0 ? 0 : usual;
        if (title.equals("name")) {
            return io.millwright.tui.widget.Column.name(head, 16, 63, priority, r -> Cell.of(r.cell(index)));
        }
        if (own.isPresent() && isDrawnAnew(own.get())) {
            return own(own.get(), head, priority, r -> cell(r, index, now));
        }
        if (title.equals("status") || title.equals("kind")) {
            return io.millwright.tui.widget.Column.state(head, 10, 40, priority, r -> cell(r, index, now));
        }
        return NUMBERS.contains(title) || Ages.grows(title)
                ? io.millwright.tui.widget.Column.number(head, 14, priority, r -> cell(r, index, now))
                : io.millwright.tui.widget.Column.text(head, 6, 40, priority, r -> cell(r, index, now));
    }

    private static boolean isDrawnAnew(ViewColumn own) {
        return own.right() || own.time() || own.width() > 0;
    }

    private static io.millwright.tui.widget.Column<Row> own(
            ViewColumn own, String head, int priority, Function<Row, Cell> cell) {
        int usual = own.time() ? 14 : 40;
        int most = own.width() > 0 ? own.width() : usual;
        return new io.millwright.tui.widget.Column<>(
                head, Math.min(own.time() ? 3 : 6, most), most, priority, own.right() || own.time(), cell);
    }

    private Cell cell(Row row, int index, Instant now) {
        String title = columns.get(index).name();
        if (Ages.grows(title) || view.column(title).filter(ViewColumn::time).isPresent()) {
            return Cell.of(Ages.cell(row, index, title, now));
        }
        String text = Ages.beside(row, index, now);
        if (title.equals("Load") && !text.isEmpty()) {
            return new Cell(text, Thresholds.isVeryHigh(text) ? Style.CRITICAL : Style.WARNING);
        }
        return Faults.bad(title, text) ? new Cell(text, Style.WARNING) : Cell.of(text);
    }

    String title(String word) {
        return word + (faults ? ", faults only" : "");
    }
}
