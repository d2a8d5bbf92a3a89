package io.millwright.app.screen;

import io.millwright.app.browse.Rights;
import io.millwright.app.cli.NamedExercise;
import io.millwright.app.cli.Operations.FromElsewhere;
import io.millwright.app.cli.Operations.Prepared;
import io.millwright.app.cli.PastRun;
import io.millwright.app.cli.PodWork;
import io.millwright.app.page.Desk;
import io.millwright.app.page.Exercises;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.app.settings.Habits;
import io.millwright.app.settings.SavedView;
import io.millwright.app.settings.Settings;
import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.MillTool;
import io.millwright.app.testing.Rig;
import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Danger;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Capabilities;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The real desk over clusters in memory: a run dresses the stones, and what was approved how is written down. */
final class MillDesk extends ForwardingDesk {
    private final FakeClusters clusters = new FakeClusters();
    private final Desk desk;
    private final Rig rig;
    private Consumer<Operator> asks = operator -> {};
    private Consumer<Operator> deciding = operator -> {};
    private volatile Settings settings = Settings.DEFAULT;
    private final AtomicReference<Optional<Settings>> changed = new AtomicReference<>(Optional.empty());
    private List<ApiCall> calls = List.of();
    private volatile boolean isNew;
    private final Map<String, SavedView> views = new ConcurrentHashMap<>();
    private final Danger danger;
    private String simulated = "";
    private List<NamedExercise> exercises = List.of();

    private Optional<Rights.Found> rights = Optional.empty();
    final List<String> rightsAsked = new CopyOnWriteArrayList<>();
    private boolean copies = true;
    private List<HelmRow> releases = List.of();

    /** What is remembered of its user. */
    volatile Habits habits = Habits.NONE;

    /** What was copied, behind the program that got it. */
    final List<String> copied = new CopyOnWriteArrayList<>();

    /** What goes wrong on purpose. */
    final Set<String> active = ConcurrentHashMap.newKeySet();

    final List<String> approvals = new ArrayList<>();

    MillDesk(Danger danger) {
        this.danger = danger;
        wear(95);
        clusters.cluster("lab").refusing("eu-2", "the token has expired");
        rig = Rig.with(Path.of("unused"), clusters);
        desk = new LiveDesk(rig.services(), List.of(), Optional.empty(), Duration.ofSeconds(5));
    }

    @Override
    Desk desk() {
        return desk;
    }

    private void wear(int percent) {
        clusters.cluster(
                "eu-1",
                MillTool.mill("corn", "old", percent),
                MillTool.mill("corn", "young", 3),
                MillTool.mill("rye", "evil\u001b[2Jname", 60));
    }

    @Override
    public Prepared prepare(Ask ask) {
        Prepared made = desk.prepare(ask);
        Plan p = made.plan();
        return new Prepared(
                new Plan(
                        p.title(),
                        p.tool(),
                        p.runbookId(),
                        p.intent(),
                        danger,
                        p.target(),
                        p.inputs(),
                        p.steps(),
                        p.consequences(),
                        p.risks()),
                made.preview(),
                made.digest());
    }

    @Override
    public PastRun run(Prepared prepared, String phrase, Operator operator, Consumer<PastRun.StepLine> progress) {
        approvals.add(phrase + " depth " + prepared.plan().inputs().get("depth"));
        asks.accept(operator);
        PastRun run = desk.run(prepared, phrase, operator, progress);
        wear(0);
        return run;
    }

    /** What a run asks of its operator before it does anything. */
    MillDesk asking(Consumer<Operator> questions) {
        asks = questions;
        return this;
    }

    /** What a resumed run asks of its operator before it does anything. */
    MillDesk askingOnResume(Consumer<Operator> questions) {
        deciding = questions;
        return this;
    }

    MillDesk endingAs(RunState state) {
        rig.endingAs(state);
        return this;
    }

    @Override
    public PastRun resume(String run, Operator operator) {
        deciding.accept(operator);
        return desk.resume(run, operator);
    }

    private PodSessions.Open inPod(String context, PodWork work) {
        return rig.services().operations().inPod(context, work, Operator.NOBODY);
    }

    MillDesk withWayBack() {
        rig.withWayBack();
        return this;
    }

    @Override
    public List<HelmRow> releases(String context) {
        return releases.isEmpty()
                ? desk.releases(context)
                : releases.stream().filter(r -> r.context().equals(context)).toList();
    }

