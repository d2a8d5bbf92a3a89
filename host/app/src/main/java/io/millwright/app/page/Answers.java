package io.millwright.app.page;

import io.millwright.app.settings.Habits;
import io.millwright.app.settings.Settings;
import io.millwright.spi.Instance;
import io.millwright.tui.AfterPaint;
import io.millwright.tui.Bell;
import io.millwright.tui.Effect;
import io.millwright.tui.Next;
import io.millwright.tui.Notify;
import io.millwright.tui.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What follows from an answer besides that it is known now. */
final class Answers {
    /** How old what tools have may get while nobody sees it. */
    private static final Duration UNSEEN = Duration.ofMinutes(1);

    /** What the fleet is made of, besides the clusters. */
    static final List<Effect> FLEET =
            List.of(new DeskEffect.LoadTools(), new DeskEffect.LoadRuns(), new DeskEffect.LoadHabits());

    /** After so long what has come of a list is worth reading about. */
    private static final Duration LIST_FIRST = Duration.ofSeconds(1);

    private Answers() {}

    /** The same, behind the picture of a list that comes first. */
    static Effect[] laterFleet() {
        return FLEET.stream().map(AfterPaint::new).toArray(Effect[]::new);
    }

    static Next<Model> answered(DeskMsg msg, Model before) {
        Model model = before.withData(before.data().with(msg));
        List<Effect> effects = new ArrayList<>();
        switch (msg) {
            case DeskMsg.ClustersRead m -> {
                model = problem(model, m.answer());
                effects.addAll(discover(model).effects());
            }
            case DeskMsg.ViewsRead m -> {
                Model seen = model;
                model = m.answer()
                        .value()
                        .map(v -> seen.withPrefs(seen.prefs().withViews(v)))
                        .orElseGet(() -> problem(seen, m.answer()));
            }
            case DeskMsg.HabitsRead m -> model = remembering(model, m.answer());
            case DeskMsg.RunbooksRead m -> model = Places.offeringMore(problem(model, m.answer()));
            // What can't be told here is told by the list that is opened.
            case DeskMsg.KindsRead _ -> model = Places.offeringMore(model);
            case DeskMsg.ProgramTold m -> {
                Model seen = model;
                model = m.answer()
                        .value()
                        .map(text -> seen.say(Sign.INFO, text))
                        .orElseGet(() -> problem(seen, m.answer()));
            }
            case DeskMsg.CopyTaken m ->
                model = m.answer().value().orElse(true) ? problem(model, m.answer()) : asFarAsAllowed(model);
            case DeskMsg.SettingsRead m -> {
                Model seen = model;
                model = m.answer().value().map(s -> set(seen, s)).orElseGet(() -> problem(seen, m.answer()));
            }
            case DeskMsg.SettingsChanged m ->
                model = set(model.say(Sign.INFO, "The settings were written anew and hold now."), m.settings());
            case DeskMsg.ToolsRead m -> {
                model = problem(model, m.tools());
                effects.addAll(discover(model).effects());
            }
            case DeskMsg.Found m ->
                m.answer().value().orElse(List.<Instance>of()).forEach(i -> effects.add(new DeskEffect.CheckHealth(i)));
            case DeskMsg.RunEnded m -> {
                model = model.withNow(m.answer().at());
                model = ended(model, m);
                if (!(model.page() instanceof RunPage p && p.number() == m.number())) {
                    effects.addAll(called(model, m));
                }
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
            case DeskMsg.DecisionAsks m -> model = asked(model, m);
            case DeskMsg.CopyRead m -> model = problem(model, m.answer());
            case DeskMsg.PlanRehearsed m ->
                model = problem(model.withNow(m.answer().at()), m.answer());
            case DeskMsg.TakenOver m -> {
                Model seen = model;
                model = m.answer()
                        .value()
                        .map(run -> seen.say(Sign.INFO, "It is a run of this machine now: " + run.title()))
                        .orElseGet(() -> problem(seen, m.answer()));
                effects.add(new DeskEffect.LoadRuns());
            }
            case DeskMsg.ExerciseSwitched m -> {
                model = problem(model, m.answer());
                effects.add(new DeskEffect.Discover(m.context()));
            }
            case DeskMsg.TourRead m ->
                model = m.isNew().value().orElse(false) ? Tour.begun(model) : problem(model, m.isNew());
            case DeskMsg.StepSeen m -> model = model.withNow(m.line().at());
            case DeskMsg.HealthRead _,
                    DeskMsg.ClusterMeasured _,
                    DeskMsg.UndoForeseen _,
                    DeskMsg.SessionsRead _,
                    DeskMsg.ExercisesRead _,
                    DeskMsg.RightsKnown _,
                    DeskMsg.ReleasesRead _,
                    DeskMsg.ReleaseRead _,
                    DeskMsg.GuideRead _,
                    DeskMsg.ObjectsRead _,
                    DeskMsg.RunsRead _,
                    DeskMsg.CopiesRead _,
                    DeskMsg.CallsRead _,
                    DeskMsg.RunAsks _,
                    DeskMsg.PlanRead _ -> {}
        }
        Next<Model> page = model.page().answered(msg, model);
        effects.addAll(page.effects());
        Optional<Next<Model>> meant = msg instanceof DeskMsg.SettingsRead || msg instanceof DeskMsg.ClustersRead
                ? Places.openedAnew(before, page.state())
                : Optional.empty();
        meant.ifPresent(m -> effects.addAll(m.effects()));
        return new Next<>(meant.map(Next::state).orElse(page.state()), effects);
    }

    /** What is remembered holds; room that was given to the detail meanwhile stays. */
    private static Model remembering(Model model, Answer<Habits> answer) {
        if (answer.value().isEmpty()) {
            return problem(model, answer);
        }
        Habits habits = answer.value().get();
        Model known = model.withPrefs(model.prefs().withHabits(habits));
        Optional<Zoom> zoom = model.side().chosen().or(() -> Zoom.ofWord(habits.detail()));
        return Places.offeringMore(
                zoom.map(z -> known.withSide(known.side().zoomed(z))).orElse(known));
    }

    /** Only the terminal was asked, and terminals don't say whether they allow it. */
    private static Model asFarAsAllowed(Model model) {
        return model.toast()
                .filter(t -> t.text().startsWith("Copied"))
                .map(t -> model.say(t.sign(), t.text() + " (if your terminal allows it)"))
                .orElse(model);
    }

    /** The page that comes first has something to show now, or nothing to wait for, or was left. */
    static boolean fleetIsDue(Model before, Model now) {
        boolean waiting = now.data().tools().isEmpty()
                && now.start()
                        .page()
                        .map(p -> Places.open(p, now).state().page().comesFirst())
                        .orElse(false);
        boolean shown = !hasShown(before) && hasShown(now);
        boolean nothing = before.data().clusters().isEmpty()
                && now.data().clusters().isPresent()
                && now.data().clusterRows().stream().allMatch(c -> c.unusable().isPresent());
        return waiting && (shown || nothing);
    }

    /**
     * Asks as time passes for what stands beside a list, and for what may be done with its rows: when all of it has come, unless that takes
     * long.
     */
    static Next<Model> besideAList(Model model) {
        if (!model.page().hasShown() && model.reading().compareTo(LIST_FIRST) < 0) {
            return Next.of(model);
        }
        Next<Model> beat = SideFlow.beat(model);
        Next<Model> asked = Permits.ask(beat.state());
        return new Next<>(asked.state(), beat.effects()).and(asked.effects().toArray(Effect[]::new));
    }

    private static boolean hasShown(Model model) {
        return model.pages().stream().allMatch(Page::hasShown);
    }

    /** What a page that was told of objects makes of it; one that is gone makes nothing. */
    static Next<Model> heard(BrowseMsg msg, Model before) {
        List<Page> pages = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        for (Page page : before.pages()) {
            Next<Page> next =
                    page.listens().equals(OptionalLong.of(msg.page())) ? page.heard(msg, before) : Next.of(page);
            pages.add(next.state());
            effects.addAll(next.effects());
        }
        Model model = before.knowing(pages);
        Next<Model> after = model.page().listens().equals(OptionalLong.of(msg.page()))
                ? model.page().after(msg, model)
                : Next.of(model);
        effects.addAll(after.effects());
        return new Next<>(after.state(), effects);
    }

    /** What was set holds from now on; what doesn't hold is said once. */
    private static Model set(Model model, Settings settings) {
        Prefs prefs = model.prefs().set(settings);
        Model set = model.withPrefs(prefs);
        return prefs.problems().isEmpty()
                ? set
                : set.say(
                        Sign.WARNING,
                        Words.count(prefs.problems().size(), "thing")
                                + " in the settings can't be followed; ':settings' says which. "
                                + prefs.problems().getFirst().why());
    }

    /** Who looks at something else is called, in the ways that are wanted. */
    private static List<Effect> called(Model model, DeskMsg.RunEnded m) {
        List<Effect> calls = new ArrayList<>();
        if (model.prefs().screen().bell()) {
            calls.add(new Bell());
        }
        String said = m.answer()
                .value()
                .map(run -> run.state() + ": " + run.title())
                .orElse("A run has ended with a problem");
        model.prefs().screen().notice().ifPresent(form -> calls.add(new Notify(form, said)));
        return calls;
    }

    private static Model ended(Model model, DeskMsg.RunEnded m) {
        return m.answer()
                .value()
                .map(run -> model.say(Tables.sign(run.state()), run.state() + ": " + run.title()))
                .orElseGet(() -> problem(model, m.answer()));
    }

    /** The question is on the record of the run; who looks at something else is told. */
    private static Model asked(Model model, DeskMsg.DecisionAsks m) {
        List<Page> pages = model.pages().stream()
                .map(p -> p instanceof OperationPage o && o.run().id().equals(m.run()) ? o.asking(m.question()) : p)
                .toList();
        Model asking = pages.equals(model.pages()) ? model : model.withPages(pages);
        return asking.page() instanceof OperationPage o && o.run().id().equals(m.run())
                ? asking
                : asking.say(Sign.WARNING, "Run " + m.run() + " asks you something: go back to its record.");
    }

    private static Model problem(Model model, Answer<?> answer) {
        return answer.problem().map(model::say).orElse(model);
    }

    /** The same, but more rarely while a page is in sight that doesn't show what tools have. */
    static Next<Model> discoverIfDue(Model model) {
        boolean fresh =
                model.page().comesFirst() && model.data().foundSince(model.now().minus(UNSEEN));
        return fresh ? Next.of(model) : discover(model);
    }

    /** Asks every usable cluster, once clusters and tools are known. */
    static Next<Model> discover(Model model) {
        if (model.data().clusters().isEmpty() || model.data().tools().isEmpty()) {
            return Next.of(model);
        }
        return Next.of(model, model.data().askingEach(DeskEffect.Discover::new));
    }
}
