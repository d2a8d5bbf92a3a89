package io.millwright.app;

import io.millwright.app.cli.Asked;
import io.millwright.app.cli.Checked;
import io.millwright.app.cli.Operations;
import io.millwright.app.cli.PastRun;
import io.millwright.app.cli.PodWork;
import io.millwright.app.cli.Rehearsed;
import io.millwright.app.plugins.PluginLoading;
import io.millwright.engine.Approval;
import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.guardrail.Acceptance;
import io.millwright.engine.health.HealthReport;
import io.millwright.engine.health.HealthRunner;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.journal.RunExport;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.journal.RunStore.StoredRun;
import io.millwright.engine.plan.Documents;
import io.millwright.engine.plan.ForeignActivity;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.PlanDifference;
import io.millwright.engine.plan.PlanRequest;
import io.millwright.engine.plan.PlanStore;
import io.millwright.engine.plan.Planner;
import io.millwright.engine.plan.Steps;
import io.millwright.engine.plan.Tokens;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.preview.Preview;
import io.millwright.engine.preview.Previewer;
import io.millwright.engine.preview.Roles;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The engine, in the terms of the command line and the screen. Safe for any thread. */
public final class EngineOperations implements Operations {
    private static final int DIFFERENCES = 8;

    private final Services services;
    private final Planner planner = new Planner(new Tokens(), new Documents());
    private final RunStore runs;
    private final PlanStore plans;
    private final Permission permission;
    private final TakingOver takingOver;
    private final InPods inPods;
    private final KnownTools tools;
    private final Map<String, Ready> prepared = new ConcurrentHashMap<>();

    /** A plan that may be run, and what it was made from. */
    private record Ready(FrozenPlan plan, PlanRequest request) {}

    public EngineOperations(Services services) {
        this(services, new RunStore(services.folders().state(), services.clock()));
    }

    /** With a store of runs that a test has prepared. */
    public EngineOperations(Services services, RunStore runs) {
        this.services = services;
        this.runs = runs;
        this.plans = new PlanStore(services.folders().state());
        this.permission = new Permission(services);
        this.takingOver = new TakingOver(runs);
        this.inPods = new InPods(services, permission);
        this.tools = new KnownTools(services);
    }

    @Override
    public List<Checked> health(List<Instance> instances, Duration limit) {
        HealthRunner runner = new HealthRunner(limit);
        Function<String, ClusterView> look = SharedReads.of(services.clusters());
        return new HealthOfMany(limit, i -> checked(runner, i, look.apply(i.id().cluster()))).of(instances);
    }

    private Checked checked(HealthRunner runner, Instance instance, ClusterView view) {
        HealthReport report = runner.check(tools.of(instance.id().tool()), instance, view);
        return new Checked(instance, report.severity(), report.findings(), report.checks());
    }

    @Override
    public Prepared prepare(Asked asked) {
        ClusterConnection cluster = services.clusters().open(asked.context());
        PlanRequest request =
                new PlanRequest(asked.tool(), asked.runbook(), asked.target(), asked.namespace(), asked.inputs());
        FrozenPlan plan = planner.plan(request, tools.plugin(asked.tool()), cluster);
        prepared.put(key(plan.plan()), new Ready(plan, request));
        Preview preview = new Previewer(cluster, checks(cluster, asked.tool())).preview(plan);
        List<Constraint> all = planner.standing(request, plan.plan(), cluster);
        List<Acceptance> accepted = accepted(all, plan);
        List<String> blockers = new ArrayList<>(permission.refusals(plan));
        notAccepted(all, plan).forEach(c -> blockers.add(c.reason() + " " + c.lift()));
        List<String> remarks =
                new ArrayList<>(accepted.stream().map(Acceptance::display).toList());
        permission.askedWithoutBackup(plan).ifPresent(remarks::add);
        remarks.addAll(ForeignActivity.remarks(plan.plan(), cluster));
        remarks.addAll(InstancesHit.remarks(
                plan.plan(), asked.context(), services.clusters(), PluginLoading.tools(services.plugins())));
        plans.keep(plan);
        return new Prepared(plan.plan(), PreviewWords.of(plan, preview, blockers, remarks), plan.digest());
    }

    @Override
    public List<String> changes(String digest, Prepared now) {
        FrozenPlan planned = ready(now).plan();
        return plans.find(digest)
                .map(approved -> PlanDifference.between(approved, planned, DIFFERENCES))
                .orElse(List.of());
    }

    @Override
    public Rehearsed rehearse(Prepared asked) {
        Ready ready = ready(asked);
        ClusterConnection cluster = services.clusters().open(ready.plan().context());
        return new Rehearsal(ready.plan(), ready.request().tool(), cluster).run();
    }

