package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.Forward;
import io.millwright.engine.preview.EquivalentCommands;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.SandboxOptions.ClusterSpec;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.Patience;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run does in one namespace, the commands that are shown for it do in another, typed into a shell; then both namespaces hold the same.
 * Skipped where there is no kubectl; those of Helm where there is no Helm in the path or where {@code MILLWRIGHT_TEST_HELM} says.
 */
class EquivalentCommandsTest {
    /** A program on every port of every pod that writes down what it is told. */
    private static final Simulator SCRIBE = new Simulator() {
        @Override
        public void reconcile(SimulatedCluster cluster) {
            // It has no operator.
        }

        @Override
        public List<Resource> release(String version) {
            return List.of();
        }

        @Override
        public Optional<ClusterView.HttpReply> answer(SimulatedCluster cluster, Simulator.HttpCall call) {
            cluster.ensure(settings(
                    call.object().namespace(),
                    "told",
                    Map.of("text", call.method() + call.path() + " " + call.body())));
            return Optional.of(new ClusterView.HttpReply(200, "noted"));
        }
    };

    private final Sandbox sandbox = Sandbox.start(new SandboxOptions(
            List.of(new ClusterSpec("twin", "empty")),
            List.of(new ToolSimulator("scribe", SCRIBE)),
            20,
            Optional.empty(),
            0,
            Optional.empty()));

    @TempDir
    private Path folder;

