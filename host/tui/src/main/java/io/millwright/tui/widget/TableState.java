package io.millwright.tui.widget;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a user did to a table. The selection is a key, so that neither sorting nor a refresh moves it to another row.
 *
 * @param selected key of the selected row; the first row when empty
 * @param index where that row was last, to find it without a search and to stay nearby when it goes
 * @param top the first row in sight
 * @param marks keys of marked rows, in sight or not
 */
public record TableState(Optional<String> selected, int index, int top, Set<String> marks) {
    public static final TableState START = new TableState(Optional.empty(), 0, 0, Set.of());

    public TableState {
        marks = Set.copyOf(marks);
    }

    /** Selects a row by its key, wherever it is. */
    public TableState select(String key) {
        return new TableState(Optional.of(key), index, top, marks);
    }

    /** Selects a row by its key, which is at that place. */
    public TableState select(String key, int at) {
        return new TableState(Optional.of(key), at, top, marks);
    }

    public TableState toggleMark(String key) {
        Set<String> changed = new HashSet<>(marks);
        if (!changed.remove(key)) {
            changed.add(key);
        }
        return new TableState(selected, index, top, changed);
    }

    public TableState clearMarks() {
        return new TableState(selected, index, top, Set.of());
    }
}
