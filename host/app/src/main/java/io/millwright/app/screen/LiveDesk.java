package io.millwright.app.screen;

import io.millwright.app.Services;
import io.millwright.app.SharedReads;
import io.millwright.app.browse.ClusterLoad;
import io.millwright.app.browse.Rights;
import io.millwright.app.cli.Asked;
import io.millwright.app.cli.Checked;
import io.millwright.app.cli.NamedExercise;
import io.millwright.app.cli.Operations.FromElsewhere;
import io.millwright.app.cli.Operations.Prepared;
import io.millwright.app.cli.PastRun;
import io.millwright.app.cli.Rehearsed;
import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.page.Desk;
import io.millwright.app.page.Exercises;
import io.millwright.app.plugins.PluginLoading;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.Habits;
import io.millwright.app.settings.HabitsFile;
import io.millwright.app.settings.SavedView;
import io.millwright.app.settings.SavedViews;
import io.millwright.app.settings.Settings;
import io.millwright.engine.OwnerOnly;
import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Severity;
import io.millwright.spi.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The desk on the program's services. */
final class LiveDesk implements Desk {
    private final Services services;
    private final List<String> contexts;
    private final Optional<String> namespace;
    private final Duration limit;
    private final ClusterLoad.Reader loads;

    /**
     * @param contexts the contexts to work with; empty for all
     * @param namespace the namespace to work with; empty for all
     * @param limit how long the health checks of an instance may take
     */
    LiveDesk(Services services, List<String> contexts, Optional<String> namespace, Duration limit) {
        this.services = services;
        this.contexts = List.copyOf(contexts);
        this.namespace = namespace;
        this.limit = limit;
        this.loads = new ClusterLoad.Reader(services.clock());
    }

    @Override
    public List<ClusterRow> clusters() {
        return services.clusters().contexts().stream()
                .filter(c -> contexts.isEmpty() || contexts.contains(c.name()))
                .map(this::row)
                .toList();
    }

    private ClusterRow row(ClusterSource.Context context) {
        return new ClusterRow(
                context.name(),
                context.server(),
                namespace.orElse(context.namespace()),
                services.settings().readOnly("change it", context.name()).map(LiveDesk::lifted),
                context.unusable(),
                context.entries());
    }

    private static String lifted(Problem standing) {
        return standing.why() + ". " + standing.next();
    }

    @Override
    public List<PluginRow> plugins() {
        return services.plugins().stream().map(LiveDesk::row).toList();
    }

    private static PluginRow row(PluginOutcome outcome) {
        String place = outcome.jar().toString();
        return switch (outcome) {
            case PluginOutcome.Loaded l ->
                new PluginRow(
                        l.id(),
                        l.version(),
                        "loaded",
                        Severity.OK,
                        place,
                        l.tool().descriptor().summary());
            case PluginOutcome.Incompatible i ->
                new PluginRow(i.id(), i.version(), "incompatible", Severity.WARNING, place, text(i.problem()));
            case PluginOutcome.Failed f ->
                new PluginRow(f.id(), f.version(), "failed", Severity.CRITICAL, place, text(f.problem()));
        };
    }

    private static String text(Problem problem) {
        return problem.summary() + ". " + problem.next();
    }

    @Override
    public List<ToolRow> tools() {
        return PluginLoading.tools(services.plugins()).stream()
                .map(Tool::descriptor)
                .map(d -> new ToolRow(d.id(), d.name(), d.summary()))
                .toList();
    }

    @Override
    public List<RunbookInfo> runbooks(String tool) {
        return tool(tool).runbooks().stream().map(Runbook::info).toList();
    }

    @Override
    public List<Served> kinds(String context) {
        return services.clusters().open(context).tables().kinds();
    }

