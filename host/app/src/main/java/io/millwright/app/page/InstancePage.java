package io.millwright.app.page;

import io.millwright.app.cli.Checked;
import io.millwright.app.cli.PastRun;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Remedy;
import io.millwright.spi.Severity;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Pointed;
import io.millwright.tui.widget.TableState;
import io.millwright.tui.widget.Tabs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One instance: what it is, what is wrong with it, what can be done.
 *
 * @param seen as it was when the page was opened; shown when it can't be read any more
 */
record InstancePage(Instance seen, int tab, Rows findings, Rows guide, Rows objects, Rows history) implements Page {
    static final int OVERVIEW = 0;
    static final int HEALTH = 1;
    static final int GUIDE = 2;
    static final int OBJECTS = 3;
    static final int HISTORY = 4;
    private static final int TABS = 5;

    private static final ActionSpec REMEDY = Act.changing(
            "finding.remedy",
            "!",
            "do the remedy",
            "Opens the first remedy of the selected finding as a form that is filled in.",
            "millwright run TOOL RUNBOOK TARGET");
    private static final ActionSpec RUNBOOKS = ActionSpec.reading(
            "instance.guide", "r", "runbooks", "Shows what can be done with this instance.", "millwright guide TOOL");
    private static final ActionSpec NEXT =
            ActionSpec.reading("tab.next", "tab right", "next tab", "Shows the next tab.", "");
    private static final ActionSpec PREVIOUS =
            ActionSpec.reading("tab.previous", "shift-tab left", "tab before", "Shows the tab before.", "");

    static final List<ActionSpec> SPECS = Stream.concat(
                    Stream.of(Act.OPEN, REMEDY, RUNBOOKS, NEXT, PREVIOUS, Act.FILTER),
                    SideFlow.ACTIONS.specs().stream())
            .toList();

    static InstancePage of(Instance instance) {
        return new InstancePage(instance, OVERVIEW, Rows.START, Rows.START, Rows.START, Rows.START);
    }

    /** Opened with its findings. */
    static InstancePage atHealth(Instance instance) {
        return of(instance).withTab(HEALTH);
    }

    /** Opened with what can be done, that runbook chosen. */
    static InstancePage atRunbook(Instance instance, String runbook) {
        InstancePage page = of(instance).withTab(GUIDE);
        return page.withRows(Rows.START.at(TableState.START.select(runbook, 0)));
    }

    private InstancePage withTab(int to) {
        return new InstancePage(seen, Math.floorMod(to, TABS), findings, guide, objects, history);
    }

    private InstancePage withRows(Rows rows) {
        return switch (tab) {
            case GUIDE -> new InstancePage(seen, tab, findings, rows, objects, history);
            case OBJECTS -> new InstancePage(seen, tab, findings, guide, rows, history);
            case HISTORY -> new InstancePage(seen, tab, findings, guide, objects, rows);
            default -> new InstancePage(seen, tab, rows, guide, objects, history);
        };
    }

    private Rows rows() {
        return switch (tab) {
            case GUIDE -> guide;
            case OBJECTS -> objects;
            case HISTORY -> history;
            default -> findings;
        };
    }

    private InstanceId id() {
        return seen.id();
    }

    private Instance instance(Model model) {
        return model.data().instance(id()).orElse(seen);
    }

    private List<Finding> allFindings(Model model) {
        return model.data().health(id()).flatMap(Answer::value).map(Checked::findings).orElse(List.of()).stream()
                .filter(f -> tab == HEALTH || f.severity().compareTo(Severity.INFO) > 0)
                .toList();
    }

    private List<Finding> shownFindings(Model model) {
        return findings.filtered(
                allFindings(model), f -> f.title() + " " + f.dimension().word());
    }

    private List<Desk.GuideRow> allGuide(Model model) {
        return model.data()
                .guide(id().tool(), id().cluster(), Optional.of(id()))
                .flatMap(Answer::value)
                .orElse(List.of());
    }

    private List<Desk.GuideRow> shownGuide(Model model) {
        return guide.filtered(allGuide(model), Tables::text);
    }

    private List<Desk.ObjectRow> allObjects(Model model) {
        return Optional.ofNullable(model.data().objects().get(id()))
                .flatMap(Answer::value)
                .orElse(List.of());
    }

    private List<Desk.ObjectRow> shownObjects(Model model) {
        return objects.filtered(allObjects(model), o -> o.kind() + " " + o.name() + " " + o.state());
    }

