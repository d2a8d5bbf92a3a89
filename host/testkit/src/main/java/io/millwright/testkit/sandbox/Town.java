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
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.RunningCluster;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.spi.Constraint;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A sandbox with one cluster whose time stands still until a test moves it on, the tool that lives in it, and the questions that tests ask
 * of both. Runbooks are run by the real engine through the real client, over HTTP; the engine's waiting moves the cluster's time on.
 */
public class Town implements AutoCloseable {
    private static final int LONGEST_SECONDS = 1200;
    private final Tool tool;
    private final Sandbox sandbox;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final KubeClusters clusters;

    public Town(Tool tool, SandboxOptions options) {
        this.tool = tool;
        this.sandbox = Sandbox.start(options);
        try {
            this.folder = Files.createTempDirectory("town");
            this.clusters = new KubeClusters(
                    KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig())));
        } catch (IOException e) {
            throw new UncheckedIOException("a test's folder can't be made", e);
        }
    }

    /** One that a scenario has filled: {@code empty}, {@code healthy}, {@code findings}. */
    public Town(Tool tool, String scenario) {
        this(tool, options(tool, scenario));
    }

    /** A cluster named {@code town} with that tool's simulator. */
    public static SandboxOptions options(Tool tool, String scenario) {
        return SandboxOptions.test(
                "town",
                scenario,
                List.of(new ToolSimulator(
                        tool.descriptor().id(), tool.simulator().orElseThrow())));
    }

    public final RunningCluster running() {
        return sandbox.clusters().getFirst();
    }

    public final Tool tool() {
        return tool;
    }

    /** Reads straight from the store; pages through the proxy. */
    public final SandboxView view() {
        return new SandboxView(running(), http, connection().view());
    }

    /** Reads and writes over HTTP, as the program does. */
    public final ClusterConnection connection() {
        return clusters.open(running().name());
    }

    public final String kubeconfig() {
        return sandbox.kubeconfig();
    }

    public final Resource create(Kind kind, Resource object) {
        return running().store().create(kind, object);
    }

    /** Creates everything that the tool's release of that version holds, as {@code kubectl create} would. */
    public final void release(String version) throws InterruptedException {
        running().settle();
        for (Resource object : tool.simulator().orElseThrow().release(version)) {
            create(
                    running()
                            .store()
                            .kinds()
                            .kind(object.apiVersion(), object.kind())
                            .orElseThrow()
                            .kind(),
                    object);
        }
    }

    public final void change(ObjectRef ref, UnaryOperator<Resource> change) {
        running().store().update(ref.kind(), change.apply(view().get(ref).orElseThrow()));
    }

    public final void delete(ObjectRef ref) {
        running().store().delete(ref.kind(), ref.namespace(), ref.name(), DeleteOptions.DEFAULT);
    }

    /** Switches a fault of the tool's simulator. */
    public final void fault(String name, boolean on) throws InterruptedException {
        running().fault(tool.descriptor().id(), name, on);
        running().settle();
    }

    /** Moves time on second by second until the condition holds, at most twenty minutes of the cluster's. */
    public final void until(Predicate<Town> condition) throws InterruptedException {
        running().settle();
        for (int i = 0; i < LONGEST_SECONDS && !condition.test(this); i++) {
            running().advance(Duration.ofSeconds(1));
        }
        if (!condition.test(this)) {
            throw new AssertionError("it didn't come to that within " + LONGEST_SECONDS + " s; " + tool.discover(view())
                    + "\n" + sandbox.problems());
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
        try (Journal journal = new RunStore(folder.resolve("state"), clock()).begin(plan)) {
            RunExecutor executor = executor(plan, journal);
            RunResult failed = executor.run(Approval.of(plan.plan()).phrase());
            assertThat(failed.state()).as("%s: %s", runbook, failed.steps()).isEqualTo(RunState.FAILED);
            return List.of(failed, executor.undo());
        }
    }

    /** Runs that plan. */
    public final RunResult run(FrozenPlan plan) {
        try (Journal journal = new RunStore(folder.resolve("state"), clock()).begin(plan)) {
            return executor(plan, journal).run(Approval.of(plan.plan()).phrase());
        }
    }

    private RunExecutor executor(FrozenPlan plan, Journal journal) {
        ClusterConnection cluster = connection();
        return new RunExecutor(
                plan,
                cluster,
                new CheckEvaluator(cluster.view(), cluster::helm, tool.namedChecks()),
                journal,
                new RunExecutor.Surroundings(clock(), pace(), operator(), new Cancellation()),
                e -> {});
    }

    /** Who answers questions of a run; nobody unless a test says otherwise. */
    protected Operator operator() {
        return Operator.NOBODY;
    }

    /** The journals of what was run here. */
    public final Path state() {
        return folder.resolve("state");
    }

    /** The cluster's clock. */
    public final Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("this clock has one zone");
            }

            @Override
            public Instant instant() {
                return running().now();
            }
        };
    }

    /** Waiting moves the cluster's time on. */
    public final Pace pace() {
        return new Pace() {
            @Override
            public long nanos() {
                Instant now = running().now();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                running().advance(time);
            }
        };
    }

    /** Everything that is there, as a cluster that stands still: objects, kinds, and the given pages. */
    public final FakeCluster copy(List<Page> pages) {
        FakeCluster copy = new FakeCluster(running().name()).at(running().now()).kubernetes("1.36");
        running().store().kinds().all().forEach(info -> {
            copy.serve(info.kind());
            running().store().list(info.kind(), Selector.ALL).forEach(o -> copy.put(o, info.kind()));
        });
        pages.forEach(p -> page(copy, p));
        return copy;
    }

    /** A page of a pod or service, to be copied. */
    public record Page(ObjectRef podOrService, String scheme, int port, String path) {}

    private void page(FakeCluster copy, Page p) {
        try {
            copy.page(
                    p.podOrService(),
                    p.port(),
                    p.path(),
                    view().httpGet(p.podOrService(), p.scheme(), p.port(), p.path()));
        } catch (ProblemException e) {
            // A pod that doesn't answer here doesn't answer there.
            copy.log(p.podOrService(), List.of(e.problem().why()));
        }
    }

    /** What went wrong inside the sandbox; a test that is done asserts that this is empty. */
    public final List<?> problems() {
        return new ArrayList<>(sandbox.problems());
    }

    @Override
    public void close() {
        clusters.close();
        sandbox.close();
        http.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a test's folder can't be removed", e);
        }
    }
}
