package io.millwright.app.page;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The Helm releases of all clusters.
 *
 * @param answers what each cluster has said so far
 */
record HelmPage(Rows rows, Map<String, Answer<List<Desk.HelmRow>>> answers) implements Page {
    static final HelmPage START = new HelmPage(Rows.START, Map.of());

    private static final Table<Desk.HelmRow> TABLE = new Table<>(
            List.of(
                    Column.text("release", 8, 53, 0, r -> Cell.of(r.name())),
                    Column.text("namespace", 8, 30, 0, r -> Cell.of(r.namespace())),
                    Column.text("context", 8, 24, 2, r -> Cell.muted(r.context())),
                    Column.number("revision", 8, 2, r -> Cell.of(String.valueOf(r.revision()))),
                    Column.text(
                            "status",
                            15,
                            18,
                            0,
                            r -> r.status().equals("deployed")
                                    ? Cell.muted(r.status())
                                    : new Cell(r.status(), Style.WARNING)),
                    Column.text("chart", 10, 44, 1, r -> Cell.of(r.chart())),
                    Column.text("app", 4, 16, 3, r -> Cell.muted(r.app()))),
            r -> r.context() + "|" + r.namespace() + "/" + r.name());

    private HelmPage with(Rows others) {
        return new HelmPage(others, answers);
    }

    private List<Desk.HelmRow> all() {
        return answers.values().stream()
                .flatMap(a -> a.value().stream())
                .flatMap(List::stream)
                .toList();
    }

    private List<Desk.HelmRow> shown() {
        return rows.filtered(
                all(), r -> r.name() + " " + r.namespace() + " " + r.context() + " " + r.status() + " " + r.chart());
    }

    private Optional<Desk.HelmRow> selected() {
        return TABLE.selected(rows.table(), shown());
    }

    /** What has to be known of the clusters that said nothing, and of releases that nobody can change. */
    private String note() {
        String silent = answers.entrySet().stream()
                .flatMap(e -> e.getValue().problem().map(p -> e.getKey() + ": " + p.why()).stream())
                .collect(Collectors.joining("; "));
        return silent.isEmpty()
                ? selected()
                        .filter(Desk.HelmRow::isPending)
                        .map(r -> r.name() + " is " + r.status()
                                + ": another Helm works on it, or has died on the way; enter tells what to do.")
                        .orElse("")
                : "Releases aren't listed of " + silent;
    }

    private List<String> notes(Model model) {
        String note = note();
        return note.isEmpty()
                ? List.of()
                : Text.wrap(note, Math.max(1, model.size().width() - 2));
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("helm");
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, model.data().askingEach(DeskEffect.LoadReleases::new));
    }

    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return switch (msg) {
            case DeskMsg.ClustersRead _ -> load(model);
            case DeskMsg.ReleasesRead m ->
                Next.of(model.with(new HelmPage(rows, Answer.of(m.context(), m.answer(), answers))));
            default -> Next.of(model);
        };
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(Act.OPEN, _ -> Availability.when(selected().isPresent(), "there is no release"))
                .add(Act.FILTER)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return selected().map(r -> model.open(ReleasePage.of(r))).orElse(Next.of(model));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(with(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(
                        TABLE,
                        shown(),
                        key,
                        model.bodyHeight() - 2 - notes(model).size())
                .map(r -> model.with(with(r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        List<String> notes = notes(model);
        for (int i = 0; i < notes.size(); i++) {
            body.put(1, body.height() - notes.size() + i, notes.get(i), Style.WARNING);
        }
        rows.render(
                body.rows(1, body.height() - 1 - notes.size()),
                "Helm releases",
                TABLE,
                shown(),
                all().size(),
                true,
                Tables.empty("Helm releases", answers.values().stream().findFirst(), model));
    }
}
