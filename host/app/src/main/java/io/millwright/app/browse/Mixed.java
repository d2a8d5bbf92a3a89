package io.millwright.app.browse;

import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.RowStore.Change;
import io.millwright.engine.browse.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of one kind, drawn as in a list of several: under columns that all kinds have, and one for the rest. */
public final class Mixed {
    /** The columns of such a list. */
    public static final List<Column> COLUMNS = List.of(
            new Column("Name", false),
            new Column("Kind", false),
            new Column("Ready", false),
            new Column("Status", false),
            new Column("Age", false),
            new Column("Details", true));

    /** What a server calls the state of an object, the more telling first. */
    private static final List<String> STATES = List.of("status", "phase", "state", "health", "condition");

    private final Served served;
    private final List<Column> columns;
    private final List<String> titles;
    private final int ready;
    private final int desired;
    private final int state;
    private final int age;

    private Mixed(Served served, List<Column> columns) {
        this.served = served;
        this.columns = columns;
        this.titles =
                columns.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
        this.ready = titles.indexOf("ready");
        this.desired = titles.indexOf("desired");
        this.state = STATES.stream()
                .map(titles::indexOf)
                .filter(i -> i >= 0)
                .findFirst()
                .orElse(-1);
        this.age = titles.indexOf("age");
    }

    /** The same news of rows of that kind under {@link #COLUMNS}. */
    public static RowStore.News drawn(Served served, RowStore.News news) {
        Mixed mixed = new Mixed(served, news.columns());
        List<Change> changes = new ArrayList<>(news.changes().size());
        news.changes()
                .forEach(c -> changes.add(
                        new Change(c.before().map(mixed::row), c.after().map(mixed::row))));
        return new RowStore.News(COLUMNS, changes, news.missing(), news.freshness());
    }

    private Row row(Row row) {
        return row.among(
                served.kind().resourceName(),
                List.of(row.name(), served.kind().kind(), ready(row), row.cell(state), row.cell(age), details(row)));
    }

    /** As {@code 2/3} also where the server counts in two columns. */
    private String ready(Row row) {
        String cell = row.cell(ready);
        return desired < 0 || cell.isEmpty() || cell.contains("/") ? cell : cell + "/" + row.cell(desired);
    }

    private String details(Row row) {
        StringBuilder details = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String text = row.cell(i);
            if (tells(i) && !text.isEmpty() && !text.equals("<none>")) {
                details.append(details.isEmpty() ? "" : ", ")
                        .append(titles.get(i))
                        .append(' ')
                        .append(text);
            }
        }
        return details.toString();
    }

    /** Whether that column says something that the others don't; what grows with time would stand still here. */
    private boolean tells(int index) {
        String title = titles.get(index);
        return index != ready
                && index != desired
                && index != state
                && !title.equals("name")
                && !Ages.grows(title)
                && !columns.get(index).wide();
    }
}