    private Tool tool(String id) {
        if (id.equals(ObjectsTool.ID)) {
            return ObjectsTool.INSTANCE;
        }
        return PluginLoading.tools(services.plugins()).stream()
                .filter(t -> t.descriptor().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "find the tool", id, "no plugin describes it", "':plugins' says what was loaded.")));
    }

    private ClusterView view(String context) {
        return services.clusters().open(context).view();
    }

    @Override
    public Function<String, List<Instance>> discovery(String context) {
        // The connection is opened by the first tool, so that what is wrong with it is each tool's answer.
        Function<String, ClusterView> look = SharedReads.of(services.clusters());
        return id -> tool(id).discover(look.apply(context)).stream()
                .filter(i -> namespace
                        .map(n -> List.of(n.split(",")).contains(i.id().namespace()))
                        .orElse(true))
                .toList();
    }

    @Override
    public Optional<ClusterLoad> load(String context) {
        return loads.read(services.clusters().open(context));
    }

    @Override
    public Checked health(Instance instance) {
        return services.operations().health(List.of(instance), limit).getFirst();
    }

    @Override
    public List<GuideRow> guide(String tool, String context, Optional<Instance> target) {
        ClusterView view = view(context);
        return tool(tool).runbooks().stream()
                .filter(r -> r.info().target().equals(target.map(Instance::component)))
                .map(r -> row(r, target, view))
                .toList();
    }

    private static GuideRow row(Runbook runbook, Optional<Instance> target, ClusterView view) {
        return new GuideRow(runbook.info(), runbook.parameters(target, view), runbook.constraints(target, view));
    }

    @Override
    public List<ObjectRow> objects(Instance instance) {
        return OwnedObjects.of(instance, view(instance.id().cluster()));
    }

    @Override
    public Prepared prepare(Ask ask) {
        Tool tool = tool(ask.tool());
        Runbook runbook = tool.runbooks().stream()
                .filter(r -> r.info().id().equals(ask.info().id()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "find the runbook", ask.info().id(), "the tool has no such runbook", "Read the guide again.")));
        return services.operations()
                .prepare(new Asked(tool, runbook, ask.target(), ask.context(), ask.namespace(), ask.inputs()));
    }

    @Override
    public Rehearsed rehearse(Prepared prepared) {
        return services.operations().rehearse(prepared);
    }

    @Override
    public PastRun run(Prepared prepared, String phrase, Operator operator, Consumer<PastRun.StepLine> progress) {
        return services.operations().run(prepared, phrase, operator, progress);
    }

    @Override
    public PastRun resume(String run, Operator operator) {
        return services.operations().resume(run, operator, line -> {});
    }

    @Override
    public List<HelmRow> releases(String context) {
        return services.clusters().open(context).helm().releases().stream()
                .map(r -> new HelmRow(
                        context,
                        r.namespace(),
                        r.name(),
                        r.revision(),
                        r.status(),
                        r.chart() + " " + r.chartVersion(),
                        r.appVersion()))
                .toList();
    }

    @Override
    public List<HelmRevision> release(String context, String namespace, String name) {
        return HelmRevision.of(namespace, name, view(context));
    }

    @Override
    public List<PodSessions.Past> sessions() {
        return services.operations().podSessions();
    }

    @Override
    public Exercises exercises(String context) {
        return new Exercises(
                NamedExercise.of(PluginLoading.tools(services.plugins())),
                services.clusters().open(context).faults().active());
    }

    @Override
    public Exercises exercise(String context, NamedExercise exercise, boolean on) {
        services.settings().refuseReadOnly("switch an exercise", context);
        services.clusters()
                .open(context)
                .faults()
                .set(exercise.tool(), exercise.exercise().fault(), on);
        return exercises(context);
    }

    @Override
    public List<UndoPreview.Line> undoPreview(String run) {
        return services.operations().undoPreview(run);
    }

    @Override
    public PastRun undo(String run, Operator operator) {
        return services.operations().undo(run, operator, line -> {});
    }

    @Override
    public PastRun abandon(String run, String reason) {
        return services.operations().abandon(run, reason);
    }

    @Override
    public List<PastRun> runs() {
        return services.operations().runs();
    }

    @Override
    public Settings settings() {
        return services.settings();
    }

    @Override
    public Optional<Settings> changedSettings() {
        return services.changedSettings();
    }

    @Override
    public Map<String, SavedView> views() {
        return new SavedViews(services.folders().views()).read();
    }

    @Override
    public Map<String, SavedView> keep(String name, Optional<SavedView> view) {
        return new SavedViews(services.folders().views()).keep(name, view);
    }

    @Override
    public List<PastRun> copies(String context) {
        return services.operations().copies(context);
    }

    @Override
    public FromElsewhere copy(PastRun run) {
        return services.operations().fromElsewhere(run.cluster(), run.id());
    }

    @Override
    public PastRun takeOver(FromElsewhere run, String phrase) {
        return services.operations().takeOver(run, phrase);
    }

    @Override
    public Rights.Found rights(String context, String namespace) {
        return Rights.of(services.clusters().open(context), Rights.Who.ME, namespace);
    }

    private HabitsFile habitsFile() {
        return new HabitsFile(services.folders().habits());
    }

    @Override
    public Habits habits() {
        return habitsFile().read();
    }

    @Override
    public Habits used(String chosen) {
        return habitsFile().change(h -> h.using(chosen));
    }

    @Override
    public Habits detail(String word) {
        return habitsFile().change(h -> h.withDetail(word));
    }

    @Override
    public boolean copy(String text, List<String> program) throws InterruptedException {
        return Clipboard.of(System.getenv()).copy(text, program);
    }

    private Path seen() {
        return services.folders().state().resolve("tour.seen");
    }

    @Override
    public boolean isNew() {
        return Files.notExists(seen());
    }

    @Override
    public void shownAround() {
        try {
            Files.createDirectories(services.folders().state(), OwnerOnly.folder());
            Files.writeString(seen(), now() + "\n");
        } catch (IOException failed) {
            throw new ProblemException(
                    Problem.user(
                            "remember that the tour was shown",
                            seen().toString(),
                            failed.toString(),
                            "Make room there, or set another folder with XDG_STATE_HOME; else it comes again."),
                    failed);
        }
    }

    @Override
    public List<ApiCall> calls() {
        return services.calls().newestFirst();
    }

    @Override
    public Problem fault(String attempted, String on, Throwable fault) {
        return services.crashes().report(attempted, on, fault);
    }

    @Override
    public Instant now() {
        return services.clock().instant();
    }
}
