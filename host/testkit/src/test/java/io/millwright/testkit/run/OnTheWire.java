package io.millwright.testkit.run;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunExecutor;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.SandboxOptions.ClusterSpec;
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
import io.millwright.testkit.RealCluster;
import io.millwright.testkit.run.FaultyWire.Ask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, an API server, and between them a wire that sees each write; in namespaces of its own with something for every kind of write. */
abstract class OnTheWire {
    /** Every kind of write of the engine that goes to the API server itself, by the program's own client. */
    enum Write {
        APPLY,
        PATCH,
        ANNOTATE,
        SCALE,
        CREATE,
        DELETE,
        FORCE_DELETE,
        EVICT
    }

    /** Where the API server is. */
    interface Server extends AutoCloseable {
        /** Its current context is the cluster. */
        String kubeconfig() throws IOException;

        @Override
        void close();
    }

    /** Pods that nothing runs: no node has that label. */
    private static final Map<String, Object> POD_SPEC = Map.of(
            "nodeSelector",
            Map.of("millwright.test/none", "true"),
            "containers",
            List.of(Map.of("name", "main", "image", "none.invalid/none:1")));

    private final Server server;
    private final List<String> namespaces = new ArrayList<>();
    private KubeClusters clusters;
    private int plans;

    @TempDir
    Path folder;

    FaultyWire wire;
    ClusterConnection cluster;

    OnTheWire(Server server) {
        this.server = server;
    }

    /** A simulated one that is served on a port. */
    static Server sandbox() {
        Sandbox sandbox = Sandbox.start(new SandboxOptions(
                List.of(new ClusterSpec("twin", "empty")), List.of(), 1, Optional.empty(), 0, Optional.empty()));
        return new Server() {
            @Override
            public String kubeconfig() {
                return sandbox.kubeconfig();
            }

            @Override
            public void close() {
                sandbox.close();
            }
        };
    }

    /** The one that {@code KUBECONFIG} names. */
    static Server lab() {
        return new Server() {
            @Override
            public String kubeconfig() throws IOException {
                return Files.readString(
                        Path.of(Optional.ofNullable(System.getenv("KUBECONFIG")).orElse("there is no KUBECONFIG")));
            }

            @Override
            public void close() {
                // It is somebody else's.
            }
        };
    }

