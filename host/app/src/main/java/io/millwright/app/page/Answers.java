package io.millwright.app.page;

import io.millwright.spi.Instance;
import io.millwright.tui.Effect;
import io.millwright.tui.Next;
import java.util.ArrayList;
import java.util.List;

/** What follows from an answer besides that it is known now. */
final class Answers {
    /** What the fleet is made of, besides the clusters. */
    static final List<Effect> FLEET = List.of(new DeskEffect.LoadTools(), new DeskEffect.LoadRuns());

    private Answers() {}

    static Next<Model> answered(DeskMsg msg, Model before) {
        Model model = before.withData(before.data().with(msg));
        List<Effect> effects = new ArrayList<>();
        switch (msg) {
            case DeskMsg.ClustersRead m -> {
                model = problem(model, m.answer());
                effects.addAll(discover(model).effects());
            }
            case DeskMsg.ToolsRead m -> {
                model = problem(model, m.tools());
                effects.addAll(discover(model).effects());
            }
            case DeskMsg.Found m ->
                m.answer().value().orElse(List.<Instance>of()).forEach(i -> effects.add(new DeskEffect.CheckHealth(i)));
            case DeskMsg.RunEnded m -> {
                model = model.withNow(m.answer().at());
                model = ended(model, m);
                effects.add(new DeskEffect.LoadRuns());
                model.data()
                        .run(m.number())
                        .ifPresent(
                                r -> effects.add(new DeskEffect.Discover(r.ask().context())));
            }
            case DeskMsg.RunDecided m -> {
                Model seen = model;
                model = m.answer()
                        .value()
                        .map(run -> seen.say(Tables.sign(run.state()), run.state() + ": " + run.title()))
                        .orElseGet(() -> problem(seen, m.answer()));
                effects.add(new DeskEffect.LoadRuns());
                m.answer().value().ifPresent(run -> effects.add(new DeskEffect.Discover(run.cluster())));
            }
            case DeskMsg.StepSeen m -> model = model.withNow(m.line().at());
            case DeskMsg.HealthRead _,
                    DeskMsg.GuideRead _,
                    DeskMsg.ObjectsRead _,
                    DeskMsg.RunsRead _,
                    DeskMsg.TableRead _,
                    DeskMsg.RunAsks _,
                    DeskMsg.PlanRead _ -> {}
        }
        if (fleetIsDue(before, model)) {
            effects.addAll(FLEET);
        }
        Next<Model> page = model.page().answered(msg, model);
        effects.addAll(page.effects());
        return new Next<>(page.state(), effects);
    }

    /** The page that comes first has something to show now, or nothing to wait for. */
    private static boolean fleetIsDue(Model before, Model now) {
        boolean waiting = now.data().tools().isEmpty()
                && now.start()
                        .page()
                        .map(p -> Places.open(p, now).state().page().comesFirst())
                        .orElse(false);
        boolean shown = before.data().tables().isEmpty() && !now.data().tables().isEmpty();
        boolean nothing = before.data().clusters().isEmpty()
                && now.data().clusters().isPresent()
                && now.data().clusterRows().stream().allMatch(c -> c.unusable().isPresent());
        return waiting && (shown || nothing);
    }

    private static Model ended(Model model, DeskMsg.RunEnded m) {
        return m.answer()
                .value()
                .map(run -> model.say(Tables.sign(run.state()), run.state() + ": " + run.title()))
                .orElseGet(() -> problem(model, m.answer()));
    }

    private static Model problem(Model model, Answer<?> answer) {
        return answer.problem().map(model::say).orElse(model);
    }

    /** Asks every usable cluster, once clusters and tools are known. */
    static Next<Model> discover(Model model) {
        if (model.data().clusters().isEmpty() || model.data().tools().isEmpty()) {
            return Next.of(model);
        }
        return Next.of(
                model,
                model.data().clusterRows().stream()
                        .filter(c -> c.unusable().isEmpty())
                        .map(c -> new DeskEffect.Discover(c.name()))
                        .toArray(Effect[]::new));
    }
}
