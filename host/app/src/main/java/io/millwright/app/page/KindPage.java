package io.millwright.app.page;

import io.millwright.app.browse.Faults;
import io.millwright.app.browse.Filter;
import io.millwright.app.browse.Sheet;
import io.millwright.app.settings.SavedView;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Input;
import io.millwright.tui.widget.Pointed;
import io.millwright.tui.widget.Table;
import io.millwright.tui.widget.TableState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The objects of one kind in all clusters, with the columns that the servers draw, kept up to date while the page is open; or of several kinds,
 * where each row is what it would be in the list of its own.
 *
 * @param number unlike that of any other page: what comes late for another one isn't for this
 * @param parts what each cluster has said of each kind
 * @param recent what changed a moment ago
 * @param usage what the rows use, where that is measured
 * @param inSight the same of those in sight, where there are too many
 */
record KindPage(
        long number,
        KindAsk ask,
        Map<KindSource, KindPart> parts,
        Sheet sheet,
        Rows rows,
        KindLook look,
        Marks marks,
        Recent recent,
        Usages usage,
        InSight inSight)
        implements Page {

    /** Finds a row by its key. */
    private static final Table<Row> KEYS = new Table<>(List.of(), Row::key);

    KindPage {
        parts = Map.copyOf(parts);
    }

    /** Opens such a page over the others. */
    static Next<Model> open(KindAsk ask, Model model) {
        return open(ask, Optional.empty(), model);
    }

    /** Opens it as it was saved. */
    static Next<Model> open(KindAsk ask, Optional<SavedView> saved, Model model) {
        KindLook look = saved.map(KindLook::of).orElse(KindLook.START).among(KindSettings.views(ask, model));
        return model.openListening(number -> of(number, ask).with(look));
    }

    static KindPage of(long number, KindAsk ask) {
        Rows rows = new Rows(TableState.START, Input.of(ask.filter()), false);
        return new KindPage(
                number,
                ask,
                Map.of(),
                Sheet.EMPTY,
                rows,
                KindLook.START,
                Marks.NONE,
                Recent.NOTHING,
                Usages.NOTHING,
                InSight.NOTHING);
    }

    KindPage with(Rows others) {
        return new KindPage(number, ask, parts, sheet, others, look, marks, recent, usage, inSight);
    }

    KindPage with(KindLook other) {
        return new KindPage(number, ask, parts, sheet, rows, other, marks, recent, usage, inSight);
    }

    KindPage with(Sheet other) {
        return new KindPage(number, ask, parts, other, rows, look, marks, recent, usage, inSight);
    }

    KindPage with(Marks others) {
        return new KindPage(number, ask, parts, sheet, rows, look, others, recent, usage, inSight);
    }

    KindPage with(Usages other) {
        return new KindPage(number, ask, parts, sheet, rows, look, marks, recent, other, inSight);
    }

    KindPage with(InSight other) {
        return new KindPage(number, ask, parts, sheet, rows, look, marks, recent, usage, other);
    }

    KindPage with(Recent other) {
        return new KindPage(number, ask, parts, sheet, rows, look, marks, other, usage, inSight);
    }

    /** With what a cluster has said. */
    KindPage with(KindSource source, KindPart part) {
        Map<KindSource, KindPart> more = new LinkedHashMap<>(parts);
        more.put(source, part);
        return new KindPage(number, ask, more, sheet, rows, look, marks, recent, usage, inSight);
    }

    /** What that cluster has said. */
    KindPart part(KindSource source) {
        return parts.getOrDefault(source, KindPart.NOTHING);
    }

    /** What is under way for the page of that number ends when the page is left. */
    static String scope(long number) {
        return "objects-" + number;
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public boolean hasShown() {
        return parts.values().stream().anyMatch(KindPart::complete);
    }

    /** The kind, as soon as any cluster has told it; of several, that of the selected row. */
    Optional<Served> served() {
        return ask.isMix() ? selected().flatMap(this::served) : known().findFirst();
    }

    /** The kind of that row. */
    Optional<Served> served(Row row) {
        return known().filter(
                        s -> row.kind().isEmpty() || row.kind().equals(s.kind().resourceName()))
                .findFirst();
    }

    /** The kinds that clusters have told. */
    Stream<Served> known() {
        return parts.values().stream().flatMap(p -> p.served().stream());
    }

    /** Whether objects may be in namespaces. */
    boolean isNamespaced() {
        return known().anyMatch(s -> s.kind().namespaced());
    }

    /** Whether its objects are known to be of that kind. */
    boolean isOf(Kind kind) {
        return served().filter(s -> s.kind().equals(kind)).isPresent();
    }

    List<Column> columns() {
        return look.columns();
    }

    @Override
    public Page renumbered(long other) {
        Map<KindSource, KindPart> older = new LinkedHashMap<>();
        parts.forEach((source, part) -> older.put(source, part.unwatched()));
        return new KindPage(other, ask, older, sheet, rows, look, marks, recent, usage, inSight);
    }

    @Override
    public List<String> crumbs(Model model) {
        // A namespace that was only kept from the list before says nothing of nodes.
        boolean bare = served().isPresent() && !isNamespaced();
        return List.of((bare ? ask.in(Optional.empty()) : ask).crumb());
    }

    @Override
    public boolean comesFirst() {
        return true;
    }

    @Override
    public Next<Model> load(Model model) {
        return KindSettings.reopened(this, model).orElseGet(() -> {
            KindPage page = KindSettings.following(this, model);
            return KindFeed.load(page, model.with(page));
        });
    }

    /** Clusters that couldn't be read are tried again. */
    @Override
    public Next<Model> again(Model model) {
        return KindFeed.again(this, model);
    }

    @Override
    public Optional<Next<Model>> interrupt(Model model) {
        return KindFeed.interrupted(this, model);
    }

    @Override
    public Page ticked(Model model) {
        return KindFeed.ticked(this, model);
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return KindFeed.heard(this, msg, model);
    }

    /** The page may be open before the kubeconfig and the settings are read. */
    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        if (msg instanceof DeskMsg.SettingsRead || msg instanceof DeskMsg.SettingsChanged) {
            return KindSettings.reopened(this, model)
                    .orElseGet(() -> Next.of(model.with(KindSettings.following(this, model))));
        }
        return msg instanceof DeskMsg.ClustersRead ? load(model) : Next.of(model);
    }

    /** With what is typed and chosen applied to all rows. */
    KindPage refiltered(Model model) {
        Filter filter = Filter.parse(rows.filter().text(), columns(), model.now());
        return with(sheet.filtered(look.faults() ? filter.test().and(Faults.in(columns())) : filter.test()));
    }

    /** The row that actions are about. */
    Optional<Row> selected() {
        return KEYS.selected(rows.table(), sheet.rows());
    }

    @Override
    public ActionRegistry<Model> actions() {
        return KindActions.of(this);
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return KindWork.perform(this, action, model);
    }

    @Override
    public Next<Model> after(BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.Listed _ -> KindSettings.reopened(this, model).orElse(Next.of(model));
            case BrowseMsg.Gathered gathered ->
                Jumps.gathered(gathered, model).orElseGet(() -> KindMarking.gathered(gathered, model));
            case BrowseMsg.TalkReady ready -> KindWork.talk(ready, model);
            case BrowseMsg.MeasuredSome _ -> InSight.following(this, model);
            default -> Next.of(model);
        };
    }

    List<ObjectAsk> selectedOnly() {
        return served().isEmpty()
                ? List.of()
                : selected().map(this::object).stream().toList();
    }

    @Override
    public List<ObjectAsk> touches(Model model) {
        return marks.isEmpty() || served().isEmpty()
                ? selectedOnly()
                : marks.rows().values().stream().map(this::object).toList();
    }

    ObjectAsk object(Row row) {
        String word = served(row).map(s -> s.kind().resourceName()).orElse(ask.word());
        return new ObjectAsk(row.cluster(), word, row.namespace(), row.name());
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        if (msg instanceof Pointed.Title at) {
            return Optional.of(KindWork.sorted(this, look.orderBy(KindLook.plain(at.column())), model));
        }
        Optional<Next<Model>> returned = KindWork.returned(msg, model);
        if (returned.isPresent()) {
            return returned;
        }
        Optional<Next<Model>> taken = rows.capture(msg).map(r -> typed(r, model));
        return taken.isEmpty() && msg instanceof Key key && key.is(Key.Code.ESC) && !marks.isEmpty()
                ? Optional.of(perform("objects.unmark", model))
                : taken;
    }

    private Next<Model> typed(Rows others, Model model) {
        KindPage page = with(others);
        if (others.filter().text().equals(rows.filter().text())) {
            Filter filter = Filter.parse(others.filter().text(), columns(), model.now());
            boolean chosen = rows.typing()
                    && !others.typing()
                    && filter.text().startsWith("-l")
                    && !filter.labels().equals(ask.labels());
            return chosen ? KindWork.instead(ask.selecting(filter.labels()), model) : Next.of(model.with(page));
        }
        return InSight.following(page.refiltered(model).with(others.at(TableState.START)), model);
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        int height = SidePanel.listHeight(
                model, model.bodyHeight() - 1 - KindNotes.of(this, model).size());
        return rows.move(KindPicture.table(this, model), sheet.rows(), key, height - 1)
                .map(r -> InSight.following(with(r), model))
                .orElse(Next.of(model));
    }

    @Override
    public List<Cell> facts(Model model) {
        List<Cell> fresh = KindNotes.freshness(this, model);
        Optional<Cell> sight = inSight.fact(this);
        if (sight.isEmpty()) {
            return fresh;
        }
        List<Cell> facts = new ArrayList<>();
        facts.add(sight.get());
        facts.addAll(fresh);
        return facts;
    }

    @Override
    public Optional<String> context(Model model) {
        return ask.context().or(() -> selected().map(Row::cluster));
    }

    @Override
    public Optional<Detail> detail(Model model) {
        return selected().map(r -> new Detail.OfObject(object(r), r, neighbours(r)));
    }

    /** Of the row below and the one above, where one goes next. */
    private List<ObjectAsk> neighbours(Row row) {
        List<Row> all = sheet.rows();
        int at = rows.table().index();
        return at >= all.size() || !all.get(at).key().equals(row.key())
                ? List.of()
                : IntStream.of(at + 1, at - 1)
                        .filter(i -> i >= 0 && i < all.size())
                        .mapToObj(i -> object(all.get(i)))
                        .toList();
    }

    @Override
    public void render(Surface body, Model model) {
        KindPicture.render(this, body, model);
    }
}
