package io.millwright.app.browse;

import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Which rows look wrong, by the words that the servers draw. A guess for kinds of which nothing else is known: it shows more rather than less. */
public final class Faults {
    private static final Set<String> TITLES =
            Set.of("status", "phase", "state", "health", "condition", "available", "established", "synced", "ready");
    private static final Set<String> GOOD = Set.of(
            "running",
            "completed",
            "complete",
            "succeeded",
            "bound",
            "available",
            "active",
            "ready",
            "true",
            "healthy",
            "green",
            "established",
            "deployed",
            "ok",
            "approved,issued",
            "cluster in healthy state",
            "");
    private static final Set<String> OVER = Set.of("completed", "succeeded", "complete");

    private Faults() {}

    /** Whether that cell, alone, says that something is wrong. */
    public static boolean bad(String title, String text) {
        String column = title.toLowerCase(Locale.ROOT);
        if (column.equals("type")) {
            return text.equals("Warning");
        }
        if (!TITLES.contains(column)) {
            return false;
        }
        int slash = text.indexOf('/');
        if (slash > 0 && Character.isDigit(text.charAt(0))) {
            return !text.substring(0, slash).equals(text.substring(slash + 1));
        }
        return !text.isEmpty()
                && !Character.isDigit(text.charAt(0))
                && !text.equals("<none>")
                && !GOOD.contains(text.toLowerCase(Locale.ROOT));
    }

    /** The rows of a table with those columns that look wrong. */
    public static Predicate<Row> in(List<Column> columns) {
        List<String> titles = columns.stream().map(Column::name).toList();
        int desired = index(titles, "desired");
        int ready = index(titles, "ready");
        int status = index(titles, "status");
        List<Integer> telling = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            String title = titles.get(i).toLowerCase(Locale.ROOT);
            if (TITLES.contains(title) || title.equals("type")) {
                telling.add(i);
            }
        }
        return row -> {
            if (OVER.contains(row.cell(status).toLowerCase(Locale.ROOT))) {
                return false;
            }
            boolean few = desired >= 0 && ready >= 0 && !row.cell(desired).equals(row.cell(ready));
            return few || telling.stream().anyMatch(i -> bad(titles.get(i), row.cell(i)));
        };
    }

    private static int index(List<String> titles, String wanted) {
        return titles.stream().map(t -> t.toLowerCase(Locale.ROOT)).toList().indexOf(wanted);
    }
}
