package io.millwright.app.screen;

import io.millwright.app.cli.Checked;
import io.millwright.app.cli.PastRun;
import io.millwright.app.page.Answer;
import io.millwright.app.page.Desk;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.DeskMsg;
import io.millwright.engine.run.Operator;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Cancellation;
import io.millwright.tui.Effect;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Msg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Performs the pages' effects by asking the desk. A failure is an answer, never an exception. */
public final class DeskRunner implements EffectRunner {
    /** How often the settings' files are looked at: as quick as somebody who changes them looks at the screen. */
    private static final Duration SETTINGS = Duration.ofSeconds(1);

    private final Desk desk;
    private final Map<Long, Thread> running = new ConcurrentHashMap<>();
    /** Those that were asked to stop, so that one that hasn't begun yet doesn't. */
    private final Set<Long> stopping = ConcurrentHashMap.newKeySet();

    private final Map<Long, ScreenOperator> asking = new ConcurrentHashMap<>();
    private final Map<String, ScreenOperator> deciding = new ConcurrentHashMap<>();

    public DeskRunner(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void run(Effect effect, Consumer<Msg> sink, Cancellation cancellation) throws InterruptedException {
        if (!(effect instanceof DeskEffect asked)) {
            throw new IllegalArgumentException(
                    "nobody performs " + effect.getClass().getSimpleName());
        }
        switch (asked) {
            case DeskEffect.LoadClusters _ ->
                sink.accept(new DeskMsg.ClustersRead(answer("read the kubeconfig", "this machine", desk::clusters)));
            case DeskEffect.LoadSettings _ ->
                sink.accept(new DeskMsg.SettingsRead(answer("read the settings", "this machine", desk::settings)));
            case DeskEffect.StartProgram e ->
                UserProgramRun.run(e, answer -> sink.accept(new DeskMsg.ProgramTold(answer)), desk::now);
            case DeskEffect.WatchSettings _ -> watchSettings(sink);
            case DeskEffect.LoadViews _ ->
                sink.accept(new DeskMsg.ViewsRead(answer("read the saved views", "this machine", desk::views)));
            case DeskEffect.KeepView e ->
                sink.accept(
                        new DeskMsg.ViewsRead(answer("keep the view", e.name(), () -> desk.keep(e.name(), e.view()))));
            case DeskEffect.LoadHabits _ ->
                sink.accept(new DeskMsg.HabitsRead(answer("read what was used last", "this machine", desk::habits)));
            case DeskEffect.RememberUse e ->
                sink.accept(new DeskMsg.HabitsRead(
                        answer("remember what was used", "this machine", () -> desk.used(e.chosen()))));
            case DeskEffect.RememberDetail e ->
                sink.accept(new DeskMsg.HabitsRead(
                        answer("remember the room of the detail", "this machine", () -> desk.detail(e.word()))));
            case DeskEffect.LoadRunbooks e ->
                sink.accept(new DeskMsg.RunbooksRead(
                        e.tool(), answer("list the runbooks", e.tool(), () -> desk.runbooks(e.tool()))));
            case DeskEffect.LoadKinds e ->
                sink.accept(new DeskMsg.KindsRead(
                        e.context(),
                        answer(
                                "discover what the cluster serves",
                                "cluster " + e.context(),
                                () -> desk.kinds(e.context()))));
            case DeskEffect.LoadRights e ->
                sink.accept(new DeskMsg.RightsKnown(
                        e.context(),
                        e.namespace(),
                        answer("ask what you may do", e.context(), () -> desk.rights(e.context(), e.namespace()))));
            case DeskEffect.CopyText e -> sink.accept(new DeskMsg.CopyTaken(copied(e)));
            case DeskEffect.LoadTools _ ->
                sink.accept(new DeskMsg.ToolsRead(
                        answer("load the plugins", "this machine", desk::tools),
                        answer("load the plugins", "this machine", desk::plugins)));
            case DeskEffect.Discover e -> discover(e.context(), sink);
            case DeskEffect.MeasureCluster e ->
                sink.accept(new DeskMsg.ClusterMeasured(
                        e.context(),
                        answer("measure the nodes", "cluster " + e.context(), () -> desk.load(e.context()))));
            case DeskEffect.CheckHealth e ->
                sink.accept(new DeskMsg.HealthRead(
                        e.instance().id(),
                        answer("check the health", e.instance().id().display(), () -> desk.health(e.instance()))));
            case DeskEffect.LoadGuide e ->
                sink.accept(new DeskMsg.GuideRead(
                        e.tool(),
                        e.context(),
                        e.target().map(Instance::id),
                        answer(
                                "read the guide",
                                e.tool() + " on " + e.context(),
                                () -> desk.guide(e.tool(), e.context(), e.target()))));
            case DeskEffect.LoadObjects e ->
                sink.accept(new DeskMsg.ObjectsRead(
                        e.instance().id(),
                        answer("list the objects", e.instance().id().display(), () -> desk.objects(e.instance()))));
            case DeskEffect.LoadTour _ ->
                sink.accept(new DeskMsg.TourRead(answer("look who is new here", "this machine", desk::isNew)));
            case DeskEffect.EndTour _ ->
                sink.accept(new DeskMsg.TourRead(answer("remember the tour", "this machine", () -> {
                    desk.shownAround();
                    return false;
                })));
            case DeskEffect.LoadCalls _ ->
                sink.accept(new DeskMsg.CallsRead(answer("read the log of calls", "this machine", desk::calls)));
            case DeskEffect.LoadRuns _ ->
                sink.accept(new DeskMsg.RunsRead(answer("read the journal", "this machine", desk::runs)));
            case DeskEffect.LoadReleases e ->
                sink.accept(new DeskMsg.ReleasesRead(
                        e.context(), answer("list the Helm releases", e.context(), () -> desk.releases(e.context()))));
            case DeskEffect.LoadRelease e ->
                sink.accept(new DeskMsg.ReleaseRead(
                        e.context(),
                        e.namespace() + "/" + e.name(),
                        answer(
                                "read the Helm release",
                                e.context(),
                                () -> desk.release(e.context(), e.namespace(), e.name()))));
            case DeskEffect.LoadSessions _ ->
                sink.accept(
                        new DeskMsg.SessionsRead(answer("read what was done in pods", "this machine", desk::sessions)));
            case DeskEffect.LoadExercises e ->
                sink.accept(new DeskMsg.ExercisesRead(
                        e.context(),
                        answer("read what goes wrong on purpose", e.context(), () -> desk.exercises(e.context()))));
            case DeskEffect.SwitchExercise e ->
                sink.accept(new DeskMsg.ExerciseSwitched(
                        e.context(),
                        e.exercise(),
                        e.on(),
                        answer(
                                "switch the exercise " + e.exercise().name(),
                                e.context(),
                                () -> desk.exercise(e.context(), e.exercise(), e.on()))));
            case DeskEffect.LoadCopies e ->
                sink.accept(new DeskMsg.CopiesRead(
                        e.context(),
                        answer("list the runs of other machines", e.context(), () -> desk.copies(e.context()))));
            case DeskEffect.ReadCopy e ->
                sink.accept(new DeskMsg.CopyRead(
                        answer("read the run's copy", e.run().id(), () -> desk.copy(e.run()))));
            case DeskEffect.TakeOver e ->
                sink.accept(new DeskMsg.TakenOver(
                        answer("take over the run", e.run().run().id(), () -> desk.takeOver(e.run(), e.phrase()))));
            case DeskEffect.Prepare e ->
                sink.accept(new DeskMsg.PlanRead(
                        e.ask(), answer("make the plan", e.ask().info().title(), () -> desk.prepare(e.ask()))));
            case DeskEffect.Rehearse e ->
                sink.accept(new DeskMsg.PlanRehearsed(
                        e.prepared().digest(),
                        answer("rehearse the plan", e.prepared().plan().title(), () -> desk.rehearse(e.prepared()))));
            case DeskEffect.StartRun e -> start(e, sink);
            case DeskEffect.StopRun e -> {
                stopping.add(e.number());
                Optional.ofNullable(running.get(e.number())).ifPresent(Thread::interrupt);
            }
            case DeskEffect.AnswerRun e ->
                Optional.ofNullable(asking.get(e.number())).ifPresent(o -> o.answer(e.answer()));
            case DeskEffect.ResumeRun e -> decide("resume the run", e.run(), o -> desk.resume(e.run(), o), sink);
            case DeskEffect.PreviewUndo e ->
                sink.accept(new DeskMsg.UndoForeseen(
                        e.run(), answer("foresee the undo", e.run(), () -> desk.undoPreview(e.run()))));
            case DeskEffect.UndoRun e -> decide("undo the run", e.run(), o -> desk.undo(e.run(), o), sink);
            case DeskEffect.AnswerDecision e ->
                Optional.ofNullable(deciding.get(e.run())).ifPresent(o -> o.answer(e.answer()));
            case DeskEffect.AbandonRun e ->
                sink.accept(new DeskMsg.RunDecided(
                        answer("abandon the run", e.run(), () -> desk.abandon(e.run(), e.reason()))));
        }
    }

    /** All tools at once: one that is slow delays no other. */
    private void watchSettings(Consumer<Msg> sink) throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            desk.changedSettings()
                    .ifPresent(settings -> sink.accept(new DeskMsg.SettingsChanged(
                            settings, answer("read the kubeconfig", "this machine", desk::clusters))));
            Thread.sleep(SETTINGS);
        }
    }

    private void discover(String context, Consumer<Msg> sink) throws InterruptedException {
        Function<String, List<Instance>> look = desk.discovery(context);
        List<Thread> threads = new ArrayList<>();
        for (Desk.ToolRow tool : desk.tools()) {
            threads.add(Thread.startVirtualThread(() -> sink.accept(new DeskMsg.Found(
                    context,
                    tool.id(),
                    answer("look for " + tool.name(), "cluster " + context, () -> look.apply(tool.id()))))));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private Answer<Boolean> copied(DeskEffect.CopyText e) throws InterruptedException {
        try {
            return Answer.of(desk.copy(e.text(), e.program()), desk.now());
        } catch (ProblemException failed) {
            return Answer.failed(failed.problem(), desk.now());
        }
    }

    private void decide(String attempted, String run, Function<Operator, PastRun> decision, Consumer<Msg> sink) {
        ScreenOperator operator = new ScreenOperator(question -> sink.accept(new DeskMsg.DecisionAsks(run, question)));
        deciding.put(run, operator);
        Answer<PastRun> decided = answer(attempted, run, () -> decision.apply(operator));
        deciding.remove(run);
        sink.accept(new DeskMsg.RunDecided(decided));
    }

    private void start(DeskEffect.StartRun e, Consumer<Msg> sink) {
        ScreenOperator operator =
                new ScreenOperator(question -> sink.accept(new DeskMsg.RunAsks(e.number(), question)));
        running.put(e.number(), Thread.currentThread());
        asking.put(e.number(), operator);
        String title = e.prepared().plan().title();
        Answer<PastRun> ended = stopping.contains(e.number())
                ? Answer.failed(stopped(title), desk.now())
                : answer(
                        "run the plan",
                        title,
                        () -> desk.run(
                                e.prepared(),
                                e.phrase(),
                                operator,
                                line -> sink.accept(new DeskMsg.StepSeen(e.number(), line))));
        running.remove(e.number());
        asking.remove(e.number());
        stopping.remove(e.number());
        // A request to stop has done its work; what follows only looks.
        Thread.interrupted();
        Optional<Checked> after = e.ask().target().flatMap(t -> again(e.ask().context(), t));
        sink.accept(new DeskMsg.RunEnded(e.number(), ended, after));
    }

    private static Problem stopped(String title) {
        return Problem.user(
                "run the plan",
                title,
                "it was asked to stop before it had begun",
                "Nothing was changed. Approve the plan again where it is wanted.");
    }

    /** The health of the target as it is now; empty when it is gone or can't be read, which the fleet then shows. */
    private Optional<Checked> again(String context, Instance target) {
        try {
            return desk.discovery(context).apply(target.id().tool()).stream()
                    .filter(i -> i.id().equals(target.id()) && i.component().equals(target.component()))
                    .findFirst()
                    .map(desk::health);
        } catch (ProblemException unreadable) {
            return Optional.empty();
        }
    }

    private <T> Answer<T> answer(String attempted, String on, Supplier<T> question) {
        try {
            return Answer.of(question.get(), desk.now());
        } catch (ProblemException e) {
            return Answer.failed(e.problem(), desk.now());
        } catch (RuntimeException | LinkageError e) {
            return Answer.failed(desk.fault(attempted, on, e), desk.now());
        }
    }
}
