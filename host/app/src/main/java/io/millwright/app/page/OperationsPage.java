package io.millwright.app.page;

import io.millwright.app.cli.PastRun;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All runs of this machine and those that others have begun in the clusters, newest first; those that this screen has started can be watched. */
record OperationsPage(Rows rows) implements Page {
    static final OperationsPage START = new OperationsPage(Rows.START);

    private static final ActionSpec WATCH = ActionSpec.reading(
            "operations.watch", "w", "watch", "Shows the newest run that was started here, step by step.", "");

    private static List<PastRun> all(Model model) {
        List<PastRun> all =
                new ArrayList<>(model.data().runs().flatMap(Answer::value).orElse(List.of()));
        Set<String> here = all.stream().map(PastRun::id).collect(Collectors.toSet());
        model.data().copies().values().stream()
                .flatMap(a -> a.value().stream())
                .flatMap(List::stream)
                .filter(r -> here.add(r.id()))
                .forEach(all::add);
        all.sort(Comparator.comparing(PastRun::started).reversed());
        return all;
    }

    /** The clusters that don't say which runs others have begun there. */
    private static String silent(Model model) {
        return model.data().copies().entrySet().stream()
                .flatMap(e -> e.getValue().problem().map(p -> e.getKey() + ": " + p.why()).stream())
                .collect(Collectors.joining("; "));
    }

    private List<PastRun> shown(Model model) {
        return rows.filtered(all(model), Tables::text);
    }

    private static Optional<LiveRun> newest(Model model) {
        return model.data().live().values().stream().max(Comparator.comparingLong(LiveRun::number));
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("operations");
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new DeskEffect.LoadRuns()).and(model.data().askingEach(DeskEffect.LoadCopies::new));
    }

    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return switch (msg) {
            case DeskMsg.ClustersRead _ -> load(model);
            case DeskMsg.CopyRead m ->
                m.answer().value().map(r -> model.open(TakeOverPage.of(r))).orElse(Next.of(model));
            default -> Next.of(model);
        };
    }

    private static Next<Model> open(PastRun run, Model model) {
        return run.origin().isEmpty()
                ? model.open(OperationPage.of(run))
                : Next.of(model, new DeskEffect.ReadCopy(run));
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(Act.OPEN, m -> Availability.when(!shown(m).isEmpty(), "there is no operation"))
                .add(WATCH, m -> Availability.when(newest(m).isPresent(), "no run was started here"))
                .add(Act.FILTER)
                .addAll(SideFlow.ACTIONS)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return action.equals(WATCH.id())
                ? newest(model).map(r -> model.open(RunPage.of(r.number()))).orElse(Next.of(model))
                : Tables.runs(model)
                        .selected(rows.table(), shown(model))
                        .map(r -> open(r, model))
                        .orElse(Next.of(model));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(new OperationsPage(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(
                        Tables.runs(model), shown(model), key, SidePanel.listHeight(model, model.bodyHeight() - 1) - 1)
                .map(r -> model.with(new OperationsPage(r)))
                .orElse(model));
    }

    private Optional<PastRun> selected(Model model) {
        return Tables.runs(model).selected(rows.table(), shown(model));
    }

    @Override
    public Optional<String> context(Model model) {
        return selected(model).map(PastRun::cluster);
    }

    @Override
    public Optional<Detail> detail(Model model) {
        return selected(model).map(OperationPage::detail);
    }

    @Override
    public void render(Surface body, Model model) {
        String silent = silent(model);
        int notes = silent.isEmpty() ? 0 : 1;
        if (notes > 0) {
            body.put(1, body.height() - 1, "Runs of other machines aren't listed: " + silent, Style.WARNING);
        }
        rows.render(
                SidePanel.besides(body.rows(1, body.height() - 1 - notes), model),
                "operations, newest first",
                Tables.runs(model),
                shown(model),
                all(model).size(),
                true,
                Tables.empty("operations yet", model.data().runs(), model));
    }
}