    private List<PastRun> allHistory(Model model) {
        return model.data().runs().flatMap(Answer::value).orElse(List.of()).stream()
                .filter(r -> r.cluster().equals(id().cluster())
                        && r.tool().equals(id().tool())
                        && r.target().equals(id().path()))
                .toList();
    }

    private List<PastRun> shownHistory(Model model) {
        return history.filtered(allHistory(model), Tables::text);
    }

    private Optional<Finding> finding(Model model) {
        return tab > HEALTH
                ? Optional.empty()
                : Tables.findings(model).selected(findings.table(), shownFindings(model));
    }

    private Optional<ObjectAsk> object(Model model) {
        return Tables.objects(model)
                .selected(objects.table(), shownObjects(model))
                .map(o -> new ObjectAsk(id().cluster(), o.word(), o.namespace(), o.name()));
    }

    @Override
    public Optional<Detail> detail(Model model) {
        return switch (tab) {
            case GUIDE ->
                Tables.GUIDE.selected(guide.table(), shownGuide(model)).map(Told::of);
            case OBJECTS -> object(model).map(o -> new Detail.OfObject(o, "", List.of()));
            case HISTORY ->
                Tables.runs(model)
                        .selected(history.table(), shownHistory(model))
                        .map(OperationPage::detail);
            default ->
                finding(model).map(f -> FindingPage.of(instance(model), f).beside(model));
        };
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(id().cluster(), id().tool(), id().path());
    }

    @Override
    public List<Cell> facts(Model model) {
        Instance instance = instance(model);
        Sign sign = Words.sign(instance, model.data().health(id()));
        return List.of(
                Cell.muted(Words.activity(instance.activity())),
                new Cell(
                        sign.glyph(io.millwright.tui.Glyphs.UNICODE) + " "
                                + Words.state(model.data().health(id())),
                        sign.style()));
    }

    @Override
    public Next<Model> load(Model model) {
        Instance instance = instance(model);
        return Next.of(
                model,
                new DeskEffect.CheckHealth(instance),
                new DeskEffect.LoadGuide(id().tool(), id().cluster(), Optional.of(instance)),
                new DeskEffect.LoadObjects(instance),
                new DeskEffect.LoadRuns());
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(Act.OPEN, this::canOpen)
                .add(REMEDY, this::canRemedy)
                .add(RUNBOOKS)
                .add(NEXT)
                .add(PREVIOUS)
                .add(Act.FILTER)
                .add(Act.TREE)
                .addAll(SideFlow.ACTIONS)
                .build();
    }

    private Availability canOpen(Model model) {
        return switch (tab) {
            case GUIDE ->
                Tables.GUIDE
                        .selected(guide.table(), shownGuide(model))
                        .map(Words::against)
                        .map(why -> Availability.when(why.isEmpty(), why))
                        .orElse(Availability.disabled("no runbook is selected"));
            case OBJECTS -> Availability.when(!shownObjects(model).isEmpty(), "there is no object");
            case HISTORY -> Availability.when(!shownHistory(model).isEmpty(), "there is no operation");
            default -> Availability.when(finding(model).isPresent(), "no finding is selected");
        };
    }

