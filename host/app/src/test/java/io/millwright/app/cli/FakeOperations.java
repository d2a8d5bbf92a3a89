package io.millwright.app.cli;

import io.millwright.engine.Approval;
import io.millwright.engine.handover.HandOver;
import io.millwright.engine.handover.Summary;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.preview.Roles;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.spi.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Plans and checks with a tool's own code; a run is only written down. */
public final class FakeOperations implements Operations {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final Tool tool;
    private final ClusterSource clusters;
    private final List<PastRun> runs = new ArrayList<>();
    private final List<PastRun> copies = new ArrayList<>();
    private Optional<String> broken = Optional.empty();
    private RunState ending = RunState.SUCCEEDED;
    private boolean noReturn = true;
    private final List<PodSessions.Past> sessions = new ArrayList<>();

    /** The step of a run can be taken back even when the run has succeeded. */
    public void withWayBack() {
        noReturn = false;
    }

    public FakeOperations(Tool tool, ClusterSource clusters) {
        this.tool = tool;
        this.clusters = clusters;
    }

    @Override
    public List<Checked> health(List<Instance> instances, Duration limit) {
        return instances.stream()
                .map(i -> {
                    ClusterView view = clusters.open(i.id().cluster()).view();
                    List<Finding> findings = tool.healthChecks().stream()
                            .flatMap(c -> c.run(i, view).stream())
                            .toList();
                    return new Checked(
                            i,
                            findings.stream().map(Finding::severity).reduce(Severity.OK, Severity::worst),
                            findings,
                            tool.healthChecks().size());
                })
                .toList();
    }

