package io.millwright.app.page;

import io.millwright.app.browse.Found;
import io.millwright.app.browse.Search;
import io.millwright.spi.Problem;
import io.millwright.tui.CancelScope;
import io.millwright.tui.Copy;
import io.millwright.tui.Effect;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a search across kinds and clusters has found so far.
 *
 * @param found sorted: what is named exactly so comes first
 * @param missing what couldn't be searched, with the cluster
 * @param asked the clusters that were asked
 * @param ended those of them that have told everything
 */
record FindPage(
        long number,
        String text,
        List<Found> found,
        List<Miss> missing,
        Set<String> asked,
        Set<String> ended,
        Rows rows)
        implements ClustersPage {
    private static final int NOTES = 3;

    private static final Table<Found> TABLE = new Table<>(
            List.of(
                    Column.sign(f -> Cell.of(f.bad() ? Sign.WARNING : Sign.ABSENT, Glyphs.UNICODE)),
                    Column.text("cluster", 8, 24, 1, f -> Cell.muted(f.cluster())),
                    Column.text("kind", 8, 40, 0, f -> Cell.muted(f.kind().resourceName())),
                    Column.text("namespace", 9, 30, 0, f -> Cell.muted(f.namespace())),
                    Column.name("name", 16, 63, 0, f -> Cell.of(f.name())),
                    Column.text(
                            "status",
                            8,
                            40,
                            2,
                            f -> f.bad() ? new Cell(f.status(), Style.WARNING) : Cell.of(f.status())),
                    Column.text("by label", 8, 60, 3, f -> Cell.muted(f.label()))),
            Found::key);

    /** What a cluster couldn't tell. */
    record Miss(String cluster, Problem problem) {}

    FindPage {
        found = List.copyOf(found);
        missing = List.copyOf(missing);
    }

    static Next<Model> open(String text, Model model) {
        return text.isBlank()
                ? Next.of(model.say(Sign.INFO, "':find TEXT' looks for a part of a name in all kinds and clusters."))
                : model.openListening(number -> of(number, text.strip()));
    }

    static FindPage of(long number, String text) {
        return new FindPage(number, text, List.of(), List.of(), Set.of(), Set.of(), Rows.START);
    }

    private FindPage with(Rows others) {
        return new FindPage(number, text, found, missing, asked, ended, others);
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public Page renumbered(long other) {
        return new FindPage(other, text, found, missing, asked, ended, rows);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("find " + text);
    }

    @Override
    public List<Cell> facts(Model model) {
        return asked.size() == ended.size()
                ? List.of(Cell.muted("searched " + Words.count(ended.size(), "cluster")))
                // Short: that more may come must be said on a narrow screen, too.
                : List.of(Cell.muted("searching, " + ended.size() + " of " + asked.size()));
    }

    /** Asks anew; what was found before stays until it is known better. */
    @Override
    public Next<Model> load(Model model) {
        List<String> contexts = model.data().usable();
        FindPage fresh = new FindPage(number, text, found, List.of(), new LinkedHashSet<>(contexts), Set.of(), rows);
        return Next.of(
                model.with(fresh),
                contexts.stream()
                        .map(c -> new Scoped(KindPage.scope(number), new BrowseEffect.Find(number, c, text)))
                        .toArray(Effect[]::new));
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.FoundSome m -> Next.of(with(m.context(), m.part()));
            case BrowseMsg.FindEnded m -> Next.of(ended(m));
            default -> Next.of(this);
        };
    }

    private FindPage with(String context, Search.Part part) {
        Map<String, Found> known = new LinkedHashMap<>();
        found.forEach(f -> known.put(f.key(), f));
        part.found().forEach(f -> known.put(f.key(), f));
        List<Found> more = new ArrayList<>(known.values());
        String wanted = text.toLowerCase(Locale.ROOT);
        more.sort(Comparator.comparing((Found f) -> !f.name().equalsIgnoreCase(wanted))
                .thenComparing(f -> f.kind().resourceName())
                .thenComparing(Found::key));
        return new FindPage(number, text, more, missing(context, part.missing()), asked, ended, rows);
    }

    private List<Miss> missing(String context, List<Problem> problems) {
        List<Miss> all = new ArrayList<>(missing);
        problems.stream()
                .map(p -> new Miss(context, p))
                .filter(m -> !all.contains(m))
                .forEach(all::add);
        return all;
    }

    private FindPage ended(BrowseMsg.FindEnded m) {
        Set<String> more = new LinkedHashSet<>(ended);
        more.add(m.context());
        return new FindPage(
                number, text, found, missing(m.context(), m.problem().stream().toList()), asked, more, rows);
    }

    /** The search ends; what it has found stays, and it is told where it hasn't looked to the end. */
    @Override
    public Optional<Next<Model>> interrupt(Model model) {
        List<String> open = asked.stream().filter(c -> !ended.contains(c)).toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        List<Miss> more = new ArrayList<>(missing);
        open.forEach(c -> more.add(new Miss(
                c,
                Problem.user("search to the end", "cluster " + c, "you have stopped it", "ctrl-r searches again."))));
        FindPage stopped = new FindPage(number, text, found, more, asked, asked, rows);
        return Optional.of(Next.of(model.with(stopped), new CancelScope(KindPage.scope(number))));
    }

    private List<Found> shown() {
        return rows.filtered(
                found,
                f -> f.cluster() + " " + f.kind().resourceName() + " " + f.namespace() + " " + f.name() + " "
                        + f.status());
    }

    private Optional<Found> selected() {
        return TABLE.selected(rows.table(), shown());
    }

    @Override
    public ActionRegistry<Model> actions() {
        Availability chosen = Availability.when(selected().isPresent(), "nothing is found yet");
        return ActionRegistry.<Model>builder()
                .add(Act.OPEN, _ -> chosen)
                .add(Act.FILTER)
                .add(KindActions.YAML, _ -> chosen)
                .add(KindActions.DESCRIBE, _ -> chosen)
                .add(KindActions.COPY, _ -> chosen)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return selected()
                .map(f -> action.equals(KindActions.COPY.id())
                        ? Next.of(model.say(Sign.INFO, "Copied: " + f.name()), new Copy(f.name()))
                        : ObjectPage.open(
                                new ObjectAsk(f.cluster(), f.kind().resourceName(), f.namespace(), f.name()),
                                action.equals(KindActions.YAML.id()),
                                model))
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
        missing.stream().limit(NOTES).forEach(m -> lines.add(KindNotes.line(m.cluster(), m.problem())));
        if (missing.size() > NOTES) {
            lines.set(
                    NOTES - 1,
                    Line.of("and " + (missing.size() - NOTES + 1) + " more that couldn't be searched", Style.WARNING));
        }
        return lines;
    }

    @Override
    public void render(Surface body, Model model) {
        List<Line> notes = notes();
        Surface area = KindNotes.above(body, notes);
        Empty empty = asked.isEmpty() || asked.size() > ended.size()
                ? Tables.loading(model)
                : new Empty.NothingThere("objects named or labelled " + text);
        rows.render(area, "found", TABLE, shown(), found.size(), true, empty);
    }
}
