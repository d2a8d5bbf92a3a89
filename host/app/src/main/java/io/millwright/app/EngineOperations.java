package io.millwright.app;

import io.millwright.app.cli.Asked;
import io.millwright.app.cli.Checked;
import io.millwright.app.cli.Operations;
import io.millwright.app.cli.PastRun;
import io.millwright.app.cli.PreviewView;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.engine.Approval;
import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.health.HealthReport;
import io.millwright.engine.health.HealthRunner;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunExport;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.journal.RunStore.StoredRun;
import io.millwright.engine.plan.Documents;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.PlanRequest;
import io.millwright.engine.plan.Planner;
import io.millwright.engine.plan.Tokens;
import io.millwright.engine.preview.Preview;
import io.millwright.engine.preview.Previewer;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.StepState;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import io.millwright.spi.Tool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The engine, in the terms of the command line and the screen. Safe for any thread. */
public final class EngineOperations implements Operations {
    private final Services services;
    private final Planner planner = new Planner(new Tokens(), new Documents());
    private final RunStore runs;
    private final Map<String, FrozenPlan> prepared = new ConcurrentHashMap<>();

    public EngineOperations(Services services) {
        this.services = services;
        this.runs = new RunStore(services.folders().state(), services.clock());
    }

    @Override
    public List<Checked> health(List<Instance> instances, Duration limit) {
        HealthRunner runner = new HealthRunner(limit);
        return instances.stream().map(i -> checked(runner, i)).toList();
    }

    private Checked checked(HealthRunner runner, Instance instance) {
        HealthReport report = runner.check(
                tool(instance.id().tool()),
                instance,
                services.clusters().open(instance.id().cluster()).view());
        return new Checked(instance, report.severity(), report.findings(), report.checks());
    }

    @Override
    public Prepared prepare(Asked asked) {
        ClusterConnection cluster = services.clusters().open(asked.context());
        PlanRequest request =
                new PlanRequest(asked.tool(), asked.runbook(), asked.target(), asked.namespace(), asked.inputs());
        FrozenPlan plan = planner.plan(request, plugin(asked.tool()), cluster);
        prepared.put(plan.plan().target().instance().display() + plan.plan().hashCode(), plan);
        Preview preview = new Previewer(cluster, checks(cluster, asked.tool())).preview(plan);
        List<Constraint> standing = planner.standing(request, cluster.view());
        return new Prepared(plan.plan(), view(plan, preview, standing));
    }

    private static PreviewView view(FrozenPlan plan, Preview preview, List<Constraint> standing) {
        Map<String, List<PreviewView.Change>> changes = new LinkedHashMap<>();
        Map<String, List<String>> commands = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>();
        for (Preview.StepPreview s : preview.steps()) {
            changes.put(
                    s.step().id(),
                    s.changes().stream()
                            .map(c -> new PreviewView.Change(c.verb(), c.object(), c.diff()))
                            .toList());
            commands.put(s.step().id(), s.commands());
            if (s.alreadyTrue()) {
                remarks.add("Step " + s.step().id() + " is already true and will be skipped.");
            }
            s.changes().stream()
                    .filter(c -> !c.owners().isEmpty() && !c.diff().isEmpty())
                    .forEach(c -> remarks.add(c.object() + " is also managed by " + String.join(", ", c.owners()) + "."));
        }
        preview.notPreviewable().forEach(n -> remarks.add("Can't be foreseen: " + n));
        return new PreviewView(
                changes,
                commands,
                standing.stream().map(c -> c.reason() + " " + c.lift()).toList(),
                preview.missing().stream().map(AccessNeed::display).toList(),
                remarks,
                Approval.of(plan.plan()).phrase());
    }

