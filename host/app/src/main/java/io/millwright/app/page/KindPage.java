package io.millwright.app.page;

import io.millwright.engine.browse.ObjectTable;
import io.millwright.spi.Problem;
import io.millwright.tui.Effect;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of one kind in all clusters, with the columns that the servers draw. A cluster that can't be read has one row that says why.
 *
 * @param word what the user calls the kind
 */
record KindPage(String word, Rows rows) implements Page {
    /** Columns of numbers and ages, which are aligned to the right. */
    private static final Set<String> NUMBERS = Set.of("age", "restarts", "ready", "desired", "current", "available");

    /** An object of one cluster; or, where {@code problem} is there, a cluster that can't be read. */
    private record Line(String context, String namespace, List<String> cells, Optional<String> problem) {
        String text() {
            return context + " " + namespace + " " + String.join(" ", cells) + problem.orElse("");
        }

        String cell(int index) {
            return index < cells.size() ? cells.get(index) : "";
        }
    }

    static KindPage of(String word) {
        return new KindPage(word, Rows.START);
    }

    private Optional<ObjectTable> first(Model model) {
        return model.data().clusterRows().stream()
                .flatMap(c -> model.data().table(c.name(), word).stream())
                .flatMap(a -> a.value().stream())
                .findFirst();
    }

    private Table<Line> table(Model model) {
        List<Column<Line>> columns = new ArrayList<>();
        boolean several = model.data().clusterRows().size() > 1;
        if (several) {
            columns.add(Column.text("context", 8, 24, 1, l -> Cell.muted(l.context())));
        }
        Optional<ObjectTable> known = first(model);
        if (known.filter(t -> t.served().kind().namespaced()).isPresent()) {
            columns.add(Column.text("namespace", 9, 30, 0, l -> Cell.muted(l.namespace())));
        }
        List<ObjectTable.Column> drawn = known.map(ObjectTable::columns).orElse(List.of());
        if (drawn.isEmpty()) {
            columns.add(Column.text("name", 12, 63, 0, l -> Cell.of(l.problem().orElse(l.cell(0)))));
        }
        for (int i = 0; i < drawn.size(); i++) {
            columns.add(column(drawn.get(i), i));
        }
        return new Table<>(columns, l -> l.context() + "/" + l.namespace() + "/" + l.cell(0));
    }

    private static Column<Line> column(ObjectTable.Column drawn, int index) {
        String title = drawn.name().toLowerCase(Locale.ROOT);
        if (index == 0) {
            return Column.text(title, 12, 63, 0, l -> Cell.of(l.problem().orElse(l.cell(0))));
        }
        int priority = drawn.wide() ? 9 : Math.min(8, index);
        return NUMBERS.contains(title)
                ? Column.number(title, 14, priority, l -> Cell.of(l.cell(index)))
                : Column.text(title, 6, 40, priority, l -> Cell.of(l.cell(index)));
    }

    private List<Line> all(Model model) {
        List<Line> lines = new ArrayList<>();
        for (Desk.ClusterRow cluster : model.data().clusterRows()) {
            Optional<Answer<ObjectTable>> answer = model.data().table(cluster.name(), word);
            answer.flatMap(Answer::value)
                    .ifPresent(t -> t.rows()
                            .forEach(r ->
                                    lines.add(new Line(cluster.name(), r.namespace(), r.cells(), Optional.empty()))));
            answer.flatMap(Answer::problem).ifPresent(p -> lines.add(broken(cluster.name(), p)));
        }
        return lines;
    }

    private static Line broken(String context, Problem p) {
        return new Line(context, "", List.of(), Optional.of(Words.brief(p)));
    }

    private List<Line> shown(Model model) {
        return rows.filtered(all(model), Line::text);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(word);
    }

    @Override
    public boolean comesFirst() {
        return true;
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(
                model,
                model.data().clusterRows().stream()
                        .filter(c -> c.unusable().isEmpty())
                        .map(c -> new DeskEffect.LoadTable(c.name(), word))
                        .toArray(Effect[]::new));
    }

    /** The page may be open before the kubeconfig is read. */
    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return msg instanceof DeskMsg.ClustersRead ? load(model) : Next.of(model);
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().add(Act.FILTER).build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return Next.of(model);
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(new KindPage(word, r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(table(model), shown(model), key, model.bodyHeight() - 2)
                .map(r -> model.with(new KindPage(word, r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        Optional<Answer<ObjectTable>> any = model.data().clusterRows().stream()
                .flatMap(c -> model.data().table(c.name(), word).stream())
                .findFirst();
        Empty empty = Tables.empty(word, any, model);
        rows.render(
                body.rows(1, body.height() - 1),
                word,
                table(model),
                shown(model),
                all(model).size(),
                true,
                empty);
    }
}
