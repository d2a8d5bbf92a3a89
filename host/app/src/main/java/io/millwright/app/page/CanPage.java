package io.millwright.app.page;

import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Rights.Right;
import io.millwright.spi.ProblemException;
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

/**
 * What somebody may do in a namespace of each cluster.
 *
 * @param namespace empty for the one that the program works with
 * @param answers by cluster
 */
record CanPage(
        long number, Rights.Who who, Optional<String> namespace, Map<String, Answer<Rights.Found>> answers, Rows rows)
        implements ClustersPage {
    private static final ActionSpec COPY = ActionSpec.reading(
            "can.copy", "c", "copy", "Puts resource and verbs into the clipboard of the terminal.", "");

    private static final Table<Placed> TABLE = new Table<>(
            List.of(
                    Column.text("cluster", 8, 24, 2, p -> Cell.muted(p.cluster())),
                    Column.text("resources", 16, 60, 0, p -> Cell.of(p.right().resources())),
                    Column.text("verbs", 12, 70, 0, p -> Cell.of(p.right().verbs())),
                    Column.text("only", 8, 40, 3, p -> Cell.muted(p.right().names())),
                    Column.text("from", 12, 50, 1, p -> Cell.muted(p.right().from()))),
            p -> p.cluster() + p.right());

    private record Placed(String cluster, Right right) {}

    /** {@code :can WHO NAMESPACE}; both may be left out. */
    static Next<Model> open(String words, Model model) {
        List<String> parts = List.of(words.strip().split(" +"));
        try {
            Rights.Who who = Rights.Who.parse(parts.getFirst());
            Optional<String> namespace = parts.size() > 1 ? Optional.of(parts.get(1)) : Optional.empty();
            return open(who, namespace, model);
        } catch (ProblemException unclear) {
            return Next.of(model.say(unclear.problem()));
        }
    }

    static Next<Model> open(Rights.Who who, Optional<String> namespace, Model model) {
        return model.openListening(number -> of(number, who, namespace));
    }

    static CanPage of(long number, Rights.Who who, Optional<String> namespace) {
        return new CanPage(number, who, namespace, Map.of(), Rows.START);
    }

    private CanPage with(Rows others) {
        return new CanPage(number, who, namespace, answers, others);
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public Page renumbered(long other) {
        return new CanPage(other, who, namespace, answers, rows);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("can " + (who.equals(Rights.Who.ME) ? "me" : who.name()));
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(
                model,
                model.data()
                        .askingEach(c -> new Scoped(
                                KindPage.scope(number), new BrowseEffect.ReadRights(number, c, who, namespace))));
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return Next.of(
                msg instanceof BrowseMsg.RightsRead m
                        ? new CanPage(number, who, namespace, Answer.of(m.context(), m.answer(), answers), rows)
                        : this);
    }

    private List<Placed> all() {
        List<Placed> all = new ArrayList<>();
        answers.forEach((cluster, a) ->
                a.value().ifPresent(f -> f.rights().forEach(r -> all.add(new Placed(cluster, r)))));
        return all;
    }

    private List<Placed> shown() {
        return rows.filtered(
                all(),
                p -> p.cluster() + " " + p.right().resources() + " " + p.right().verbs() + " "
                        + p.right().from());
    }

    private Optional<Placed> selected() {
        return TABLE.selected(rows.table(), shown());
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(Act.FILTER)
                .add(COPY, _ -> Availability.when(selected().isPresent(), "there is no right"))
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return selected()
                .map(p -> p.right().resources() + ": " + p.right().verbs())
                .map(t -> Next.of(model.say(Sign.INFO, "Copied: " + t), new Copy(t)))
                .orElse(Next.of(model));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(with(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(TABLE, shown(), key, model.bodyHeight() - 2 - notes().size())
                .map(r -> model.with(with(r)))
                .orElse(model));
    }

    private List<Line> notes() {
        List<Line> lines = new ArrayList<>();
        answers.forEach((cluster, a) -> a.problem().ifPresent(p -> lines.add(KindNotes.line(cluster, p))));
        answers.values().stream()
                .flatMap(a -> a.value().stream())
                .map(Rights.Found::incomplete)
                .filter(i -> !i.isEmpty())
                .distinct()
                .forEach(i -> lines.add(Line.of(Cell.muted("There may be more: " + i + "."))));
        return lines.subList(0, Math.min(lines.size(), 4));
    }

    @Override
    public void render(Surface body, Model model) {
        List<Line> notes = notes();
        Surface area = KindNotes.above(body, notes);
        Optional<Rights.Found> any =
                answers.values().stream().flatMap(a -> a.value().stream()).findFirst();
        String title = any.map(f -> f.who() + " may, in " + f.namespace()).orElse("rights");
        rows.render(
                area,
                title,
                TABLE,
                shown(),
                all().size(),
                true,
                answers.isEmpty() ? Tables.loading(model) : new Empty.NothingThere("rights"));
    }
}
