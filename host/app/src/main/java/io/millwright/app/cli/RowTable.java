package io.millwright.app.cli;

import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the rows of one kind are drawn.
 *
 * @param first the first answer with a table, whose columns all have; empty where no cluster gave one
 * @param contexts whether each row says from which cluster it is
 * @param prefix what stands before a name that stands beside those of other kinds; else empty
 * @param own whether the columns are one's own: of those there are no others, and their titles are as they were typed
 */
record RowTable(Optional<ObjectTable> first, boolean contexts, String prefix, boolean own) {
    /** For the answers about one kind. */
    static RowTable of(List<RowsOfOne> answers, boolean contexts, boolean qualified, boolean own) {
        Optional<ObjectTable> first =
                answers.stream().flatMap(a -> a.table().stream()).findFirst();
        return new RowTable(
                first,
                contexts,
                qualified ? first.map(t -> t.served().qualified() + "/").orElse("") : "",
                own);
    }

    List<Document.Column> columns() {
        List<Document.Column> columns = new ArrayList<>();
        if (contexts) {
            columns.add(Document.Column.of("CONTEXT"));
        }
        if (namespaced()) {
            columns.add(Document.Column.of("NAMESPACE"));
        }
        drawn().forEach(c -> {
            String head = own ? c.name() : c.name().toUpperCase(Locale.ROOT);
            columns.add(c.wide() ? Document.Column.wide(head) : Document.Column.of(head));
        });
        return columns;
    }

    List<Document.Cell> cells(Row row) {
        List<Document.Cell> cells = new ArrayList<>();
        if (contexts) {
            cells.add(Document.Cell.of(row.cluster()));
        }
        if (namespaced()) {
            cells.add(Document.Cell.of(row.namespace()));
        }
        List<ObjectTable.Column> drawn = drawn();
        boolean titled = false;
        for (int i = 0; i < drawn.size(); i++) {
            boolean title = !titled && drawn.get(i).name().equalsIgnoreCase("name");
            titled |= title;
            cells.add(Document.Cell.of(title ? prefix + row.cell(i) : row.cell(i)));
        }
        return cells;
    }

    /** The rows of all answers, sorted where that was asked for. */
    KindTables.Part part(List<RowsOfOne> answers, RowColumns columns) {
        Stream<Row> all = answers.stream().flatMap(a -> a.table().map(ObjectTable::rows).orElse(List.of()).stream());
        List<Row> rows = columns.sort()
                .map(s -> all.sorted(s.by(drawn().size())))
                .orElse(all)
                .toList();
        return new KindTables.Part(
                new Document.Table(
                        columns(), rows.stream().map(this::cells).toList(), "There is nothing of that kind."),
                rows.stream().map(this::name).toList());
    }

    /** {@code deployment.apps/web}. */
    String name(Row row) {
        return first.map(t -> t.served().qualified() + "/").orElse("") + row.name();
    }

    private boolean namespaced() {
        return !own && first.filter(t -> t.served().kind().namespaced()).isPresent();
    }

    private List<ObjectTable.Column> drawn() {
        return first.map(ObjectTable::columns).orElse(List.of());
    }
}
