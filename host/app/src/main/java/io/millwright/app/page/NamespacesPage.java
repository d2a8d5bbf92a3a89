package io.millwright.app.page;

import io.millwright.tui.Effect;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The namespaces of all clusters; a cluster that can't be read has one row that says why. */
record NamespacesPage(Rows rows) implements Page {
    static final NamespacesPage START = new NamespacesPage(Rows.START);

    private static Table<Desk.NamespaceRow> table(Model model) {
        return new Table<>(
                List.of(
                        Column.text("context", 8, 30, 0, n -> Cell.muted(n.context())),
                        Column.text("namespace", 12, 63, 0, n -> Cell.of(n.name())),
                        Column.text("state", 8, 60, 1, n -> Cell.of(n.state())),
                        Column.number("age", 8, 2, n -> Cell.muted(Tables.age(n.created(), model)))),
                n -> n.context() + "/" + n.name());
    }

    private static List<Desk.NamespaceRow> all(Model model) {
        List<Desk.NamespaceRow> rows = new ArrayList<>();
        for (Desk.ClusterRow cluster : model.data().clusterRows()) {
            Optional<Answer<List<Desk.NamespaceRow>>> answer =
                    Optional.ofNullable(model.data().namespaces().get(cluster.name()));
            rows.addAll(answer.flatMap(Answer::value).orElse(List.of()));
            answer.flatMap(Answer::problem)
                    .ifPresent(p -> rows.add(new Desk.NamespaceRow(
                            cluster.name(), "-", Sign.UNKNOWN.word() + ": " + Words.brief(p), Optional.empty())));
        }
        return rows;
    }

    private List<Desk.NamespaceRow> shown(Model model) {
        return rows.filtered(all(model), n -> n.context() + " " + n.name() + " " + n.state());
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("namespaces");
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
                        .map(c -> new DeskEffect.LoadNamespaces(c.name()))
                        .toArray(Effect[]::new));
    }

    /** The page may be open before the kubeconfig is read. */
    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return msg instanceof DeskMsg.ClustersRead ? load(model) : Next.of(model);
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().add(Act.FILTER).add(Act.REFRESH).build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return Next.of(model);
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(new NamespacesPage(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(table(model), shown(model), key, model.bodyHeight() - 2)
                .map(r -> model.with(new NamespacesPage(r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        rows.render(
                body.rows(1, body.height() - 1),
                "namespaces",
                table(model),
                shown(model),
                all(model).size(),
                true,
                Tables.empty(
                        "namespaces",
                        model.data().namespaces().values().stream().findFirst(),
                        model));
    }
}