    private KubeClusters clusters;
    private ClusterConnection cluster;
    private Path kubeconfig;

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> helm() {
        return Optional.ofNullable(System.getenv("MILLWRIGHT_TEST_HELM"))
                .map(Path::of)
                .filter(Files::isExecutable)
                .or(() -> program("helm"));
    }

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(program("kubectl").isPresent(), "there is no kubectl");
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        clusters = new KubeClusters(KubeOptions.file(kubeconfig));
        cluster = clusters.open("twin");
        for (String namespace : List.of("by-run", "by-hand")) {
            cluster.writer().create(Resource.of(Kind.NAMESPACE, "", namespace, Map.of()), Mode.REAL);
            for (String name : List.of("web", "old")) {
                cluster.writer().create(settings(namespace, name, Map.of("a", "1", "it's", "here")), Mode.REAL);
            }
            cluster.writer().create(deployment(namespace), Mode.REAL);
            for (String pod : List.of("alone", "hung")) {
                cluster.writer().create(Resource.of(Kind.POD, namespace, pod, Map.of("spec", podSpec())), Mode.REAL);
            }
        }
    }

    @AfterEach
    void stop() {
        if (clusters != null) {
            clusters.close();
        }
        sandbox.close();
    }

    private static Resource settings(String namespace, String name, Map<String, String> data) {
        return Resource.of(Kind.CONFIG_MAP, namespace, name, Map.of("data", data));
    }

    private static Map<String, Object> podSpec() {
        return Map.of("containers", List.of(Map.of("name", "main", "image", "example.org/web:1")));
    }

    private static Resource deployment(String namespace) {
        Map<String, Object> labels = Map.of("app", "web");
        return Resource.of(
                Kind.DEPLOYMENT,
                namespace,
                "web",
                Map.of(
                        "spec",
                        Map.of(
                                "replicas",
                                1L,
                                "selector",
                                Map.of("matchLabels", labels),
                                "template",
                                Map.of("metadata", Map.of("labels", labels), "spec", podSpec()))));
    }

    private List<Step> steps(String namespace) {
        ObjectRef web = ObjectRef.of(Kind.CONFIG_MAP, namespace, "web");
        ObjectRef old = ObjectRef.of(Kind.CONFIG_MAP, namespace, "old");
        ObjectRef app = ObjectRef.of(Kind.DEPLOYMENT, namespace, "web");
        ObjectRef pod = pod(namespace, "alone");
        ObjectRef hung = pod(namespace, "hung");
        return List.of(
                step(
                        "apply",
                        new Action.Apply(
                                List.of(settings(namespace, "applied", Map.of("text", "two\nlines $HOME"))), false),
                        new Check.Exists(ObjectRef.of(Kind.CONFIG_MAP, namespace, "applied"))),
                step(
                        "create",
                        new Action.Create(settings(
                                namespace,
                                "created",
                                Map.of("x", "'quoted'", "number", "2", "truth", "true", "version", "1.20"))),
                        new Check.Exists(ObjectRef.of(Kind.CONFIG_MAP, namespace, "created"))),
                step(
                        "patch",
                        new Action.Patch(web, Map.of("data", Map.of("b", "it's $(new)")), List.of("data/a"), ""),
                        Check.fieldIs(web, "it's $(new)", "data", "b")),
                step(
                        "annotate",
                        new Action.Annotate(web, Map.of("example.org/do", "now and 'then'")),
                        Check.fieldIs(web, "now and 'then'", "metadata", "annotations", "example.org/do")),
                step("scale", new Action.Scale(app, 3), Check.fieldIs(app, "3", "spec", "replicas")),
                step("delete", new Action.Delete(old, Action.Propagation.BACKGROUND), new Check.Absent(old)),
                step("force", new Action.ForceDelete(hung), new Check.Absent(hung)),
                step("evict", new Action.Evict(pod), new Check.Absent(pod)));
    }

    private ObjectRef pod(String namespace, String name) {
        return cluster.view()
                .get(ObjectRef.of(Kind.POD, namespace, name))
                .orElseThrow()
                .ref(Kind.POD);
    }

    private static Step step(String id, Action action, Check done) {
        return Step.change(id, "Do it", "because", action, done, new Undo.None("a test"), Duration.ofMinutes(2));
    }

    @Test
    void theCommandsThatAreShownDoWhatTheRunDoes() throws Exception {
        List<Step> byHand = steps("by-hand");
        run("objects", steps("by-run"));
        EquivalentCommands commands = new EquivalentCommands("twin");
        for (Step step : byHand) {
            List<String> typed = commands.of(step);
            assertThat(typed).as(step.id()).hasSize(1);
            typed(typed.getFirst());
        }
        // A run waits until what it evicts is gone; a person's kubectl doesn't.
        assertThat(Patience.until(
                        Duration.ofMinutes(1),
                        () -> cluster.view()
                                .get(ObjectRef.of(Kind.POD, "by-hand", "alone"))
                                .isEmpty()))
                .isTrue();
        assertThat(held("by-hand")).isEqualTo(held("by-run")).isNotEmpty();
    }

    /** kubectl forwards by SPDY, which the sandbox doesn't speak: the port is forwarded by the program's own client, the rest is typed. */
    @Test
    void aRequestThroughAForwardedPortArrivesAsTheRunSendsIt() throws Exception {
        assumeTrue(program("curl").isPresent(), "there is no curl");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        // Until its pod runs, nothing listens there.
        assertThat(Patience.until(Duration.ofMinutes(1), () -> runs("by-run") && runs("by-hand")))
                .isTrue();
        run("request", List.of(request("by-run", port)));
        List<String> lines = new EquivalentCommands("twin")
                .of(request("by-hand", port)).stream().flatMap(String::lines).toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst())
                .isEqualTo("kubectl --context twin port-forward -n by-hand pod/alone " + port + " &");
        try (Forward forward = cluster.pods().forward(ObjectRef.of(Kind.POD, "by-hand", "alone"), port, port)) {
            assertThat(forward.localPort()).isEqualTo(port);
            typed(lines.get(1) + "\n" + lines.get(2));
        }
        assertThat(told("by-hand")).isEqualTo(told("by-run")).contains("POST/v1/doors?side=left it's \"open\"");
    }

    private boolean runs(String namespace) {
        return cluster.view()
                .get(ObjectRef.of(Kind.POD, namespace, "alone"))
                .flatMap(p -> p.text("status", "phase"))
                .filter("Running"::equals)
                .isPresent();
    }

    private static Step request(String namespace, int port) {
        ObjectRef pod = ObjectRef.of(Kind.POD, namespace, "alone");
        return step(
                        "request",
                        new Action.Http(pod, "http", port, "POST", "/v1/doors?side=left", "it's \"open\""),
                        new Check.Exists(pod))
                .probe(Check.Never.INSTANCE);
    }

    private String told(String namespace) {
        return cluster.view()
                .get(ObjectRef.of(Kind.CONFIG_MAP, namespace, "told"))
                .flatMap(t -> t.text("data", "text"))
                .orElse("nothing");
    }

    @Test
    void helmsCommandsDoWhatTheRunDoes() throws Exception {
        assumeTrue(helm().isPresent(), "there is no helm in the path, and MILLWRIGHT_TEST_HELM names none");
        Path chart = chart();
        List<Step> byRun = releases("by-run", chart);
        List<Step> byHand = releases("by-hand", chart);
        for (int i = 0; i < byRun.size(); i++) {
            Step step = byRun.get(i);
            run(step.id(), List.of(step));
            List<String> typed = new EquivalentCommands("twin").of(byHand.get(i));
            assertThat(typed).as(step.id()).hasSize(1);
            typed(typed.getFirst());
            assertThat(release("by-hand")).as(step.id()).isEqualTo(release("by-run"));
            assertThat(held("by-hand")).as(step.id()).isEqualTo(held("by-run"));
        }
    }

    private Path chart() throws IOException {
        Path chart = Files.createDirectories(folder.resolve("a chart"));
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: lamp\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("values.yaml"), "text: hello\ncolour: white\n");
        Files.writeString(chart.resolve("templates/all.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ .Release.Name }}}
                data: {text: {{ .Values.text | quote }}, colour: {{ .Values.colour | quote }}}
                """);
        return chart;
    }

    private static List<Step> releases(String namespace, Path chart) {
        ObjectRef lamp = ObjectRef.of(Kind.CONFIG_MAP, namespace, "lamp");
        ChartRef from = new ChartRef("", chart.toString(), "");
        return List.of(
                step(
                        "install",
                        new Action.Helm(
                                Action.Helm.Verb.INSTALL,
                                namespace,
                                "lamp",
                                Optional.of(from),
                                Map.of("text", "it's $(new)", "colour", "red")),
                        Check.fieldIs(lamp, "it's $(new)", "data", "text")),
                step(
                        "upgrade",
                        new Action.Helm(
                                Action.Helm.Verb.UPGRADE, namespace, "lamp", Optional.of(from), Map.of("text", "two")),
                        Check.fieldIs(lamp, "two", "data", "text")),
                step(
                        "rollback",
                        new Action.HelmRollback(namespace, "lamp", 1),
                        Check.fieldIs(lamp, "it's $(new)", "data", "text")),
                step(
                        "uninstall",
                        new Action.Helm(Action.Helm.Verb.UNINSTALL, namespace, "lamp", Optional.empty(), Map.of()),
                        new Check.Absent(lamp)));
    }

    /** What Helm keeps of the release: each revision with its state and values. */
    private List<String> release(String namespace) {
        return HelmRevision.of(namespace, "lamp", cluster.view()).stream()
                .map(r -> r.number() + " " + r.status() + " " + r.chartVersion() + " " + r.config() + " " + r.values())
                .toList();
    }

    private void typed(String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
        shell.environment().put("KUBECONFIG", kubeconfig.toString());
        helm().ifPresent(h -> shell.environment()
                .merge("PATH", h.toAbsolutePath().resolveSibling("").toString(), (path, own) -> own + ":" + path));
        Path said = folder.resolve("said");
        Process process = shell.redirectOutput(said.toFile()).start();
        boolean ended = process.waitFor(1, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(ended).as("%s\n%s", command, Files.readString(said)).isTrue();
        assertThat(process.exitValue())
                .as("%s\n%s", command, Files.readString(said))
                .isZero();
    }

    /** What people write of each object, by kind and name. */
    private List<String> held(String namespace) {
        List<String> all = new ArrayList<>();
        for (Kind kind : List.of(Kind.CONFIG_MAP, Kind.DEPLOYMENT, Kind.POD)) {
            cluster.view().list(kind, Selector.in(namespace)).stream()
                    .filter(o -> !o.name().startsWith("millwright-"))
                    .filter(o -> !kind.equals(Kind.POD) || o.name().equals("alone"))
                    .map(o -> o.kind() + " " + o.name() + " " + o.textMap("metadata", "annotations")
                            + new TreeMap<>(o.textMap("data"))
                            + Json.write(o.at("spec", "replicas").orElse("")))
                    .map(o -> o.replace(namespace, "there"))
                    .forEach(all::add);
        }
        return all;
    }

    private void run(String id, List<Step> steps) {
        ObjectRef root = cluster.view()
                .get(ObjectRef.of(Kind.CONFIG_MAP, "by-run", "web"))
                .orElseThrow()
                .ref(Kind.CONFIG_MAP);
        FrozenPlan plan = new FrozenPlan(
                Json.SCHEMA,
                id,
                new Plan(
                        "Change web",
                        "mill",
                        "change",
                        Intent.CONFIGURE,
                        Danger.REVERSIBLE,
                        new Plan.Target(new InstanceId("mill", "twin", "by-run", "web"), root, 1, ""),
                        Map.of(),
                        steps,
                        List.of(),
                        List.of()),
                new FrozenPlan.Plugin("mill", "1", "ab"),
                cluster.view().clusterUid(),
                "twin",
                "ada",
                cluster.view().now());
        try (Journal journal = new RunStore(folder.resolve("state"), Clock.systemUTC()).begin(plan)) {
            RunResult result = new RunExecutor(
                            plan,
                            cluster,
                            new CheckEvaluator(cluster.view(), cluster::helm, Map.of()),
                            journal,
                            new RunExecutor.Surroundings(
                                    Clock.systemUTC(), Pace.real(), Operator.NOBODY, new Cancellation()),
                            e -> {})
                    .run("yes");
            assertThat(result.state()).as("%s: %s", id, result.problem()).isEqualTo(RunState.SUCCEEDED);
        }
    }
}