    /** Helm lists these releases, whose revisions the cluster "lab" keeps. */
    MillDesk withReleases(List<HelmRow> rows, Resource... revisions) {
        releases = List.copyOf(rows);
        clusters.cluster("lab", revisions);
        return this;
    }

    /** What its user has set. */
    MillDesk set(Settings settings) {
        this.settings = settings;
        return this;
    }

    @Override
    public Map<String, SavedView> views() {
        return Map.copyOf(views);
    }

    @Override
    public Map<String, SavedView> keep(String name, Optional<SavedView> view) {
        view.ifPresentOrElse(v -> views.put(name, v), () -> views.remove(name));
        return views();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    /** Writes the settings anew, as an editor does beside the screen. */
    void rewrite(Settings others) {
        settings = others;
        changed.set(Optional.of(others));
    }

    @Override
    public Optional<Settings> changedSettings() {
        return changed.getAndSet(Optional.empty());
    }

    /** The screen at 80 by 24, opened with the fleet. */
    Pilot<Model> screen() {
        return screen("fleet");
    }

    Pilot<Model> screen(String page) {
        return screen(page, Pilot.CAPABILITIES);
    }

    Pilot<Model> screen(String page, Capabilities capabilities) {
        Model.Start start = Told.start(page, capabilities);
        return Pilot.start(new ScreenApp(start), runner(), new Size(80, 24), capabilities);
    }

    /** What its user may do everywhere. */
    MillDesk permitting(Rights.Found found) {
        rights = Optional.of(found);
        return this;
    }

    @Override
    public Rights.Found rights(String context, String namespace) {
        rightsAsked.add(context + " " + namespace);
        return rights.orElseGet(() -> desk.rights(context, namespace));
    }

    /** What is remembered of its user. */
    MillDesk remembering(Habits known) {
        habits = known;
        return this;
    }

    @Override
    public Habits habits() {
        return habits;
    }

    @Override
    public Habits used(String chosen) {
        habits = habits.using(chosen);
        return habits;
    }

    @Override
    public Habits detail(String word) {
        habits = habits.withDetail(word);
        return habits;
    }

    /** Nobody but the terminal takes what is copied. */
    MillDesk copyingByTerminalOnly() {
        copies = false;
        return this;
    }

    @Override
    public boolean copy(String text, List<String> program) {
        copied.add(String.join(" ", program) + "<" + text);
        return copies;
    }

    /** That cluster is a simulated one in which these things can go wrong. */
    MillDesk simulating(String context, NamedExercise... some) {
        simulated = context;
        exercises = List.of(some);
        return this;
    }

    @Override
    public Exercises exercises(String context) {
        return context.equals(simulated)
                ? new Exercises(exercises, Optional.of(Set.copyOf(active)))
                : new Exercises(exercises, Optional.empty());
    }

    @Override
    public Exercises exercise(String context, NamedExercise exercise, boolean on) {
        if (on) {
            active.add(exercise.name());
        } else {
            active.remove(exercise.name());
        }
        return exercises(context);
    }

    /** Another machine has begun that run. */
    MillDesk elsewhere(PastRun run) {
        rig.elsewhere(run);
        return this;
    }

    @Override
    public PastRun takeOver(FromElsewhere run, String phrase) {
        approvals.add(phrase);
        return desk.takeOver(run, phrase);
    }

    /** Performs what pages ask of this desk and of its clusters. */
    EffectRunner runner() {
        return new ScreenRunner(
                new DeskRunner(this),
                new BrowseRunner(
                        clusters::open,
                        Optional.empty(),
                        rig.services().clock(),
                        List.of("vi"),
                        new PodRunner(clusters::open, rig.services().clock(), Optional.empty(), this::inPod),
                        new OwnFiles(Path.of("nowhere")),
                        () -> Guardrails.NONE,
                        Optional.empty()),
                rig.services().crashes());
    }

    /** Its user has never been here. */
    MillDesk forSomebodyNew() {
        isNew = true;
        return this;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @Override
    public void shownAround() {
        isNew = false;
    }

    /** What was called. */
    MillDesk having(List<ApiCall> calls) {
        this.calls = List.copyOf(calls);
        return this;
    }

    @Override
    public List<ApiCall> calls() {
        return calls;
    }
}