    private Availability canRemedy(Model model) {
        return finding(model)
                .map(f -> Availability.when(
                        f.remedies().stream().anyMatch(Remedy.Run.class::isInstance),
                        "no runbook is known against this finding"))
                .orElse(Availability.disabled("no finding is selected"));
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "tree" -> TreePage.open(instance(model), model);
            case "tab.next" -> Next.of(model.with(withTab(tab + 1)));
            case "tab.previous" -> Next.of(model.with(withTab(tab - 1)));
            case "instance.guide" -> Next.of(model.with(withTab(GUIDE)));
            case "finding.remedy" ->
                finding(model)
                        .flatMap(f -> f.remedies().stream()
                                .filter(Remedy.Run.class::isInstance)
                                .map(Remedy.Run.class::cast)
                                .findFirst())
                        .map(r -> Remedies.open(model, instance(model), r))
                        .orElse(Next.of(model));
            default -> opened(model);
        };
    }

    private Next<Model> opened(Model model) {
        return switch (tab) {
            case GUIDE ->
                Tables.GUIDE
                        .selected(guide.table(), shownGuide(model))
                        .map(g -> model.open(
                                FormPage.of(g, id().tool(), id().cluster(), Optional.of(instance(model)), Map.of())))
                        .orElse(Next.of(model));
            case HISTORY ->
                Tables.runs(model)
                        .selected(history.table(), shownHistory(model))
                        .map(r -> model.open(OperationPage.of(r)))
                        .orElse(Next.of(model));
            case OBJECTS ->
                object(model).map(o -> ObjectPage.open(o, false, model)).orElse(Next.of(model));
            default ->
                finding(model)
                        .map(f -> model.open(FindingPage.of(instance(model), f)))
                        .orElse(Next.of(model));
        };
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        if (msg instanceof Pointed.Tab at) {
            return Optional.of(Next.of(model.with(withTab(at.index()))));
        }
        return rows().capture(msg).map(r -> Next.of(model.with(withRows(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        int height = listHeight(model) - 1;
        Optional<Rows> moved = switch (tab) {
            case GUIDE -> guide.move(Tables.GUIDE, shownGuide(model), key, height);
            case OBJECTS -> objects.move(Tables.objects(model), shownObjects(model), key, height);
            case HISTORY -> history.move(Tables.runs(model), shownHistory(model), key, height);
            default -> findings.move(Tables.findings(model), shownFindings(model), key, height);
        };
        return Next.of(moved.map(r -> model.with(withRows(r))).orElse(model));
    }

    private int listHeight(Model model) {
        return SidePanel.listHeight(model, model.bodyHeight() - (tab == OVERVIEW ? top(model) : 2));
    }

    /** The row on which the overview's findings begin. */
    private int top(Model model) {
        return Math.min(6 + instance(model).summary().size(), Math.max(4, model.bodyHeight() - 6)) + 1;
    }

    @Override
    public void render(Surface body, Model model) {
        int bad =
                (int) model.data().health(id()).flatMap(Answer::value).map(Checked::findings).orElse(List.of()).stream()
                        .filter(f -> f.severity().compareTo(Severity.INFO) > 0)
                        .count();
        new Tabs(List.of("Overview", bad > 0 ? "Health " + bad : "Health", "Guide", "Objects", "History"), tab)
                .render(body, 0);
        int top = tab == OVERVIEW ? top(model) : 2;
        Surface list = SidePanel.besides(body.rows(top, body.height() - top), model);
        if (tab == OVERVIEW) {
            overview(body, model, top);
        }
        switch (tab) {
            case GUIDE ->
                guide.render(
                        list,
                        "runbooks",
                        Tables.GUIDE,
                        shownGuide(model),
                        allGuide(model).size(),
                        true,
                        emptyGuide(model));
            case OBJECTS ->
                objects.render(
                        list,
                        "objects",
                        Tables.objects(model),
                        shownObjects(model),
                        allObjects(model).size(),
                        true,
                        Tables.empty(
                                "objects",
                                Optional.ofNullable(model.data().objects().get(id())),
                                model));
            case HISTORY ->
                history.render(
                        list,
                        "operations",
                        Tables.runs(model),
                        shownHistory(model),
                        allHistory(model).size(),
                        true,
                        Tables.empty("operations on this instance", model.data().runs(), model));
            default ->
                findings.render(
                        list,
                        "findings",
                        Tables.findings(model),
                        shownFindings(model),
                        allFindings(model).size(),
                        true,
                        Tables.empty("findings that need anything", model.data().health(id()), model));
        }
    }

    private Empty emptyGuide(Model model) {
        return Tables.empty(
                "runbooks for this component",
                model.data().guide(id().tool(), id().cluster(), Optional.of(id())),
                model);
    }

    private void overview(Surface body, Model model, int end) {
        Instance instance = instance(model);
        int row = 2;
        row = fact(body, row, "version", instance.version().orElse("could not be told"), end);
        row = fact(body, row, "managed by", Words.management(instance.management()), end);
        row = fact(body, row, "activity", Words.activity(instance.activity()), end);
        for (Map.Entry<String, String> e : instance.summary().entrySet()) {
            row = fact(body, row, e.getKey(), e.getValue(), end);
        }
        body.rule(end - 1);
    }

    private static int fact(Surface body, int row, String name, String value, int end) {
        if (row >= end - 1) {
            return row;
        }
        body.put(1, row, Text.truncateEnd(name, 13, body.glyphs()), Style.MUTED);
        body.put(15, row, Text.truncateEnd(value, body.width() - 16, body.glyphs()), Style.TEXT);
        return row + 1;
    }
}
