package io.millwright.app.page;

import io.millwright.app.browse.Subjects;
import io.millwright.app.browse.Subjects.Subject;
import io.millwright.tui.Copy;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Who is named in bindings of roles, of each cluster.
 *
 * @param answers by cluster
 */
record SubjectsPage(long number, Subjects.Kind kind, Map<String, Answer<Subjects.Found>> answers, Rows rows)
        implements ClustersPage {
    private static final int NOTES = 4;
    private static final ActionSpec COPY = ActionSpec.reading(
            "subjects.copy", "c", "copy", "Puts the name into the clipboard of the terminal, as ':can' takes it.", "");

    /** Of one kind alone it isn't said in each row. */
    private static final Column<Placed> KIND =
            Column.text("kind", 6, 16, 1, p -> Cell.muted(p.subject().kind()));

    private static final List<Column<Placed>> COLUMNS = List.of(
            Column.text("cluster", 8, 24, 2, p -> Cell.muted(p.cluster())),
            Column.text("name", 16, 60, 0, p -> Cell.of(p.subject().name())),
            Column.number(
                    "cluster-wide",
                    12,
                    0,
                    p -> Cell.of(String.valueOf(p.subject().everywhere()))),
            Column.number(
                    "bindings", 8, 0, p -> Cell.of(String.valueOf(p.subject().inNamespaces()))),
            Column.text(
                    "namespaces",
                    10,
                    60,
                    3,
                    p -> Cell.muted(String.join(", ", p.subject().namespaces()))));

    private static final Table<Placed> ONE_KIND = new Table<>(COLUMNS, Placed::key);
    private static final Table<Placed> ALL_KINDS = new Table<>(
            Stream.concat(Stream.of(COLUMNS.getFirst(), KIND), COLUMNS.stream().skip(1))
                    .toList(),
            Placed::key);

    private record Placed(String cluster, Subject subject) {
        String key() {
            return cluster + " " + subject.asked();
        }
    }

    private Table<Placed> table() {
        return kind == Subjects.Kind.ALL ? ALL_KINDS : ONE_KIND;
    }

    static Next<Model> open(Subjects.Kind kind, Model model) {
        return model.openListening(number -> of(number, kind));
    }

    static SubjectsPage of(long number, Subjects.Kind kind) {
        return new SubjectsPage(number, kind, Map.of(), Rows.START);
    }

    private SubjectsPage with(Rows others) {
        return new SubjectsPage(number, kind, answers, others);
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public Page renumbered(long other) {
        return new SubjectsPage(other, kind, answers, rows);
    }

    private String words() {
        return switch (kind) {
            case USERS -> "users";
            case GROUPS -> "groups";
            case ACCOUNTS -> "service accounts";
            case ALL -> "subjects";
        };
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(words());
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(
                model,
                model.data()
                        .askingEach(c ->
                                new Scoped(KindPage.scope(number), new BrowseEffect.ReadSubjects(number, c, kind))));
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return Next.of(
                msg instanceof BrowseMsg.SubjectsRead m
                        ? new SubjectsPage(number, kind, Answer.of(m.context(), m.answer(), answers), rows)
                        : this);
    }

    private List<Placed> all() {
        List<Placed> all = new ArrayList<>();
        answers.forEach((cluster, a) ->
                a.value().ifPresent(f -> f.subjects().forEach(s -> all.add(new Placed(cluster, s)))));
        return all;
    }

    private List<Placed> shown() {
        return rows.filtered(
                all(),
                p -> p.cluster() + " " + p.subject().kind() + " " + p.subject().name() + " "
                        + String.join(" ", p.subject().namespaces()));
    }

    private Optional<Placed> selected() {
        return table().selected(rows.table(), shown());
    }

    @Override
    public ActionRegistry<Model> actions() {
        Availability some = Availability.when(selected().isPresent(), "nobody is selected");
        return ActionRegistry.<Model>builder()
                .add(Act.OPEN, _ -> some)
                .add(Act.FILTER)
                .add(COPY, _ -> some)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return selected()
                .map(p -> action.equals(COPY.id())
                        ? Next.of(
                                model.say(Sign.INFO, "Copied: " + p.subject().asked()),
                                new Copy(p.subject().asked()))
                        : CanPage.open(p.subject().who(), p.subject().place(), model))
                .orElse(Next.of(model));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(with(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(table(), shown(), key, model.bodyHeight() - 2 - notes().size())
                .map(r -> model.with(with(r)))
                .orElse(model));
    }

    private List<Line> notes() {
        List<Line> lines = new ArrayList<>();
        answers.forEach((cluster, a) -> {
            a.problem().ifPresent(p -> lines.add(KindNotes.line(cluster, p)));
            a.value().ifPresent(f -> f.missing().forEach(p -> lines.add(KindNotes.line(cluster, p))));
        });
        return lines.subList(0, Math.min(lines.size(), NOTES));
    }

    @Override
    public void render(Surface body, Model model) {
        Surface area = KindNotes.above(body, notes());
        rows.render(
                area,
                words() + " that bindings of roles name",
                table(),
                shown(),
                all().size(),
                true,
                answers.isEmpty() ? Tables.loading(model) : new Empty.NothingThere(words()));
    }
}
