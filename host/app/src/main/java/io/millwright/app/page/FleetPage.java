package io.millwright.app.page;

import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.Severity;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All tools on all clusters, and below the instances of the selected cell.
 *
 * @param row the selected tool
 * @param column the selected cluster
 * @param inList whether the keys move in the list below
 */
record FleetPage(int row, int column, boolean inList, Rows list) implements Page {
    static final FleetPage START = new FleetPage(0, 0, false, Rows.START);

    private static final ActionSpec INSTALL = Act.changing(
            "fleet.install",
            "i",
            "new",
            "Lists what can be installed or made new with this tool on this cluster.",
            "millwright guide TOOL");
    private static final ActionSpec SWITCH =
            ActionSpec.reading("fleet.switch", "tab", "list", "Moves between the matrix and the list below it.", "");
    private static final ActionSpec NAMESPACES =
            ActionSpec.reading("fleet.namespaces", "n", "namespaces", "Lists the namespaces of all clusters.", "");
    private static final ActionSpec OPERATIONS = ActionSpec.reading(
            "fleet.operations", "o", "operations", "Lists past and running operations.", "millwright operations");

    /** The page with that cell selected. */
    static FleetPage at(Model model, String context, String tool) {
        List<String> tools =
                model.data().toolRows().stream().map(Desk.ToolRow::id).toList();
        List<String> contexts =
                model.data().clusterRows().stream().map(Desk.ClusterRow::name).toList();
        return new FleetPage(
                Math.max(0, tools.indexOf(tool)), Math.max(0, contexts.indexOf(context)), true, Rows.START);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("fleet");
    }