    @BeforeEach
    void connect() throws Exception {
        wire = new FaultyWire(server.kubeconfig());
        clusters =
                new KubeClusters(KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), wire.kubeconfig())));
        cluster = clusters.open("wire");
        RealCluster.answers(cluster);
        fresh();
    }

    @AfterEach
    void leave() throws Exception {
        namespaces.forEach(n ->
                cluster.writer().delete(ObjectRef.of(Kind.NAMESPACE, "", n), Action.Propagation.BACKGROUND, Mode.REAL));
        clusters.close();
        wire.close();
        server.close();
    }

    /** From now on everything is about another namespace, in which nothing was done yet. */
    final void fresh() {
        String namespace = "millwright-" + UUID.randomUUID().toString().substring(0, 8);
        RealCluster.namespace(cluster, namespace);
        namespaces.add(namespace);
        List.of("web", "old", "aside").forEach(name -> create(settings(name)));
        create(Resource.of(Kind.POD, namespace, "idle", Map.of("spec", POD_SPEC)));
        Map<String, Object> labels = Map.of("app", "app");
        Map<String, Object> template = Map.of("metadata", Map.of("labels", labels), "spec", POD_SPEC);
        create(Resource.of(
                Kind.DEPLOYMENT,
                namespace,
                "app",
                Map.of(
                        "spec",
                        Map.of("replicas", 0L, "selector", Map.of("matchLabels", labels), "template", template))));
    }

    final void create(Resource object) {
        cluster.writer().create(object, Mode.REAL);
    }

    final String namespace() {
        return namespaces.getLast();
    }

    final Resource settings(String name) {
        return Resource.of(Kind.CONFIG_MAP, namespace(), name, Map.of("data", Map.of("a", "1")));
    }

    final ObjectRef map(String name) {
        return ObjectRef.of(Kind.CONFIG_MAP, namespace(), name);
    }

    /** A write of that kind as a step. */
    final Step step(Write write) {
        ObjectRef app = ObjectRef.of(Kind.DEPLOYMENT, namespace(), "app");
        return switch (write) {
            case APPLY ->
                change(
                        new Action.Apply(List.of(settings("web").with(Map.of("b", "2"), "data")), false),
                        Check.fieldIs(map("web"), "2", "data", "b"));
            case PATCH -> set("one", "web", "a", "2");
            case ANNOTATE ->
                change(
                        new Action.Annotate(map("web"), Map.of("do", "r0")),
                        Check.fieldIs(map("web"), "r0", "metadata", "annotations", "do"));
            case SCALE -> change(new Action.Scale(app, 1), Check.fieldIs(app, "1", "spec", "replicas"));
            case CREATE -> change(new Action.Create(settings("new")), new Check.Exists(map("new")));
            case DELETE ->
                change(new Action.Delete(map("old"), Action.Propagation.BACKGROUND), new Check.Absent(map("old")));
            case FORCE_DELETE -> change(new Action.ForceDelete(idle()), new Check.Absent(idle()));
            case EVICT -> change(new Action.Evict(idle()), new Check.Absent(idle()));
        };
    }

    /** As it is now, with its incarnation. */
    private ObjectRef idle() {
        return cluster.view()
                .get(ObjectRef.of(Kind.POD, namespace(), "idle"))
                .orElseThrow()
                .ref(Kind.POD);
    }

    private static Step change(Action action, Check done) {
        return Step.change("one", "Do it", "because", action, done, Undo.EXACT, Duration.ofSeconds(30));
    }

    /** A step that sets a field of a settings object. */
    final Step set(String id, String object, String field, String value) {
        return Step.change(
                id,
                "Set " + field,
                "because",
                new Action.Patch(map(object), Map.of("data", Map.of(field, value)), List.of(), ""),
                Check.fieldIs(map(object), value, "data", field),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    /** The requests by which a write of that kind is done in this namespace. */
    final Predicate<Ask> of(Write write) {
        String at = "/namespaces/" + namespace() + "/";
        Predicate<Ask> path = switch (write) {
            case APPLY, PATCH, ANNOTATE ->
                a -> a.target().contains(at + "configmaps/web") && a.method().equals("PATCH");
            case SCALE -> a -> a.target().contains(at + "deployments/app");
            case CREATE ->
                a -> a.target().contains(at + "configmaps") && a.body().contains("\"name\":\"new\"");
            case DELETE -> a -> a.target().contains(at + "configmaps/old");
            case FORCE_DELETE ->
                a -> a.target().contains(at + "pods/idle")
                        && !a.target().contains("/eviction")
                        && a.body().contains("\"gracePeriodSeconds\":0");
            case EVICT -> a -> a.target().contains(at + "pods/idle/eviction");
        };
        return path.and(Ask::writes);
    }

    /** How often the API server has accepted a write of that kind in this namespace. */
    final List<FaultyWire.Passed> done(Write write) {
        return wire.writes(of(write)).stream().filter(p -> p.status() < 300).toList();
    }

    final RunExecutor executor(FrozenPlan plan, Journal journal, Clock clock, Operator operator) {
        return new RunExecutor(
                plan,
                cluster,
                new CheckEvaluator(cluster.view(), cluster::helm, Map.of()),
                journal,
                new RunExecutor.Surroundings(clock, Pace.real(), operator, new Cancellation()),
                e -> {});
    }

    /** A plan about {@code web}. */
    final FrozenPlan plan(Step... steps) {
        ObjectRef root = cluster.view().get(map("web")).orElseThrow().ref(Kind.CONFIG_MAP);
        return new FrozenPlan(
                Json.SCHEMA,
                "w" + namespace().substring(namespace().length() - 5) + plans++,
                new Plan(
                        "Change web",
                        "mill",
                        "change",
                        Intent.CONFIGURE,
                        Danger.REVERSIBLE,
                        new Plan.Target(new InstanceId("mill", "wire", namespace(), "web"), root, 1, ""),
                        Map.of(),
                        List.of(steps),
                        List.of(),
                        List.of()),
                new FrozenPlan.Plugin("mill", "1", "ab"),
                cluster.view().clusterUid(),
                "wire",
                "ada",
                cluster.view().now());
    }
}
