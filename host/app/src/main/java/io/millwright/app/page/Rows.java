package io.millwright.app.page;

import io.millwright.app.browse.Matches;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Input;
import io.millwright.tui.widget.Pointed;
import io.millwright.tui.widget.Table;
import io.millwright.tui.widget.TableState;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a user did to a list: where the selection is, and what it is filtered by.
 *
 * @param typing whether the filter is being typed
 */
record Rows(TableState table, Input filter, boolean typing) {
    static final Rows START = new Rows(TableState.START, Input.EMPTY, false);

    /** The filter is to be typed. */
    record Begin() implements Msg {}

    /** The rows that contain all words of the filter. */
    <R> List<R> filtered(List<R> rows, Function<R, String> text) {
        String wanted = filter.text().strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return rows;
        }
        List<String> words = List.of(wanted.split(" +"));
        return rows.stream()
                .filter(r -> {
                    String all = text.apply(r).toLowerCase(Locale.ROOT);
                    return words.stream().allMatch(all::contains);
                })
                .toList();
    }

    /** Where the words of the filter are in a text. */
    private BitSet found(Object row, Column<?> column, String text) {
        BitSet found = new BitSet();
        for (String word : filter.text().strip().split(" +")) {
            found.or(Matches.places(text, word));
        }
        return found;
    }

    /** The same filter with the selection elsewhere. */
    Rows at(TableState other) {
        return new Rows(other, filter, typing);
    }

    /** Typing in the filter, and what starts, ends and clears it. */
    Optional<Rows> capture(Msg msg) {
        if (msg instanceof Pointed.Row row) {
            return Optional.of(new Rows(table.select(row.key(), row.index()), filter, false));
        }
        if (typing) {
            if (msg instanceof Key key && key.is(Key.Code.ENTER)) {
                return Optional.of(new Rows(table, filter, false));
            }
            if (msg instanceof Key key && key.is(Key.Code.ESC)) {
                return Optional.of(new Rows(table, Input.EMPTY, false));
            }
            return filter.on(msg).map(f -> new Rows(table, f, true));
        }
        if (msg instanceof Begin) {
            return Optional.of(new Rows(table, filter, true));
        }
        if (msg instanceof Key key && key.is(Key.Code.ESC) && !filter.text().isEmpty()) {
            return Optional.of(new Rows(table, Input.EMPTY, false));
        }
        return Optional.empty();
    }

    <R> Optional<Rows> move(Table<R> definition, List<R> rows, Key key, int height) {
        return key.is(' ')
                ? Optional.empty()
                : definition.onKey(table, rows, key, height).map(t -> new Rows(t, filter, typing));
    }

    /** Draws title, count or filter on the first row, and the table below. {@code all} counts the rows without the filter. */
    <R> void render(
            Surface area, String title, Table<R> definition, List<R> rows, int all, boolean focus, Empty empty) {
        int col = area.put(1, 0, title, focus ? Style.ACCENT.asBold() : Style.TEXT.asBold()) + 2;
        Empty why = rows.isEmpty() && all > 0 ? new Empty.Filtered(all) : empty;
        Table<R> drawn = filter.text().isBlank() || definition.isEmphasising()
                ? definition
                : definition.emphasising(this::found);
        drawn.render(area.rows(1, area.height() - 1), table, rows, focus && !typing, why);
        if (typing || !filter.text().isEmpty()) {
            col = area.put(col, 0, "/", Style.KEY);
            filter.render(area, col, 0, 24, typing, false);
            area.putRight(area.width() - 1, 0, rows.size() + " of " + all, Style.MUTED);
        } else if (all > 0) {
            area.putRight(area.width() - 1, 0, String.valueOf(all), Style.MUTED);
        }
    }
}
