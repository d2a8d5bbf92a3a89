package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table that draws and measures only what is in sight, however many rows there are. It is a definition; rows and
 * {@link TableState} come with each call, and the page keeps both.
 *
 * <p>Columns have one blank at their left; the first cell of a row shows a mark. A column whose place doesn't suffice is
 * dropped by priority. Numbers are aligned to the right and never cut; text is cut in the middle.
 */
public final class Table<R> {
    /** Rows at the start that also count for the widths, so that scrolling doesn't make columns jump. */
    private static final int SAMPLE = 60;

    private static final int GAP = 2;

    private final List<Column<R>> columns;
    private final Function<R, String> key;
    private final @Nullable Emphasis<R> emphasis;

    /** @param key unique and stable for each row: a uid, or namespace and name */
    public Table(List<Column<R>> columns, Function<R, String> key) {
        this(columns, key, null);
    }

    private Table(List<Column<R>> columns, Function<R, String> key, @Nullable Emphasis<R> emphasis) {
        this.columns = List.copyOf(columns);
        this.key = key;
        this.emphasis = emphasis;
    }

    /** The same table, in whose cells that is bold and underlined. */
    public Table<R> emphasising(Emphasis<R> found) {
        return new Table<>(columns, key, found);
    }

    /** Whether anything stands out in it. */
    public boolean isEmphasising() {
        return emphasis != null;
    }

    /**
     * Answers a movement key: arrows, {@code jk}, page keys, {@code ctrl-f ctrl-b}, home and end, {@code g G}, and space
     * to mark.
     *
     * @param height rows of the surface that the table is drawn on, title included
     * @return empty when the key isn't one of them
     */
    public Optional<TableState> onKey(TableState state, List<R> rows, Key pressed, int height) {
        TableState settled = settle(state, rows, height);
        int page = Math.max(1, height - 2);
        int index = settled.index();
        return switch (pressed.toString()) {
            case "up", "k" -> Optional.of(moved(settled, rows, index - 1, height));
            case "down", "j" -> Optional.of(moved(settled, rows, index + 1, height));
            case "pgup", "ctrl-b" -> Optional.of(moved(settled, rows, index - page, height));
            case "pgdn", "ctrl-f" -> Optional.of(moved(settled, rows, index + page, height));
            case "home", "g" -> Optional.of(moved(settled, rows, 0, height));
            case "end", "G" -> Optional.of(moved(settled, rows, rows.size() - 1, height));
            case "space" ->
                Optional.of(
                        rows.isEmpty()
                                ? settled
                                : moved(settled.toggleMark(key.apply(rows.get(index))), rows, index + 1, height));
            default -> Optional.empty();
        };
    }

    /**
     * Finds the selected row again after the rows have changed: by key, and where that row is gone, the one that took its
     * place. Also moves what is in sight so that it contains the selection.
     */
    public TableState settle(TableState state, List<R> rows, int height) {
        if (rows.isEmpty()) {
            return new TableState(state.selected(), 0, 0, state.marks());
        }
        return moved(state, rows, indexOf(state, rows), height);
    }