    @Override
    public Prepared prepare(Asked asked) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (Parameter p : asked.runbook().info().parameters()) {
            inputs.put(
                    p.id(), asked.inputs().getOrDefault(p.id(), p.defaultValue().orElse("")));
        }
        ClusterView view = clusters.open(asked.context()).view();
        Plan plan = asked.runbook().plan(new Request("t0", asked.target(), asked.namespace(), inputs, Map.of()), view);
        return new Prepared(
                plan,
                new PreviewView(
                        Map.of(
                                "dress",
                                List.of(new PreviewView.Change(
                                        "patch", "Mill corn/old", List.of("-wear: 70", "+wear: 0")))),
                        Map.of(
                                "dress",
                                List.of("kubectl patch mills old -n corn --type merge -p '{\"spec\":{\"wear\":0}}'")),
                        asked.runbook().constraints(asked.target(), view).stream()
                                .map(Constraint::reason)
                                .toList(),
                        List.of(),
                        List.of(),
                        plan.target().instance().confirmation()),
                digest(plan));
    }

    private static String digest(Plan plan) {
        return "sha256:of depth " + plan.inputs().get("depth");
    }

    @Override
    public List<String> changes(String digest, Prepared now) {
        return digest.startsWith("sha256:of ") ? List.of("inputs.depth was 5, now 3") : List.of();
    }

    @Override
    public Roles.Generated roles(Prepared prepared) {
        String namespace = prepared.plan().target().instance().namespace();
        return new Roles.Generated(
                List.of(new Resource(Document.map(
                        "apiVersion",
                        "rbac.authorization.k8s.io/v1",
                        "kind",
                        "Role",
                        "metadata",
                        Document.map("name", "millwright-mill-dress-stones", "namespace", namespace),
                        "rules",
                        List.of(Document.map(
                                "apiGroups", List.of("mill.example"),
                                "resources", List.of("mills"),
                                "verbs", List.of("get", "patch")))))),
                List.of("what the tool's check 'ground' reads is known to its plugin only"));
    }

    @Override
    public Rehearsed rehearse(Prepared prepared) {
        String title = prepared.plan().steps().getFirst().title();
        return new Rehearsed(
                "Succeeded",
                true,
                Duration.ofSeconds(95),
                7,
                List.of(new Rehearsed.Line("dress", title, "done", Duration.ofSeconds(95), "spec.wear is 0")),
                List.of("how long things take is the simulator's guess"),
                Optional.empty());
    }

    @Override
    public List<UndoPreview.Line> undoPreview(String id) {
        return List.of(new UndoPreview.Line(
                "dress",
                "Cut the furrows",
                "exact",
                List.of("Mill corn/old: spec/wear is set back to 70"),
                List.of("Mill corn/old: spec/seal was a secret, which isn't stored"),
                List.of(),
                noReturn));
    }

    @Override
    public PodSessions.Open inPod(String context, PodWork work, Operator operator) {
        sessions.add(new PodSessions.Past(
                "s" + sessions.size(),
                work.way().word(),
                context,
                "ada",
                work.target().namespace(),
                work.target().kind().kind() + "/" + work.target().name(),
                work.container(),
                work.words(),
                "",
                NOW,
                Optional.empty(),
                "goes on"));
        try {
            return new PodSessions(Files.createTempDirectory("sessions"), Clock.systemUTC(), () -> "t")
                    .begin(new PodSessions.Begun(
                            work.way().word(), context, "ada", "", "", "", List.of(), Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException("a test's folder can't be made", e);
        }
    }

    @Override
    public List<PodSessions.Past> podSessions() {
        return sessions.reversed();
    }

    /** Another machine has begun that run from now on. */
    public void elsewhere(PastRun run) {
        copies.add(run);
    }

    @Override
    public List<PastRun> copies(String context) {
        return copies.stream().filter(r -> r.cluster().equals(context)).toList();
    }

    @Override
    public FromElsewhere fromElsewhere(String context, String id) {
        PastRun run = copies.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
        ClusterView view = clusters.open(context).view();
        Instance target = tool.discover(view).stream()
                .filter(i -> i.id().path().equals(run.target()))
                .findFirst()
                .orElseThrow();
        Plan plan = tool.runbooks()
                .getFirst()
                .plan(new Request("t0", Optional.of(target), "", Map.of("depth", "3"), Map.of()), view);
        FrozenPlan frozen = new FrozenPlan(
                1, id, plan, new FrozenPlan.Plugin("mill", "1", "ab"), "uid", context, run.by(), run.started());
        Summary summary = new Summary(
                1,
                id,
                run.title(),
                "mill",
                run.runbook(),
                run.target(),
                context,
                run.by(),
                "far",
                run.started(),
                "FAILED",
                false,
                3,
                "sha256:ab",
                "sha256:cd",
                frozen.plugin(),
                1,
                List.of(),
                Optional.empty());
        return new FromElsewhere(
                run, plan, "sha256:cd", Approval.of(plan).phrase(), new HandOver.Content(summary, frozen, ""));
    }

    @Override
    public PastRun takeOver(FromElsewhere run, String phrase) {
        runs.add(run.run());
        return run.run();
    }

    /** Runs end so from now on. */
    public void endsAs(RunState state) {
        ending = state;
    }

    private PastRun decided(String id, RunState state) {
        PastRun old = run(id).orElseThrow();
        PastRun now = new PastRun(
                old.id(),
                old.title(),
                state.word(),
                old.cluster(),
                old.tool(),
                old.runbook(),
                old.target(),
                old.by(),
                old.started(),
                old.ended(),
                old.steps(),
                old.origin());
        runs.set(runs.indexOf(old), now);
        return now;
    }

    @Override
    public PastRun resume(String id, Operator operator, Consumer<PastRun.StepLine> progress) {
        progress.accept(new PastRun.StepLine(NOW, "dress", "Cut the furrows", "Done", "spec.wear is 0"));
        return decided(id, RunState.SUCCEEDED);
    }

    @Override
    public PastRun undo(String id, Operator operator, Consumer<PastRun.StepLine> progress) {
        progress.accept(new PastRun.StepLine(NOW, "dress", "Cut the furrows", "Undone", "exact"));
        return decided(id, RunState.ROLLED_BACK);
    }

    @Override
    public PastRun abandon(String id, String reason) {
        return decided(id, RunState.ABANDONED);
    }

    @Override
    public PastRun run(Prepared prepared, String phrase, Operator operator, Consumer<PastRun.StepLine> progress) {
        PastRun.StepLine done = new PastRun.StepLine(
                NOW, "dress", prepared.plan().steps().getFirst().title(), "Done", "spec.wear is 0");
        progress.accept(done);
        PastRun run = new PastRun(
                "r1",
                prepared.plan().title(),
                ending.word(),
                prepared.plan().target().instance().cluster(),
                "mill",
                prepared.plan().runbookId(),
                prepared.plan().target().instance().path(),
                "alice",
                NOW,
                Optional.of(NOW.plusSeconds(3)),
                List.of(done),
                "");
        runs.add(run);
        return run;
    }

    @Override
    public List<PastRun> runs() {
        return List.copyOf(runs);
    }

    @Override
    public Optional<PastRun> run(String id) {
        return runs.stream().filter(r -> r.id().startsWith(id)).findFirst();
    }

    @Override
    public Verified verify(String id) {
        return new Verified(id, 12, "sha256:ab", false, broken);
    }

    /** Journals are found so from now on. */
    public void breaks(String line) {
        broken = Optional.of(line);
    }

    @Override
    public Exported export(String id) {
        return new Exported("# Run " + id + "\n", Map.of("run", id));
    }
}
