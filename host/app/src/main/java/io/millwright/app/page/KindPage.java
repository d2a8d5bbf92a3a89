package io.millwright.app.page;

import io.millwright.app.browse.Faults;
import io.millwright.app.browse.Filter;
import io.millwright.app.browse.Order;
import io.millwright.app.browse.Sheet;
import io.millwright.app.settings.KindView;
import io.millwright.app.settings.SavedView;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore.Change;
import io.millwright.engine.browse.Served;
import io.millwright.tui.Copy;
import io.millwright.tui.Effect;
import io.millwright.tui.HandTty;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.TtyReturned;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Input;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Pointed;
import io.millwright.tui.widget.Table;
import io.millwright.tui.widget.TableState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The objects of one kind in all clusters, with the columns that the servers draw, kept up to date while the page is open.
 *
 * @param number unlike that of any other page: what comes late for another one isn't for this
 * @param parts what each cluster has said
 */
record KindPage(
        long number, KindAsk ask, Map<String, KindPart> parts, Sheet sheet, Rows rows, KindLook look, Marks marks)
        implements Page {

    KindPage {
        parts = Map.copyOf(parts);
    }

    /** Opens such a page over the others. */
    static Next<Model> open(KindAsk ask, Model model) {
        return open(ask, Optional.empty(), model);
    }

    /** Opens it as it was saved. */
    static Next<Model> open(KindAsk ask, Optional<SavedView> saved, Model model) {
        KindLook look = saved.map(KindLook::of)
                .orElseGet(() ->
                        KindLook.of(model.prefs().screen().view(ask.word()).orElse(KindView.USUAL)));
        return model.openListening(number -> of(number, ask).with(look));
    }

    private static KindPage of(long number, KindAsk ask) {
        Rows rows = new Rows(TableState.START, Input.of(ask.filter()), false);
        return new KindPage(number, ask, Map.of(), Sheet.EMPTY, rows, KindLook.START, Marks.NONE);
    }

    private KindPage with(Rows others) {
        return new KindPage(number, ask, parts, sheet, others, look, marks);
    }

    private KindPage with(KindLook other) {
        return new KindPage(number, ask, parts, sheet, rows, other, marks);
    }

    private KindPage with(Sheet other) {
        return new KindPage(number, ask, parts, other, rows, look, marks);
    }

    private KindPage with(Marks others) {
        return new KindPage(number, ask, parts, sheet, rows, look, others);
    }

    static String scope(long number) {
        return "objects-" + number;
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public boolean hasShown() {
        return !parts.isEmpty();
    }

    /** The kind, as soon as any cluster has told it. */
    Optional<Served> served() {
        return parts.values().stream().flatMap(p -> p.served().stream()).findFirst();
    }

    List<Column> columns() {
        return look.columns();
    }

    private List<Desk.ClusterRow> clusters(Model model) {
        return model.data().clusterRows().stream()
                .filter(c -> c.unusable().isEmpty())
                .filter(c -> ask.context().map(c.name()::equals).orElse(true))
                .toList();
    }

    @Override
    public Page renumbered(long other) {
        Map<String, KindPart> older = new LinkedHashMap<>();
        parts.forEach((cluster, part) -> older.put(cluster, part.unwatched()));
        return new KindPage(other, ask, older, sheet, rows, look, marks);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(ask.crumb());
    }

    @Override
    public boolean comesFirst() {
        return true;
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(
                model, clusters(model).stream().map(c -> opening(c.name())).toArray(Effect[]::new));
    }

    private Effect opening(String context) {
        return new Scoped(
                scope(number), new BrowseEffect.Open(number, context, ask.word(), ask.namespace(), ask.labels()));
    }

    /** Clusters that couldn't be read are tried again. */
    @Override
    public Next<Model> again(Model model) {
        return Next.of(
                model,
                clusters(model).stream()
                        .filter(c -> Optional.ofNullable(parts.get(c.name()))
                                .flatMap(KindPart::failure)
                                .isPresent())
                        .map(c -> opening(c.name()))
                        .toArray(Effect[]::new));
    }

    /** The page may be open before the kubeconfig is read. */
    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return msg instanceof DeskMsg.ClustersRead ? load(model) : Next.of(model);
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.Listed m -> Next.of(listed(m, model));
            case BrowseMsg.Opened m ->
                Next.of(this, new Scoped(scope(number), new BrowseEffect.Watch(number, m.context())));
            case BrowseMsg.Failed m ->
                Next.of(withPart(m.context(), part(m.context()).failed(m.answer())));
            default -> Next.of(this);
        };
    }

    private KindPart part(String context) {
        return parts.getOrDefault(context, KindPart.NOTHING);
    }

    private KindPage withPart(String context, KindPart part) {
        Map<String, KindPart> more = new LinkedHashMap<>(parts);
        more.put(context, part);
        return new KindPage(number, ask, more, sheet, rows, look, marks);
    }

    private KindPage listed(BrowseMsg.Listed msg, Model model) {
        KindPart part = part(msg.context()).with(msg);
        KindPage page = withPart(msg.context(), part);
        if (columns().isEmpty() && !part.columns().isEmpty()) {
            page = page.with(look.with(part.columns()));
            page = page.with(page.sheet.sorted(page.look.order())).refiltered(model);
        }
        List<Change> changes = KindPart.fitted(msg.news().changes(), part.columns(), page.columns());
        if (msg.anew()) {
            page = page.with(page.sheet.without(msg.context()));
        }
        return changes.isEmpty() ? page : page.with(page.marks.after(changes)).changed(changes);
    }

    private KindPage changed(List<Change> changes) {
        Sheet after = sheet.with(changes);
        return with(after).with(rows.at(Following.after(rows.table(), sheet, after, changes)));
    }

    /** With what is typed and chosen applied to all rows. */
    private KindPage refiltered(Model model) {
        Filter filter = Filter.parse(rows.filter().text(), columns(), model.now());
        return with(sheet.filtered(look.faults() ? filter.test().and(Faults.in(columns())) : filter.test()));
    }

    Table<Row> table(Model model) {
        List<io.millwright.tui.widget.Column<Row>> drawn = new ArrayList<>();
        if (clusters(model).size() > 1) {
            drawn.add(io.millwright.tui.widget.Column.text("context", 8, 24, 1, r -> Cell.muted(r.cluster())));
        }
        if (served().filter(s -> s.kind().namespaced()).isPresent()) {
            drawn.add(io.millwright.tui.widget.Column.text("namespace", 9, 30, 0, r -> Cell.muted(r.namespace())));
        }
        look.shown(model.size().width()).forEach(i -> drawn.add(look.column(i, model.now())));
        if (columns().isEmpty()) {
            drawn.add(io.millwright.tui.widget.Column.text("name", 12, 63, 0, r -> Cell.of(r.name())));
        }
        return new Table<>(drawn, Row::key);
    }

    /** The row that actions are about. */
    Optional<Row> selected(Model model) {
        return table(model).selected(rows.table(), sheet.rows());
    }

    @Override
    public ActionRegistry<Model> actions() {
        return KindActions.of(this);
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "objects.faults" -> Next.of(model.with(with(look.withFaults()).refiltered(model)));
            case "objects.wide" -> Next.of(model.with(with(look.withWide())));
            case "objects.sort-name" ->
                sorted(Order.PLACE.equals(look.order()) ? look.order().turned() : Order.PLACE, model);
            case "objects.sort-age" -> sorted(look.orderBy("age"), model);
            case "objects.sort-status" -> sorted(look.orderBy("status"), model);
            case "objects.sort-left" -> sorted(look.orderBeside(-1), model);
            case "objects.sort-right" -> sorted(look.orderBeside(1), model);
            case "objects.sort-turn" -> sorted(look.order().turned(), model);
            case "objects.everywhere" -> instead(ask.in(Optional.of("")), model);
            case "objects.namespace" ->
                selected(model)
                        .map(r -> instead(ask.in(Optional.of(r.namespace())), model))
                        .orElse(Next.of(model));
            case "row.open", "objects.describe" ->
                selected(model).map(r -> look(r, false, model)).orElse(Next.of(model));
            case "objects.yaml" ->
                selected(model).map(r -> look(r, true, model)).orElse(Next.of(model));
            case "objects.logs" ->
                selected(model)
                        .map(r -> LogsPage.open(LogsAsk.pod(r.cluster(), r.namespace(), r.name()), model))
                        .orElse(Next.of(model));
            case "objects.copy" ->
                selected(model)
                        .map(r -> Next.of(model.say(Sign.INFO, "Copied: " + r.name()), new Copy(r.name())))
                        .orElse(Next.of(model));
            case "objects.shell", "objects.attach" ->
                selected(model)
                        .map(r -> Next.of(
                                model, new BrowseEffect.TalkTo(number, object(r), action.equals("objects.attach"))))
                        .orElse(Next.of(model));
            case "objects.forward" ->
                selected(model).map(r -> ForwardPage.open(object(r), model)).orElse(Next.of(model));
            case "objects.mark" -> marked(model);
            case "objects.mark-range" -> Next.of(model.with(with(marks.with(KindMarking.range(this, model)))));
            case "objects.mark-all" -> Next.of(model.with(with(marks.with(sheet.rows()))));
            case "objects.unmark" -> Next.of(model.with(with(Marks.NONE)));
            default ->
                ObjectActions.isChange(action) && !marks.isEmpty()
                        ? KindMarking.gathering(this, action, model)
                        : selected(model)
                                .map(r -> ObjectPage.open(object(r), action, model))
                                .orElse(Next.of(model));
        };
    }

    /** Marks the selected row, or takes its mark away, and goes on to the next. */
    private Next<Model> marked(Model model) {
        return selected(model)
                .map(r -> with(marks.turned(r)).key(Key.of(Key.Code.DOWN), model))
                .orElse(Next.of(model));
    }

    @Override
    public Next<Model> after(BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.Gathered gathered -> KindMarking.gathered(gathered, model);
            case BrowseMsg.TalkReady ready ->
                ready.command()
                        .value()
                        .map(c -> Next.of(model, new HandTty(c, Map.of())))
                        .orElseGet(() -> Next.of(
                                ready.command().problem().map(model::say).orElse(model)));
            default -> Next.of(model);
        };
    }

    private Next<Model> look(Row row, boolean yaml, Model model) {
        return ObjectPage.open(object(row), yaml, model);
    }

    ObjectAsk object(Row row) {
        String word = served().map(s -> s.kind().resourceName()).orElse(ask.word());
        return new ObjectAsk(row.cluster(), word, row.namespace(), row.name());
    }

    /** The same with another question, in this page's place. */
    private Next<Model> instead(KindAsk other, Model model) {
        long next = model.nextRun();
        return model.withNextRun(next + 1).instead(of(next, other));
    }

    private Next<Model> sorted(Order order, Model model) {
        Sheet sorted = sheet.sorted(order);
        KindPage page = with(look.with(order)).with(sorted);
        return Next.of(model.with(page.with(page.rows.at(TableState.START))));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        if (msg instanceof Pointed.Title at) {
            return Optional.of(sorted(look.orderBy(KindLook.plain(at.column())), model));
        }
        if (msg instanceof TtyReturned back) {
            return Optional.of(Next.of(back.failure()
                    .map(why -> model.say(Sign.WARNING, "The program could not be started: " + why))
                    .orElseGet(() -> back.exitStatus() == 0
                            ? model
                            : model.say(Sign.INFO, "It ended with status " + back.exitStatus() + "."))));
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
            boolean chosen =
                    rows.typing() && !others.typing() && !filter.labels().isEmpty();
            return chosen ? instead(ask.selecting(filter.labels()), model) : Next.of(model.with(page));
        }
        return Next.of(model.with(page.refiltered(model).with(others.at(TableState.START))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        int height = model.bodyHeight() - 1 - KindNotes.of(this, model).size();
        return Next.of(rows.move(table(model), sheet.rows(), key, height - 1)
                .map(r -> model.with(with(r)))
                .orElse(model));
    }

    @Override
    public List<Cell> facts(Model model) {
        return KindNotes.freshness(parts, model.now());
    }

    @Override
    public void render(Surface body, Model model) {
        List<Line> notes = KindNotes.of(this, model);
        for (int i = 0; i < notes.size(); i++) {
            notes.get(i).render(body, 1, 1 + i);
        }
        Optional<Answer<Served>> any = parts.isEmpty()
                ? Optional.empty()
                : parts.values().stream()
                        .flatMap(p -> p.failure().stream())
                        .findFirst()
                        .or(() -> served().map(s -> Answer.of(s, model.now())));
        Empty empty = Tables.empty(ask.word(), any, model);
        Surface area = body.rows(1 + notes.size(), body.height() - 1 - notes.size());
        Rows marked = KindMarking.drawn(this);
        marked.render(
                area,
                look.title(ask.word()) + KindNotes.marks(marks, sheet),
                table(model),
                sheet.rows(),
                sheet.size(),
                true,
                empty);
        Filter filter = Filter.parse(rows.filter().text(), columns(), model.now());
        filter.problem().ifPresent(p -> area.putRight(area.width() - 14, 0, "taken as written: " + p, Style.WARNING));
    }
}
