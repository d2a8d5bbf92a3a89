package io.millwright.app.cli;

import io.millwright.app.browse.Order;
import io.millwright.engine.browse.Computed;
import io.millwright.engine.browse.FieldPath;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Row;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code --sort-by} says: a column's title, or as with kubectl a path.
 *
 * @param title as it was typed
 * @param path empty for a column
 */
record RowSort(String title, Optional<FieldPath> path) {
    /** No title of a server's column begins so. */
    private static final String KEY = "--sort-by ";

    /** @throws ProblemException when it is a path that can't be followed */
    static Optional<RowSort> of(Given arguments) {
        return arguments.option("--sort-by").map(String::strip).map(text -> {
            boolean column = !text.isEmpty() && ".[{$".indexOf(text.charAt(0)) < 0 && !text.contains(".");
            try {
                return new RowSort(text, column ? Optional.empty() : Optional.of(FieldPath.parse(text)));
            } catch (IllegalArgumentException e) {
                throw wrong(
                        text, String.valueOf(e.getMessage()), "Write --sort-by .metadata.name, or a column's title.");
            }
        });
    }

    /** The column that has to be computed for it. */
    Optional<Computed> computed() {
        return path.map(p -> new Computed(KEY + title, p));
    }

    /**
     * By what a row is sorted.
     *
     * @throws ProblemException when the table has no such column
     */
    String key(ObjectTable table, Row row) {
        String wanted = path.isPresent() ? KEY + title : title;
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).name().equalsIgnoreCase(wanted)) {
                return row.cell(i);
            }
        }
        return switch (title.toLowerCase(Locale.ROOT)) {
            case "namespace" -> row.namespace();
            case "context" -> row.cluster();
            case "name" -> row.name();
            default ->
                throw wrong(
                        title,
                        table.served().kind().plural() + " have no such column",
                        "They have: "
                                + table.columns().stream()
                                        .map(c -> c.name().toUpperCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + "; a path begins with a dot: .metadata.name.");
        };
    }

    /** Rows by the cell at that place, which {@link #key} has filled. */
    Comparator<Row> by(int cell) {
        return new Order(cell, path.isPresent() ? "" : title, false);
    }

    private static ProblemException wrong(String text, String why, String next) {
        return new ProblemException(Problem.user("sort what was found", KEY + text, why, next));
    }
}
