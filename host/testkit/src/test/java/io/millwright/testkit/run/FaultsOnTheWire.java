package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.diagnosis.Cause;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
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
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.run.FaultyWire.Ask;
import io.millwright.testkit.run.FaultyWire.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link FaultTest} shows with exceptions, with bytes: whatever happens to a write on the wire between the whole program and an API server,
 * the run waits as long as it is told, or fails, names the cause and can be resumed; what was asked for is done once.
 */
@Execution(ExecutionMode.CONCURRENT) // a silence is half a minute in which nothing is done
abstract class FaultsOnTheWire {
    private enum Write {
        APPLY,
        PATCH,
        ANNOTATE,
        SCALE,
        CREATE,
        DELETE,
        EVICT
    }

    /** Pods that nothing runs: no node has that label. */
    private static final Map<String, Object> POD_SPEC = Map.of(
            "nodeSelector",
            Map.of("millwright.test/none", "true"),
            "containers",
            List.of(Map.of("name", "main", "image", "none.invalid/none:1")));

    @TempDir
    private Path folder;

    private final String namespace =
            "millwright-" + UUID.randomUUID().toString().substring(0, 8);
    private FaultyWire wire;
    private KubeClusters clusters;
    private ClusterConnection cluster;

    /** The kubeconfig whose current context is the cluster. */
    abstract String kubeconfig() throws Exception;

    /** The test is over. */
    void stop() {}

