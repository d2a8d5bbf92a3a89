package io.millwright.app.page;

import io.millwright.app.cli.PastRun;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All runs of this machine, newest first; those that this screen has started can be watched. */
record OperationsPage(Rows rows) implements Page {
    static final OperationsPage START = new OperationsPage(Rows.START);

    private static final ActionSpec WATCH = ActionSpec.reading(
            "operations.watch", "w", "watch", "Shows the newest run that was started here, step by step.", "");

    private static List<PastRun> all(Model model) {
        return model.data().runs().flatMap(Answer::value).orElse(List.of());
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
        return Next.of(model, new DeskEffect.LoadRuns());
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(Act.OPEN, m -> Availability.when(!shown(m).isEmpty(), "there is no operation"))
                .add(WATCH, m -> Availability.when(newest(m).isPresent(), "no run was started here"))
                .add(Act.FILTER)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return action.equals(WATCH.id())
                ? newest(model).map(r -> model.open(RunPage.of(r.number()))).orElse(Next.of(model))
                : Tables.runs(model)
                        .selected(rows.table(), shown(model))
                        .map(r -> model.open(OperationPage.of(r)))
                        .orElse(Next.of(model));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(new OperationsPage(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(Tables.runs(model), shown(model), key, model.bodyHeight() - 2)
                .map(r -> model.with(new OperationsPage(r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        rows.render(
                body.rows(1, body.height() - 1),
                "operations, newest first",
                Tables.runs(model),
                shown(model),
                all(model).size(),
                true,
                Tables.empty("operations yet", model.data().runs(), model));
    }
}