    /** The selected row; empty only when there are no rows. */
    public Optional<R> selected(TableState state, List<R> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(indexOf(state, rows)));
    }

    /** Draws titles and rows; the selected row is reversed and holds the cursor when the table has the focus. */
    public void render(Surface surface, TableState state, List<R> rows, boolean focus, Empty empty) {
        if (surface.height() == 0) {
            return;
        }
        TableState settled = settle(state, rows, surface.height());
        int[] widths = widths(rows, settled.top(), surface);
        int col = 1;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                Column<R> column = columns.get(i);
                put(surface, col, 0, widths[i], column, new Cell(column.title(), Style.MUTED));
                surface.spot(new Rect(col, 0, widths[i], 1), new Pointed.Title(column.title()));
                col += widths[i] + GAP;
            }
        }
        if (rows.isEmpty()) {
            int row = 1;
            String why = empty.text();
            int room = Math.max(1, surface.width() - 2);
            // What fits needs no wrapping, whose code the first picture would have to wait for.
            for (String part : Text.width(why) <= room ? List.of(why) : Text.wrap(why, room)) {
                surface.put(1, row++, part, Style.MUTED);
            }
            return;
        }
        for (int line = 1; line < surface.height() && settled.top() + line - 1 < rows.size(); line++) {
            int index = settled.top() + line - 1;
            row(surface, line, rows.get(index), widths, settled);
            boolean here = focus && index == settled.index();
            surface.spot(
                    new Rect(0, line, surface.width(), 1), new Pointed.Row(key.apply(rows.get(index)), index, here));
            if (index == settled.index()) {
                highlight(surface, line, focus);
            }
        }
    }

    private void row(Surface surface, int line, R row, int[] widths, TableState state) {
        if (state.marks().contains(key.apply(row))) {
            surface.put(0, line, surface.glyphs().mark(), Style.ACCENT);
        }
        int col = 1;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                Column<R> column = columns.get(i);
                Cell cell = column.cell().apply(row);
                put(surface, col, line, widths[i], column, cell);
                if (emphasis != null) {
                    emphasise(
                            surface.sub(new Rect(col, line, widths[i], 1)),
                            column,
                            cell.text(),
                            emphasis.of(row, column, cell.text()));
                }
                col += widths[i] + GAP;
            }
        }
    }

    /** Marks the selected row of a list: reversed with the cursor in it, or only bold where the focus is elsewhere. */
    static void highlight(Surface surface, int line, boolean focus) {
        Rect whole = new Rect(0, line, surface.width(), 1);
        if (focus) {
            surface.restyle(whole, Table::reversed);
            surface.cursor(1, line);
        } else {
            surface.restyle(whole, Style::asBold);
        }
    }

    private static Style reversed(Style style) {
        Style text = style.bold() ? Style.TEXT.asBold().asReverse() : Style.TEXT.asReverse();
        return style.underline() ? text.asUnderline() : text;
    }

    /** What stands out in a part that was left out makes the sign for it stand out. */
    private static void emphasise(Surface place, Column<?> column, String text, BitSet found) {
        if (found.isEmpty()) {
            return;
        }
        int width = place.width();
        Text.Cut cut = column.cut().of(text, width, place.glyphs());
        int start = column.right() ? width - Text.width(cut.text()) : 0;
        int left = start + Text.width(cut.head());
        int right = left + Text.width(cut.gap());
        int tail = text.length() - cut.tail().length();
        for (int from = found.nextSetBit(0); from >= 0; from = found.nextSetBit(from + 1)) {
            int col = left;
            int end = right;
            if (from < cut.head().length()) {
                col = start + Text.width(text.substring(0, from));
                end = start + Text.width(text.substring(0, from + 1));
            } else if (from >= tail) {
                col = right + Text.width(text.substring(tail, from));
                end = right + Text.width(text.substring(tail, from + 1));
            }
            place.restyle(
                    new Rect(col, 0, end - col, 1), style -> style.asBold().asUnderline());
        }
    }

    private static void put(Surface surface, int col, int row, int width, Column<?> column, Cell cell) {
        String text = Text.width(cell.text()) <= width
                ? cell.text()
                : column.cut().of(cell.text(), width, surface.glyphs()).text();
        if (column.right()) {
            surface.putRight(col + width, row, text, cell.style());
        } else {
            surface.put(col, row, text, cell.style());
        }
    }

    private TableState moved(TableState state, List<R> rows, int to, int height) {
        if (rows.isEmpty()) {
            return state;
        }
        int index = Math.clamp(to, 0, rows.size() - 1);
        int visible = Math.max(1, height - 1);
        int top = Math.clamp(state.top(), Math.max(0, index - visible + 1), index);
        top = Math.min(top, Math.max(0, rows.size() - visible));
        return new TableState(Optional.of(key.apply(rows.get(index))), index, top, state.marks());
    }

    private int indexOf(TableState state, List<R> rows) {
        int near = Math.clamp(state.index(), 0, rows.size() - 1);
        if (state.selected().isEmpty()
                || key.apply(rows.get(near)).equals(state.selected().get())) {
            return near;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (key.apply(rows.get(i)).equals(state.selected().get())) {
                return i;
            }
        }
        return near;
    }

    /** A width for each column; 0 for those that are dropped. */
    private int[] widths(List<R> rows, int top, Surface surface) {
        int[] wanted = new int[columns.size()];
        for (int i = 0; i < wanted.length; i++) {
            Column<R> column = columns.get(i);
            int width = widest(rows, 0, Math.min(SAMPLE, rows.size()), column, Text.width(column.title()));
            width = widest(rows, top, Math.min(top + surface.height(), rows.size()), column, width);
            wanted[i] = Math.max(1, Math.min(width, column.maximum()));
        }
        fit(wanted, surface.width() - 1);
        return wanted;
    }

    private int widest(List<R> rows, int from, int to, Column<R> column, int atLeast) {
        int width = atLeast;
        for (int i = from; i < to && width < column.maximum(); i++) {
            width = Math.max(width, Text.width(column.cell().apply(rows.get(i)).text()));
        }
        return width;
    }

    private void fit(int[] wanted, int available) {
        while (smallest(wanted) > available && dropOne(wanted)) {
            // Each turn takes the least important column away.
        }
        while (total(wanted) > available && shrinkWidest(wanted)) {
            // Each turn takes one cell from the widest column that can spare one.
        }
    }

    private boolean dropOne(int[] wanted) {
        int worst = -1;
        for (int i = 0; i < wanted.length; i++) {
            int priority = columns.get(i).priority();
            if (wanted[i] > 0
                    && priority > 0
                    && (worst < 0 || priority >= columns.get(worst).priority())) {
                worst = i;
            }
        }
        if (worst >= 0) {
            wanted[worst] = 0;
        }
        return worst >= 0;
    }

    private boolean shrinkWidest(int[] wanted) {
        int widest = -1;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] > least(i)
                    && !columns.get(i).right()
                    && (widest < 0 || wanted[i] - kept(i) > wanted[widest] - kept(widest))) {
                widest = i;
            }
        }
        if (widest >= 0) {
            wanted[widest]--;
        }
        return widest >= 0;
    }

    private int kept(int column) {
        return columns.get(column).cut().keeps();
    }

    private int smallest(int[] wanted) {
        int sum = 0;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] > 0) {
                sum += (columns.get(i).right() ? wanted[i] : Math.min(wanted[i], least(i))) + GAP;
            }
        }
        return sum - GAP;
    }

    private int least(int column) {
        return Math.max(1, columns.get(column).minimum());
    }

    private static int total(int[] wanted) {
        int sum = -GAP;
        for (int width : wanted) {
            sum += width > 0 ? width + GAP : 0;
        }
        return sum;
    }
}
