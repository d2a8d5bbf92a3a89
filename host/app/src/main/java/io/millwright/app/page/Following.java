package io.millwright.app.page;

import io.millwright.app.browse.Sheet;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore.Change;
import io.millwright.tui.widget.TableState;
import java.util.List;

/** How a selection follows its object through changes of a list. */
final class Following {
    private Following() {}

    /** The selection stays on its object, wherever that is sorted to now, and the rows in sight stay where they are. */
    static TableState after(TableState state, Sheet before, Sheet after, List<Change> changes) {
        if (state.selected().isEmpty() || state.index() >= before.rows().size()) {
            return state;
        }
        Row selected = before.rows().get(state.index());
        Row now = changes.stream()
                .filter(c ->
                        c.before().filter(r -> r.key().equals(selected.key())).isPresent())
                .flatMap(c -> c.after().stream())
                .findFirst()
                .orElse(selected);
        int index = after.index(now);
        int top = Math.max(0, state.top() + index - state.index());
        return new TableState(state.selected(), index, top, state.marks());
    }
}