    @Override
    public List<Cell> facts(Model model) {
        long instances = model.data().found().values().stream()
                .mapToLong(a -> a.value().map(List::size).orElse(0))
                .sum();
        List<Cell> facts = new ArrayList<>();
        cluster(model).flatMap(c -> FleetLoads.fact(c.name(), model)).ifPresent(facts::add);
        facts.add(Cell.muted(Words.count(model.data().clusterRows().size(), "cluster") + " · "
                + Words.count((int) instances, "instance")));
        return facts;
    }

    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return msg instanceof DeskMsg.Found found ? FleetLoads.ask(model, found.context()) : Next.of(model);
    }

    @Override
    public Next<Model> again(Model model) {
        return FleetLoads.ask(model);
    }

    private Optional<Desk.ToolRow> tool(Model model) {
        List<Desk.ToolRow> tools = model.data().toolRows();
        return tools.isEmpty() ? Optional.empty() : Optional.of(tools.get(Math.min(row, tools.size() - 1)));
    }

    private Optional<Desk.ClusterRow> cluster(Model model) {
        List<Desk.ClusterRow> clusters = model.data().clusterRows();
        return clusters.isEmpty() ? Optional.empty() : Optional.of(clusters.get(Math.min(column, clusters.size() - 1)));
    }

    private List<Instance> instances(Model model) {
        List<Instance> all = tool(model)
                .flatMap(t -> cluster(model).map(c -> model.data().worstFirst(c.name(), t.id())))
                .orElse(List.of());
        return list.filtered(all, i -> i.id().path() + " " + i.summary().values());
    }

    private Optional<Instance> selected(Model model) {
        return table(model).selected(list.table(), instances(model));
    }

    private static Table<Instance> table(Model model) {
        Data data = model.data();
        return new Table<>(
                List.of(
                        new Column<>("", 1, 1, 0, false, i -> {
                            var sign = Words.sign(i, data.health(i.id()));
                            return new Cell(sign.glyph(io.millwright.tui.Glyphs.UNICODE), sign.style());
                        }),
                        Column.text("instance", 12, 40, 0, i -> Cell.of(i.id().path())),
                        Column.text("health", 8, 10, 0, i -> Cell.muted(Words.state(data.health(i.id())))),
                        Column.text(
                                "version", 5, 12, 2, i -> Cell.of(i.version().orElse("?"))),
                        Column.text("what", 10, 120, 1, i -> Cell.muted(summary(i)))),
                i -> i.id().display() + i.component());
    }

    private static String summary(Instance i) {
        String facts = i.summary().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining("   "));
        return i.activity().state() == io.millwright.spi.Activity.State.STEADY
                ? facts
                : Words.activity(i.activity()) + "   " + facts;
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(Act.OPEN, m -> Availability.when(!instances(m).isEmpty(), decapitalised(empty(m).text())))
                .add(SWITCH)
                .add(
                        INSTALL,
                        m -> cluster(m).isEmpty() || tool(m).isEmpty()
                                ? Availability.disabled("clusters and tools aren't read yet")
                                : Availability.enabled())
                .add(Act.FILTER)
                .add(NAMESPACES)
                .add(OPERATIONS)
                .addAll(SideFlow.ACTIONS)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "row.open" ->
                inList || instances(model).size() == 1
                        ? selected(model)
                                .map(i -> model.open(InstancePage.of(i)))
                                .orElse(Next.of(model))
                        : Next.of(model.with(new FleetPage(row, column, true, pinned(model))));
            case "fleet.switch" -> Next.of(model.with(new FleetPage(row, column, !inList, pinned(model))));
            case "fleet.install" ->
                tool(model)
                        .flatMap(t -> cluster(model).map(c -> model.open(GuidePage.of(t.id(), c.name()))))
                        .orElse(Next.of(model));
            case "fleet.namespaces" -> KindPage.open(KindAsk.parse("namespaces"), model);
            case "fleet.operations" -> model.open(OperationsPage.START);
            default -> Next.of(model);
        };
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        if (msg instanceof FleetMatrix.CellPointed at) {
            return Optional.of(
                    at.again() ? perform(Act.OPEN.id(), model) : Next.of(model.with(cell(at.row(), at.column()))));
        }
        Optional<Next<Model>> filter =
                list.capture(msg).map(l -> Next.of(model.with(new FleetPage(row, column, true, l))));
        if (filter.isEmpty() && inList && msg instanceof Key key && key.is(Key.Code.ESC)) {
            return Optional.of(Next.of(model.with(new FleetPage(row, column, false, list))));
        }
        return filter;
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        if (inList) {
            return Next.of(list.move(table(model), instances(model), key, listHeight(model) - 1)
                    .map(l -> model.with(new FleetPage(row, column, true, l)))
                    .orElse(model));
        }
        int rows = Math.max(1, model.data().toolRows().size());
        int columns = Math.max(1, model.data().clusterRows().size());
        return Next.of(model.with(
                switch (key.toString()) {
                    case "up", "k" -> cell(Math.max(0, row - 1), column);
                    case "down", "j" -> row + 1 < rows ? cell(row + 1, column) : this;
                    case "left", "h" -> cell(row, Math.max(0, column - 1));
                    case "right", "l" -> cell(row, Math.min(columns - 1, column + 1));
                    case "home", "g" -> cell(0, column);
                    case "end", "G" -> cell(rows - 1, column);
                    default -> this;
                }));
    }

    private static FleetPage cell(int row, int column) {
        return new FleetPage(row, column, false, Rows.START);
    }

    private static int matrixHeight(Model model) {
        return Math.min(1 + Math.max(1, model.data().toolRows().size()), Math.max(3, model.bodyHeight() / 2));
    }

    private static int listHeight(Model model) {
        return SidePanel.listHeight(model, Math.max(2, model.bodyHeight() - matrixHeight(model) - 2));
    }

    @Override
    public Optional<String> context(Model model) {
        return cluster(model).map(Desk.ClusterRow::name);
    }

    @Override
    public Optional<Detail> detail(Model model) {
        return selected(model).map(i -> Told.of(i, model));
    }

    @Override
    public void render(Surface body, Model model) {
        int height = matrixHeight(model);
        new FleetMatrix(row, column, !inList).render(body.rows(1, height), model);
        body.rule(height + 1);
        int top = height + 2;
        String title = tool(model)
                .flatMap(t -> cluster(model).map(c -> t.name() + " on " + c.name()))
                .orElse("instances");
        List<Instance> shown = instances(model);
        int all = tool(model)
                .flatMap(t -> cluster(model)
                        .map(c -> model.data().worstFirst(c.name(), t.id()).size()))
                .orElse(0);
        list.render(
                SidePanel.besides(body.rows(top, body.height() - top), model),
                title + (all > 1 ? ", worst first" : ""),
                table(model),
                shown,
                all,
                inList,
                empty(model));
    }

    private Empty empty(Model model) {
        Optional<Problem> dead = cluster(model).flatMap(Desk.ClusterRow::unusable);
        Optional<Answer<List<Instance>>> answer = tool(model)
                .flatMap(t -> cluster(model).flatMap(c -> model.data().found(c.name(), t.id())));
        Optional<Problem> problem = dead.or(() -> answer.flatMap(Answer::problem));
        if (problem.isPresent()) {
            return Tables.unread(answer, problem.get(), model);
        }
        if (answer.isEmpty()) {
            return model.data().clusters().isPresent() && cluster(model).isEmpty()
                    ? new Empty.NothingThere("clusters in the kubeconfig")
                    : model.data().tools().isPresent() && tool(model).isEmpty()
                            ? new Empty.NothingThere("tools: no plugin was loaded, ':plugins' says why")
                            : Tables.loading(model);
        }
        return new Empty.NothingThere("instances here; i makes one");
    }

    /** The list with its first row selected by key, so that an answer that sorts it anew moves no other row under the cursor. */
    private Rows pinned(Model model) {
        return new Rows(
                table(model).settle(list.table(), instances(model), listHeight(model) - 1),
                list.filter(),
                list.typing());
    }

    private static String decapitalised(String sentence) {
        return sentence.isEmpty() ? "" : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** The worst of several. */
    static Severity worst(List<Instance> instances, Data data) {
        return instances.stream().map(i -> Words.severity(data.health(i.id()))).reduce(Severity.OK, Severity::worst);
    }
}
