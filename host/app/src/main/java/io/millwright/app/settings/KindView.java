package io.millwright.app.settings;

import io.millwright.engine.browse.Computed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the objects of a kind are shown.
 *
 * @param columns in their order; empty for all that the server draws
 * @param sort title of the column that they are sorted by; empty for their names
 */
public record KindView(List<ViewColumn> columns, String sort, boolean descending) {
    /** As the server draws them. */
    public static final KindView USUAL = new KindView(List.of(), "", false);

    public KindView {
        columns = List.copyOf(columns);
    }

    /** Whether nothing is wanted but what the server draws; told without the comparison that records bring, which the first rows would wait for. */
    public boolean isUsual() {
        return columns.isEmpty() && sort.isEmpty();
    }

    /** What is wanted of the column of that title, in any case. */
    public Optional<ViewColumn> column(String title) {
        int at = place(title);
        return at < 0 ? Optional.empty() : Optional.of(columns.get(at));
    }

    /** Where the column of that title stands; -1 where nothing is wanted of it. */
    public int place(String title) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).title().equalsIgnoreCase(title)) {
                return i;
            }
        }
        return -1;
    }

    /** The columns that no server draws. */
    public List<Computed> computed() {
        List<Computed> computed = new ArrayList<>();
        for (ViewColumn column : columns) {
            column.path().ifPresent(path -> computed.add(new Computed(column.title(), path)));
        }
        return computed;
    }
}
