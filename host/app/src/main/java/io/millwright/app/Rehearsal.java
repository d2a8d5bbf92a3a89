package io.millwright.app;

import io.millwright.app.cli.Rehearsed;
import io.millwright.engine.Approval;
import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.Steps;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.StepState;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.RunningCluster;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a plan on a copy of its instance: in a sandbox of this process, with the simulator of the tool's operator, by the same engine. Nothing
 * is written to the cluster that is copied.
 */
final class Rehearsal {
    /** The copy's time passes at once, so that this is many hours of it. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final FrozenPlan plan;
    private final Tool tool;
    private final ClusterConnection cluster;
    private final RehearsalOperator operator = new RehearsalOperator();
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    /** What was seen of a step: when it began, and its last word. */
    private record Seen(String title, Instant begun, Instant last, StepState state, String detail) {
        Rehearsed.Line line(String step, String word) {
            return new Rehearsed.Line(step, title, word, Duration.between(begun, last), detail);
        }
    }

    Rehearsal(FrozenPlan plan, Tool tool, ClusterConnection cluster) {
        this.plan = plan;
        this.tool = tool;
        this.cluster = cluster;
    }

    /** @throws ProblemException when the instance can't be copied */
    Rehearsed run() {
        ClusterCopy copy = new ClusterCopy(cluster.view());
        List<Resource> objects = copy.of(plan.plan(), tool);
        List<ToolSimulator> simulators =
                tool.simulator().map(s -> new ToolSimulator(tool.descriptor().id(), s)).stream()
                        .toList();
        Instant now = ClusterCopy.present(objects, cluster.view().now());
        Path folder = folder();
        try (Sandbox sandbox = Sandbox.holding("rehearsal", objects, now, simulators);
                KubeClusters clusters = new KubeClusters(KubeOptions.file(kubeconfig(folder, sandbox)))) {
            RunningCluster running = sandbox.clusters().getFirst();
            running.settle();
            ClusterConnection simulated = clusters.open(plan.context());
            ClusterConnection there = new RehearsalCluster(
                    simulated, new RehearsalHelm(simulated.helm(), running), cluster, running.clock());
            RunResult result = run(new RehearsedPlan(folder).of(plan), there, running, folder);
            return rehearsed(result, Duration.between(now, running.now()), objects.size(), copy);
        } catch (IOException e) {
            throw new ProblemException(unusable(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(
                    Problem.user("rehearse the plan", plan.plan().title(), "it was stopped", "Nothing was changed."),
                    e);
        } finally {
            delete(folder);
        }
    }

    private RunResult run(FrozenPlan rehearsed, ClusterConnection there, RunningCluster running, Path folder) {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                cancellation::request,
                CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS, Thread::startVirtualThread));
        RehearsalTime time = new RehearsalTime(running);
        List<RunResult> result = new ArrayList<>();
        RunThread.execute(cancellation, () -> {
            try (Journal journal = new RunStore(folder, time.clock()).begin(rehearsed)) {
                result.add(new RunExecutor(
                                rehearsed,
                                there,
                                new CheckEvaluator(there.view(), there::helm, tool.namedChecks()),
                                journal,
                                new RunExecutor.Surroundings(time.clock(), time, operator, cancellation),
                                this::heard)
                        .run(Approval.of(rehearsed.plan()).phrase()));
            }
        });
        end.cancel(false);
        return result.getFirst();
    }

    private void heard(RunEvent event) {
        switch (event) {
            case RunEvent.StepChanged e ->
                seen.merge(
                        e.step(),
                        new Seen(e.title(), e.at(), e.at(), e.state(), e.detail()),
                        (old, now) -> new Seen(old.title(), old.begun(), now.last(), now.state(), now.detail()));
            case RunEvent.StepProblem e ->
                seen.computeIfPresent(
                        e.step(),
                        (step, old) -> new Seen(
                                old.title(),
                                old.begun(),
                                e.at(),
                                old.state(),
                                e.problem().why()));
            case RunEvent.Progress _, RunEvent.RunChanged _, RunEvent.Remark _ -> {}
        }
    }

    private Rehearsed rehearsed(RunResult result, Duration took, int objects, ClusterCopy copy) {
        List<String> not = new ArrayList<>();
        if (tool.simulator().isEmpty()) {
            not.add("nobody plays this tool's operator: only what Kubernetes itself does was simulated");
        }
        not.add("how long things take is the simulator's guess; images aren't pulled and no data is moved");
        not.addAll(operator.invented());
        Steps.all(plan.plan().steps())
                .filter(RehearsedPlan::byHand)
                .forEach(s -> not.add("'" + s.title() + "' is yours to do, and was taken as done"));
        not.addAll(copy.refused());
        boolean succeeded = result.state() == RunState.SUCCEEDED;
        boolean cut = result.problem()
                .flatMap(Problem::code)
                .filter(Rehearsed.NOT_REHEARSED::equals)
                .isPresent();
        return new Rehearsed(
                succeeded ? "Succeeded" : cut ? "Cut short" : "Stopped",
                succeeded,
                took,
                objects,
                seen.entrySet().stream()
                        .map(e -> line(e.getKey(), e.getValue()))
                        .toList(),
                not,
                result.problem());
    }

    /** What a person does is no prediction of the copy: its line says so, as does what wasn't rehearsed. */
    private Rehearsed.Line line(String step, Seen seen) {
        boolean byHand = seen.state() == StepState.DONE
                && Steps.all(plan.plan().steps()).filter(RehearsedPlan::byHand).anyMatch(s -> s.id().equals(step));
        return seen.line(step, byHand ? "taken as done" : seen.state().word());
    }

    private Path kubeconfig(Path folder, Sandbox sandbox) throws IOException {
        String context = Json.write(plan.context());
        return Files.writeString(folder.resolve("kubeconfig"), """
            apiVersion: v1
            kind: Config
            current-context: %1$s
            clusters: [{name: %1$s, cluster: {server: "%2$s"}}]
            users: [{name: rehearsal, user: {token: sandbox}}]
            contexts: [{name: %1$s, context: {cluster: %1$s, user: rehearsal}}]
            """.formatted(
                        context, sandbox.clusters().getFirst().url()));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("millwright-rehearsal");
        } catch (IOException e) {
            throw new ProblemException(unusable(e), e);
        }
    }

    private static Problem unusable(IOException e) {
        return Problem.user(
                "rehearse the plan",
                "the folder for temporary files",
                e.toString(),
                "Make room there, or set another one with TMPDIR.");
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The folder for temporary files is the system's to tidy, and nothing secret is in it.
            folder.toFile().deleteOnExit();
        }
    }
}
