package io.millwright.app.settings;

import java.util.List;

/**
 * How the objects of a kind are shown.
 *
 * @param columns titles in their order; empty for all that the server draws
 * @param sort title of the column that they are sorted by; empty for their names
 */
public record KindView(List<String> columns, String sort, boolean descending) {
    /** As the server draws them. */
    public static final KindView USUAL = new KindView(List.of(), "", false);

    public KindView {
        columns = List.copyOf(columns);
    }
}