    @Override
    public Roles.Generated roles(Prepared asked) {
        FrozenPlan plan = ready(asked).plan();
        return Roles.of(plan.plan(), services.clusters().open(plan.context()));
    }

    private Ready ready(Prepared asked) {
        return Optional.ofNullable(prepared.get(key(asked.plan())))
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "run the plan", asked.plan().title(), "it was not prepared here", "Make the plan again.")));
    }

    private List<Acceptance> accepted(List<Constraint> standing, FrozenPlan plan) {
        return standing.stream()
                .flatMap(c -> permission.acceptance(c, plan.plan().target().instance()).stream())
                .toList();
    }

    private List<Constraint> notAccepted(List<Constraint> standing, FrozenPlan plan) {
        return standing.stream()
                .filter(c -> permission
                        .acceptance(c, plan.plan().target().instance())
                        .isEmpty())
                .toList();
    }

    private static String key(Plan plan) {
        return plan.target().instance().display() + plan.hashCode();
    }

    /**
     * Runs it and waits for its end. An interrupt, or the end of the process by Ctrl-C, is a request to stop: it takes effect between two
     * steps or inside a wait. A run that stops after it has changed something stays {@code Failed}, and is closed by {@link #undo} or
     * {@link #abandon}, never by itself.
     */
    @Override
    public PastRun run(Prepared asked, String phrase, Operator operator, Consumer<PastRun.StepLine> progress) {
        Ready ready = ready(asked);
        FrozenPlan plan = ready.plan();
        if (!Approval.of(plan.plan()).accepts(phrase)) {
            throw new ProblemException(
                    Problem.user("run the plan", asked.plan().title(), "it was not approved", "Nothing was changed."));
        }
        ClusterConnection cluster = services.clusters().open(plan.context());
        permission.refuse("run the plan", plan);
        List<String> accepted = new ArrayList<>();
        nothingStandsAgainst(ready, cluster).forEach(a -> accepted.add(a.display()));
        permission.withoutBackup(plan, operator).ifPresent(accepted::add);
        Optional<String> reason = permission.reason(plan, operator);
        Cancellation cancellation = new Cancellation();
        RunThread.execute(cancellation, () -> {
            try (Journal journal = runs.begin(plan)) {
                reason.ifPresent(r -> journal.append("NOTE", Map.of("text", r)));
                accepted.forEach(a -> journal.append("RISK_ACCEPTED", Map.of("message", a)));
                executor(plan, cluster, journal, new Watch(operator, cancellation, progress))
                        .run(phrase);
            }
        });
        return run(plan.planId()).orElseThrow();
    }

    /** The world has moved since the preview: what would block the plan is asked again. Gives the risks that somebody has taken on. */
    private List<Acceptance> nothingStandsAgainst(Ready ready, ClusterConnection cluster) {
        List<Constraint> all = planner.standing(ready.request(), ready.plan().plan(), cluster);
        List<Constraint> standing = notAccepted(all, ready.plan());
        if (!standing.isEmpty()) {
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER,
                    "run the plan",
                    ready.plan().plan().target().instance().display(),
                    String.join("; ", standing.stream().map(Constraint::reason).toList()),
                    "Nothing was changed. "
                            + String.join(
                                    " ", standing.stream().map(Constraint::lift).toList()),
                    Optional.of("blocked")));
        }
        return accepted(all, ready.plan());
    }

    /** Who watches a run. */
    private record Watch(Operator operator, Cancellation cancellation, Consumer<PastRun.StepLine> progress) {}

    @Override
    public PastRun resume(String id, Operator operator, Consumer<PastRun.StepLine> progress) {
        StoredRun run = runs.find(id).orElseThrow(() -> unknown("resume", id));
        FrozenPlan.Plugin now = tools.plugin(tools.of(run.plan().plan().tool()));
        if (!now.equals(run.plan().plugin())) {
            throw new ProblemException(Problem.user(
                    "resume the run",
                    run.plan().planId(),
                    "it was planned by plugin " + RunWords.named(run.plan().plugin()) + ", and now there is "
                            + RunWords.named(now),
                    "Load the former plugin to go on; or undo what was done, or abandon it, which work without."));
        }
        permission.refuse("resume the run", run.plan());
        return settled(id, "resume", operator, progress, RunExecutor::resume);
    }

    @Override
    public PastRun undo(String id, Operator operator, Consumer<PastRun.StepLine> progress) {
        StoredRun run = runs.find(id).orElseThrow(() -> unknown("undo", id));
        permission.refuseReadOnly("undo the run", run.plan().context());
        if (RunState.valueOf(RunExport.state(run)) == RunState.SUCCEEDED) {
            // Nothing is broken: it is a change like any other.
            permission.refuse("undo the run", run.plan());
        }
        return settled(id, "undo", operator, progress, RunExecutor::undo);
    }

    @Override
    public List<UndoPreview.Line> undoPreview(String id) {
        StoredRun run = runs.find(id).orElseThrow(() -> unknown("undo", id));
        return UndoPreview.of(
                run.plan(),
                run.journal().records(),
                services.clusters().open(run.plan().context()));
    }

    @Override
    public PastRun abandon(String id, String reason) {
        return settled(id, "abandon", Operator.NOBODY, line -> {}, executor -> executor.abandon(reason));
    }

    private PastRun settled(
            String id,
            String verb,
            Operator operator,
            Consumer<PastRun.StepLine> progress,
            Consumer<RunExecutor> decision) {
        StoredRun run = runs.find(id).orElseThrow(() -> unknown(verb, id));
        RunState state = RunState.valueOf(RunExport.state(run));
        boolean undone = verb.equals("undo") && state == RunState.SUCCEEDED;
        if (state != RunState.FAILED && state != RunState.INTERRUPTED && !undone) {
            throw new ProblemException(Problem.user(
                    verb + " the run",
                    run.plan().planId(),
                    "it is " + state.word().toLowerCase(Locale.ROOT),
                    verb.equals("undo")
                            ? "Only a run that has ended, and that nobody has undone, is undone."
                            : "Only a failed or interrupted run waits for that decision."));
        }
        FrozenPlan plan = run.plan();
        ClusterConnection cluster = services.clusters().open(plan.context());
        Cancellation cancellation = new Cancellation();
        RunThread.execute(cancellation, () -> {
            try (Journal journal = runs.reopen(run)) {
                decision.accept(executor(plan, cluster, journal, new Watch(operator, cancellation, progress))
                        .reopened(run.journal().records()));
            }
        });
        return run(plan.planId()).orElseThrow();
    }

    private RunExecutor executor(FrozenPlan plan, ClusterConnection cluster, Journal journal, Watch watch) {
        Map<String, String> titles = new LinkedHashMap<>();
        Steps.all(plan.plan().steps()).forEach(s -> titles.put(s.id(), s.title()));
        return new RunExecutor(
                plan,
                cluster,
                new CheckEvaluator(cluster.view(), cluster::helm, tools.namedChecks(plan)),
                journal,
                new RunExecutor.Surroundings(services.clock(), Pace.real(), watch.operator(), watch.cancellation()),
                e -> RunWords.line(e, titles).ifPresent(watch.progress()));
    }

    @Override
    public List<PastRun> runs() {
        return Stream.concat(
                        runs.list().stream().map(RunWords::past),
                        runs.unreadable().stream().map(RunWords::unreadable))
                .toList();
    }

    @Override
    public List<PastRun> copies(String context) {
        return takingOver.copies(services.clusters().open(context));
    }

    @Override
    public FromElsewhere fromElsewhere(String context, String id) {
        return takingOver.find(services.clusters().open(context), id);
    }

    @Override
    public PastRun takeOver(FromElsewhere run, String phrase) {
        return takingOver.take(run, phrase, services.clusters().open(run.run().cluster()));
    }

    @Override
    public Optional<PastRun> run(String id) {
        return runs.find(id).map(RunWords::past).or(() -> unreadable(id).map(RunWords::unreadable));
    }

    @Override
    public Verified verify(String id) {
        StoredRun run = runs.find(id).orElseThrow(() -> unknown("verify", id));
        return new Verified(
                run.plan().planId(),
                run.journal().records().size(),
                run.journal().lastHash(),
                run.journal().torn().isPresent(),
                run.journal().broken());
    }

    @Override
    public Exported export(String id) {
        return runs.find(id).map(RunWords::exported).orElseThrow(() -> unknown("export", id));
    }

    @Override
    public PodSessions.Open inPod(String context, PodWork work, Operator operator) {
        return inPods.begin(context, work, operator);
    }

    @Override
    public List<PodSessions.Past> podSessions() {
        return inPods.past();
    }

    /** One that lies there damaged is known, and why nothing can be done with it. */
    private ProblemException unknown(String verb, String id) {
        return new ProblemException(unreadable(id)
                .map(
                        r -> Problem.user(
                                verb + " the run",
                                id,
                                "it can't be read: " + r.why(),
                                "Put its folder back from a backup; what it did in the cluster stands in its copy there, if it has one."))
                .orElseGet(() -> Problem.user(
                        verb + " the run", id, "there is no such run here", "'millwright operations' lists them.")));
    }

    private Optional<RunStore.UnreadableRun> unreadable(String id) {
        return runs.unreadable().stream().filter(r -> r.id().equals(id)).findFirst();
    }

    private static CheckEvaluator checks(ClusterConnection cluster, Tool tool) {
        return new CheckEvaluator(cluster.view(), cluster::helm, tool.namedChecks());
    }
}
