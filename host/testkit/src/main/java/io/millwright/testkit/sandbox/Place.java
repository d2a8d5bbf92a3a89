package io.millwright.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.Approval;
import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.plan.Documents;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.PlanRequest;
import io.millwright.engine.plan.Planner;
import io.millwright.engine.plan.Tokens;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.StepState;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A cluster in which a tool lives, its operator imitated by its simulator, and the questions that tests ask of both. {@link Town} is one in
 * the sandbox, {@link Lab} one on a real API server: what a test asks of a place can be asked of either. Runbooks are run by the real engine
 * through the real client, over HTTP.
 */
public abstract class Place implements AutoCloseable {
    /** A folder of the test's own, gone when the place is closed. */
    final Path folder;

    private final Tool tool;
    private final Map<String, Runnable> hands = new HashMap<>();

    Place(Tool tool) {
        this.tool = tool;
        try {
            this.folder = Files.createTempDirectory("town");
        } catch (IOException e) {
            throw new UncheckedIOException("a test's folder can't be made", e);
        }
    }

    public final Tool tool() {
        return tool;
    }

    /** As plugins read it. */
    public abstract ClusterView view();

    /** Reads and writes over HTTP, as the program does. */
    public abstract ClusterConnection connection();

    /** Lets that time pass for the cluster and its operator. */
    public abstract void advance(Duration time) throws InterruptedException;

    /** Switches a fault of the tool's simulator. */
    public abstract void fault(String name, boolean on) throws InterruptedException;

    public abstract Resource create(Kind kind, Resource object);

    public abstract void change(ObjectRef ref, UnaryOperator<Resource> change);

    public abstract void delete(ObjectRef ref);

    /** The cluster's clock. */
    public abstract Clock clock();

    /** How the engine waits here. */
    public abstract Pace pace();

    /** What went wrong inside; a test that is done asserts that this is empty. */
    public abstract List<?> problems();

    /** Who answers questions of a run; nobody unless a test says otherwise. */
    protected Operator operator() {
        return Operator.NOBODY;
    }

    /** What a person does by hand as a run comes to that step; it is done while the run waits for it. */
    public final void byHand(String step, Runnable work) {
        hands.put(step, work);
    }

    private void heard(RunEvent event) {
        if (event instanceof RunEvent.StepChanged e && e.state() == StepState.VERIFYING) {
            Optional.ofNullable(hands.remove(e.step())).ifPresent(Runnable::run);
        }
    }

    /** The journals of what was run here. */
    public final Path state() {
        return folder.resolve("state");
    }

    /** The object, which must be there. */
    public final Resource get(Kind kind, String namespace, String name) {
        return view().get(ObjectRef.of(kind, namespace, name)).orElseThrow();
    }

    /** What the tool's own question finds now. */
    public final CheckResult answer(Check check) {
        Check.Named named = (Check.Named) check;
        return Objects.requireNonNull(tool.namedChecks().get(named.id())).evaluate(named.arguments(), view());
    }

    /** Lets time pass until the tool's own question is answered well, at most that many seconds. */
    public final void until(Check check, int seconds) throws InterruptedException {
        for (int i = 0; i < seconds && !answer(check).holds(); i++) {
            advance(Duration.ofSeconds(1));
        }
        if (!answer(check).holds()) {
            throw new AssertionError(answer(check) + " " + problems());
        }
    }

    /** The instance at {@code namespace/name}. */
    public final Instance instance(String path) {
        return tool.discover(view()).stream()
                .filter(i -> i.id().path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no instance " + path + " among "
                        + tool.discover(view()).stream().map(i -> i.id().path()).toList()));
    }

    /** The findings about that instance, as the tool's own checks see it. */
    public final List<Finding> findings(Instance instance) {
        return tool.healthChecks().stream()
                .filter(c -> c.info().components().contains(instance.component()))
                .flatMap(c -> c.run(instance, view()).stream())
                .sorted(Comparator.comparing(Finding::id))
                .toList();
    }

    /** Their ids. */
    public final List<String> findings(String path) {
        return findings(instance(path)).stream().map(Finding::id).toList();
    }

    private Runbook runbook(String id) {
        return tool.runbooks().stream()
                .filter(r -> r.info().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no runbook " + id));
    }

    /** What stands against that runbook now. */
    public final List<String> constraints(String runbook, Optional<Instance> target) {
        return runbook(runbook).constraints(target, view()).stream()
                .map(Constraint::id)
                .toList();
    }

    /** The plan that the engine makes of those answers. */
    public final FrozenPlan plan(
            String runbook, Optional<Instance> target, String namespace, Map<String, String> inputs) {
        return new Planner(new Tokens(), new Documents())
                .plan(
                        new PlanRequest(tool, runbook(runbook), target, namespace, inputs),
                        new FrozenPlan.Plugin(tool.descriptor().id(), "test", "0"),
                        connection());
    }

    /** Plans it, approves it with the phrase it asks for, runs it by the engine and gives its end. */
    public final RunResult run(
            String runbook, Optional<Instance> target, String namespace, Map<String, String> inputs) {
        return run(plan(runbook, target, namespace, inputs));
    }

    /** Runs it, and fails unless it succeeds. */
    public final void succeeds(String runbook, String path, Map<String, String> inputs) {
        Optional<Instance> target = path.isEmpty() ? Optional.empty() : Optional.of(instance(path));
        RunResult result =
                run(runbook, target, target.map(t -> t.id().namespace()).orElse("default"), inputs);
        assertThat(result.problem().map(Problem::summary))
                .as("%s: %s", runbook, result.steps())
                .isEmpty();
    }

    /** Runs it, which must fail after it has changed something, and takes it back: both ends, the failure first. */
    public final List<RunResult> takenBack(
            String runbook, Optional<Instance> target, String namespace, Map<String, String> inputs) {
        FrozenPlan plan = plan(runbook, target, namespace, inputs);
        try (Journal journal = new RunStore(state(), clock()).begin(plan)) {
            RunExecutor executor = executor(plan, journal);
            RunResult failed = executor.run(Approval.of(plan.plan()).phrase());
            assertThat(failed.state()).as("%s: %s", runbook, failed.steps()).isEqualTo(RunState.FAILED);
            return List.of(failed, executor.undo());
        }
    }

    /** Runs that plan. */
    public final RunResult run(FrozenPlan plan) {
        try (Journal journal = new RunStore(state(), clock()).begin(plan)) {
            return executor(plan, journal).run(Approval.of(plan.plan()).phrase());
        }
    }

    /** What runs that plan here, and takes it back. */
    public final RunExecutor executor(FrozenPlan plan, Journal journal) {
        ClusterConnection cluster = connection();
        return new RunExecutor(
                plan,
                cluster,
                new CheckEvaluator(cluster.view(), cluster::helm, tool.namedChecks()),
                journal,
                new RunExecutor.Surroundings(clock(), pace(), operator(), new Cancellation()),
                this::heard);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a test's folder can't be removed", e);
        }
    }
}