    @Override
    public PastRun run(Prepared asked, String phrase, Consumer<PastRun.StepLine> progress) {
        FrozenPlan plan = Optional.ofNullable(
                        prepared.get(asked.plan().target().instance().display() + asked.plan().hashCode()))
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "run the plan", asked.plan().title(), "it was not prepared here", "Make the plan again.")));
        if (!Approval.of(plan.plan()).accepts(phrase)) {
            throw new ProblemException(Problem.user(
                    "run the plan", asked.plan().title(), "it was not approved", "Nothing was changed."));
        }
        ClusterConnection cluster = services.clusters().open(plan.context());
        Map<String, String> titles = new LinkedHashMap<>();
        plan.plan().steps().forEach(s -> titles.put(s.id(), s.title()));
        try (Journal journal = runs.begin(plan)) {
            RunExecutor executor = new RunExecutor(
                    plan,
                    cluster,
                    checks(cluster, tool(plan.plan().tool())),
                    journal,
                    new RunExecutor.Surroundings(services.clock(), Pace.real(), Operator.NOBODY, new Cancellation()),
                    e -> line(e, titles).ifPresent(progress));
            RunResult result = executor.run(phrase);
            if (result.state() == RunState.FAILED) {
                executor.abandon("The run failed; what was done stays as it is. "
                        + result.problem().map(Problem::summary).orElse(""));
            }
        }
        return run(plan.planId()).orElseThrow();
    }

    private static Optional<PastRun.StepLine> line(RunEvent event, Map<String, String> titles) {
        return switch (event) {
            case RunEvent.StepChanged e -> e.state() == StepState.CHECKING
                    ? Optional.empty()
                    : Optional.of(new PastRun.StepLine(e.at(), e.step(), e.title(), e.state().word(), e.detail()));
            case RunEvent.Progress e -> Optional.of(new PastRun.StepLine(
                    e.at(), e.step(), titles.getOrDefault(e.step(), e.step()), StepState.VERIFYING.word(), e.detail()));
            case RunEvent.StepProblem e -> Optional.of(new PastRun.StepLine(
                    e.at(),
                    e.step(),
                    titles.getOrDefault(e.step(), e.step()),
                    StepState.FAILED.word(),
                    e.problem().why() + " " + e.problem().next()));
            case RunEvent.RunChanged e -> Optional.empty();
        };
    }

    @Override
    public List<PastRun> runs() {
        return runs.list().stream().map(EngineOperations::past).toList();
    }

    @Override
    public Optional<PastRun> run(String id) {
        return runs.find(id).map(EngineOperations::past);
    }

    @Override
    public String export(String id) {
        return runs.find(id)
                .map(RunExport::markdown)
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "export the run", id, "there is no such run here", "'millwright operations' lists them.")));
    }

    private static PastRun past(StoredRun run) {
        FrozenPlan plan = run.plan();
        List<PastRun.StepLine> steps = run.journal().records().stream()
                .filter(r -> "STEP_STATE".equals(r.get("type")))
                .map(r -> new PastRun.StepLine(
                        Instant.parse(String.valueOf(r.get("t"))),
                        String.valueOf(r.get("step")),
                        title(plan, String.valueOf(r.get("step"))),
                        StepState.valueOf(String.valueOf(r.get("state"))).word(),
                        String.valueOf(r.getOrDefault("message", ""))))
                .toList();
        Optional<Instant> ended = run.journal().records().stream()
                .filter(r -> "RUN_CLOSED".equals(r.get("type")))
                .map(r -> Instant.parse(String.valueOf(r.get("t"))))
                .findFirst();
        return new PastRun(
                plan.planId(),
                plan.plan().title(),
                RunState.valueOf(RunExport.state(run)).word(),
                plan.context(),
                plan.plan().tool(),
                plan.plan().runbookId(),
                plan.plan().target().instance().path(),
                plan.createdBy(),
                plan.createdAt(),
                ended,
                steps);
    }

    private static String title(FrozenPlan plan, String step) {
        return plan.plan().steps().stream()
                .filter(s -> s.id().equals(step))
                .map(Step::title)
                .findFirst()
                .orElse(step);
    }

    private static CheckEvaluator checks(ClusterConnection cluster, Tool tool) {
        return new CheckEvaluator(cluster.view(), cluster::helm, tool.namedChecks());
    }

    private Tool tool(String id) {
        return loaded(id).tool();
    }

    private FrozenPlan.Plugin plugin(Tool tool) {
        PluginOutcome.Loaded loaded = loaded(tool.descriptor().id());
        return new FrozenPlan.Plugin(loaded.id(), loaded.version(), loaded.sha256());
    }

    private PluginOutcome.Loaded loaded(String id) {
        for (PluginOutcome outcome : services.plugins()) {
            if (outcome instanceof PluginOutcome.Loaded l && l.tool().descriptor().id().equals(id)) {
                return l;
            }
        }
        throw new ProblemException(Problem.user(
                "find the tool", id.toLowerCase(Locale.ROOT), "no plugin describes it", "'millwright plugins' says what was loaded."));
    }
}
