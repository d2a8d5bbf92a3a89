package io.millwright.testkit.run;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.StepState;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.RealCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The other process of {@link TwoProcesses}: runs a plan in each namespace that it is told, all at the same time. One that holds writes,
 * waits to be let go on, and writes again; one that wants writes once.
 */
final class OneOperator {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private OneOperator() {}

    /** {@code KUBECONFIG FOLDER holds|wants NAMESPACE=INTENT...}; prints {@code begun NAMESPACE} and {@code ended NAMESPACE STATE why}. */
    public static void main(String[] args) throws InterruptedException {
        boolean holds = args[2].equals("holds");
        try (KubeClusters clusters = new KubeClusters(KubeOptions.file(Path.of(args[0])))) {
            ClusterConnection cluster = RealCluster.current(clusters);
            RunStore store = new RunStore(Path.of(args[1]), Clock.systemUTC());
            List<Thread> threads = new ArrayList<>();
            for (String job : List.of(args).subList(3, args.length)) {
                String[] parts = job.split("=", 2);
                threads.add(Thread.ofPlatform()
                        .start(() -> run(cluster, store, parts[0], Intent.valueOf(parts[1]), holds)));
            }
            for (Thread thread : threads) {
                thread.join(LIMIT);
            }
        }
    }

    private static void run(ClusterConnection cluster, RunStore store, String namespace, Intent intent, boolean holds) {
        FrozenPlan plan = plan(cluster, namespace, intent, holds);
        try (Journal journal = store.begin(plan)) {
            RunResult result = new RunExecutor(
                            plan,
                            cluster,
                            new CheckEvaluator(cluster.view(), cluster::helm, Map.of()),
                            journal,
                            new RunExecutor.Surroundings(
                                    Clock.systemUTC(), Pace.real(), Operator.NOBODY, new Cancellation()),
                            e -> {
                                if (e
                                                instanceof
                                                RunEvent.StepChanged(var at, var step, var title, var state, var detail)
                                        && step.equals("one")
                                        && state == StepState.DONE) {
                                    say("begun " + namespace);
                                }
                            })
                    .run("yes");
            say("ended " + namespace + " " + result.state() + " "
                    + result.problem().map(Problem::why).orElse(""));
        } catch (RuntimeException e) {
            say("ended " + namespace + " THREW " + e);
        }
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line.replace('\n', ' '));
            System.out.flush();
        }
    }

    private static FrozenPlan plan(ClusterConnection cluster, String namespace, Intent intent, boolean holds) {
        ObjectRef target = ObjectRef.of(Kind.CONFIG_MAP, namespace, "web");
        ObjectRef root = cluster.view().get(target).orElseThrow().ref(Kind.CONFIG_MAP);
        List<Step> steps = holds
                ? List.of(
                        set(target, "one", "held"),
                        Step.await(
                                "wait",
                                "Wait to be let go on",
                                "because",
                                Check.fieldIs(target, "yes", "data", "go"),
                                LIMIT),
                        set(target, "two", "held-again"))
                : List.of(set(target, "one", "wanted"));
        return new FrozenPlan(
                Json.SCHEMA,
                (holds ? "h" : "w") + namespace.substring(namespace.length() - 5),
                new Plan(
                        "Change web",
                        "mill",
                        "change",
                        intent,
                        Danger.REVERSIBLE,
                        new Plan.Target(new InstanceId("mill", cluster.context(), namespace, "web"), root, 1, ""),
                        Map.of(),
                        steps,
                        List.of(),
                        List.of()),
                new FrozenPlan.Plugin("mill", "1", "ab"),
                cluster.view().clusterUid(),
                cluster.context(),
                holds ? "ada" : "grace",
                cluster.view().now());
    }

    private static Step set(ObjectRef target, String id, String field) {
        return Step.change(
                id,
                "Set " + field,
                "because",
                new Action.Patch(target, Map.of("data", Map.of(field, "1")), List.of(), ""),
                Check.fieldIs(target, "1", "data", field),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }
}