    @BeforeEach
    void connect() throws Exception {
        wire = new FaultyWire(kubeconfig());
        clusters =
                new KubeClusters(KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), wire.kubeconfig())));
        cluster = clusters.open("wire");
        cluster.writer().create(Resource.of(Kind.NAMESPACE, "", namespace, Map.of()), Mode.REAL);
        for (String name : List.of("web", "old")) {
            cluster.writer().create(settings(name), Mode.REAL);
        }
        cluster.writer().create(Resource.of(Kind.POD, namespace, "idle", Map.of("spec", POD_SPEC)), Mode.REAL);
        Map<String, Object> labels = Map.of("app", "app");
        cluster.writer()
                .create(
                        Resource.of(
                                Kind.DEPLOYMENT,
                                namespace,
                                "app",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "replicas",
                                                0L,
                                                "selector",
                                                Map.of("matchLabels", labels),
                                                "template",
                                                Map.of("metadata", Map.of("labels", labels), "spec", POD_SPEC)))),
                        Mode.REAL);
    }

    @AfterEach
    void leave() throws Exception {
        cluster.writer().delete(ref(Kind.NAMESPACE, "", namespace), Action.Propagation.BACKGROUND, Mode.REAL);
        clusters.close();
        wire.close();
        stop();
    }

    private Resource settings(String name) {
        return Resource.of(Kind.CONFIG_MAP, namespace, name, Map.of("data", Map.of("a", "1")));
    }

    private static ObjectRef ref(Kind kind, String namespace, String name) {
        return ObjectRef.of(kind, namespace, name);
    }

    private ObjectRef map(String name) {
        return ref(Kind.CONFIG_MAP, namespace, name);
    }

    private Step step(Write write) {
        ObjectRef app = ref(Kind.DEPLOYMENT, namespace, "app");
        return switch (write) {
            case APPLY ->
                change(
                        new Action.Apply(List.of(settings("web").with(Map.of("b", "2"), "data")), false),
                        Check.fieldIs(map("web"), "2", "data", "b"));
            case ANNOTATE ->
                change(
                        new Action.Annotate(map("web"), Map.of("do", "r0")),
                        Check.fieldIs(map("web"), "r0", "metadata", "annotations", "do"));
            case SCALE -> change(new Action.Scale(app, 1), Check.fieldIs(app, "1", "spec", "replicas"));
            case EVICT -> {
                ObjectRef pod = cluster.view()
                        .get(ref(Kind.POD, namespace, "idle"))
                        .orElseThrow()
                        .ref(Kind.POD);
                yield change(new Action.Evict(pod), new Check.Absent(pod));
            }
            case PATCH ->
                change(
                        new Action.Patch(map("web"), Map.of("data", Map.of("a", "2")), List.of(), ""),
                        Check.fieldIs(map("web"), "2", "data", "a"));
            case CREATE -> change(new Action.Create(settings("new")), new Check.Exists(map("new")));
            case DELETE ->
                change(new Action.Delete(map("old"), Action.Propagation.BACKGROUND), new Check.Absent(map("old")));
        };
    }

    private static Step change(Action action, Check done) {
        return Step.change("one", "Do it", "because", action, done, Undo.EXACT, Duration.ofSeconds(30));
    }

    private static Predicate<Ask> of(Write write) {
        Predicate<Ask> at = switch (write) {
            case APPLY, PATCH, ANNOTATE -> a -> a.target().contains("/configmaps/web");
            case SCALE -> a -> a.target().contains("/deployments/app");
            case EVICT -> a -> a.target().contains("/pods/idle/eviction");
            case CREATE -> a -> a.target().contains("/configmaps") && a.body().contains("\"name\":\"new\"");
            case DELETE -> a -> a.target().contains("/configmaps/old");
        };
        return at.and(Ask::writes);
    }

    static Stream<Arguments> faults() {
        return Arrays.stream(Write.values())
                .flatMap(w -> Arrays.stream(Fault.values())
                        // A creation that finds its name taken is no conflict of writers: it is adopted or refused.
                        .filter(f -> w != Write.CREATE || f != Fault.CONFLICT)
                        .map(f -> Arguments.of(w, f)));
    }

    private static Cause cause(Fault fault) {
        return switch (fault) {
            case UNAUTHORIZED -> Cause.LOGIN_REFUSED;
            case FORBIDDEN -> Cause.RBAC_DENIED;
            case CONFLICT -> Cause.CONFLICT_OTHER_WRITER;
            case INVALID -> Cause.INVALID;
            case THROTTLED -> Cause.API_THROTTLED;
            case BROKEN, GATEWAY -> Cause.API_FAILING;
            case RESET, ANSWER_LOST, SILENCE -> Cause.API_UNREACHABLE;
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theRunFailsNamesTheCauseAndResumedDoesItOnce(Write write, Fault fault) throws Exception {
        RunStore store = new RunStore(folder.resolve("state"), Clock.systemUTC());
        FrozenPlan plan = plan(step(write));
        wire.arm(fault, of(write));
        RunResult result;
        try (Journal journal = store.begin(plan)) {
            result = executor(plan, journal).run("yes");
        }
        assertThat(wire.isArmed()).as("the fault has happened").isFalse();
        if (fault == Fault.THROTTLED) {
            // The answer says when to come again.
            assertThat(result.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(done(write)).hasSize(1);
            return;
        }
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().next()).contains(cause(fault).next());

        RunStore.StoredRun stored = store.find(plan.planId()).orElseThrow();
        try (Journal journal = store.reopen(stored)) {
            result =
                    executor(plan, journal).reopened(stored.journal().records()).resume();
        }
        assertThat(result.state()).as("%s", result.problem()).isEqualTo(RunState.SUCCEEDED);
        if (fault == Fault.SILENCE) {
            // The first one arrives now, and finds that it is too late.
            awaitArrival(of(write), 2);
        }
        assertThat(done(write)).as("%s", wire.writes(of(write))).hasSize(1);
    }

    /** Writes that the API server has accepted. */
    private List<FaultyWire.Passed> done(Write write) {
        return wire.writes(of(write)).stream().filter(p -> p.status() < 300).toList();
    }

    private void awaitArrival(Predicate<Ask> of, int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (wire.writes(of).size() < count && System.nanoTime() < end) {
            Pace.real().pause(Duration.ofMillis(200));
        }
        assertThat(wire.writes(of)).hasSize(count);
    }

    private RunExecutor executor(FrozenPlan plan, Journal journal) {
        return new RunExecutor(
                plan,
                cluster,
                new CheckEvaluator(cluster.view(), cluster::helm, Map.of()),
                journal,
                new RunExecutor.Surroundings(Clock.systemUTC(), Pace.real(), Operator.NOBODY, new Cancellation()),
                e -> {});
    }

    private FrozenPlan plan(Step step) {
        ObjectRef root = cluster.view().get(map("web")).orElseThrow().ref(Kind.CONFIG_MAP);
        return new FrozenPlan(
                Json.SCHEMA,
                "w" + namespace.substring(namespace.length() - 5),
                new Plan(
                        "Change web",
                        "mill",
                        "change",
                        Intent.CONFIGURE,
                        Danger.REVERSIBLE,
                        new Plan.Target(new InstanceId("mill", "wire", namespace, "web"), root, 1, ""),
                        Map.of(),
                        List.of(step),
                        List.of(),
                        List.of()),
                new FrozenPlan.Plugin("mill", "1", "ab"),
                cluster.view().clusterUid(),
                "wire",
                "ada",
                cluster.view().now());
    }
}
