package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
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
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run does in one namespace, the commands that are shown for it do in another, typed into a shell; then both namespaces hold the same.
 * Skipped where there is no kubectl. Helm's commands and requests through a forwarded port aren't among them.
 */
class EquivalentCommandsTest {
    private final Sandbox sandbox = Sandbox.start(new SandboxOptions(
            List.of(new ClusterSpec("twin", "empty")), List.of(), 20, Optional.empty(), 0, Optional.empty()));

    @TempDir
    private Path folder;

    private KubeClusters clusters;
    private ClusterConnection cluster;
    private Path kubeconfig;

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(p -> Files.isExecutable(Path.of(p, "kubectl"))),
                "there is no kubectl");
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        clusters = new KubeClusters(KubeOptions.file(kubeconfig));
        cluster = clusters.open("twin");
        for (String namespace : List.of("by-run", "by-hand")) {
            cluster.writer().create(Resource.of(Kind.NAMESPACE, "", namespace, Map.of()), Mode.REAL);
            for (String name : List.of("web", "old")) {
                cluster.writer().create(settings(namespace, name, Map.of("a", "1", "it's", "here")), Mode.REAL);
            }
            cluster.writer().create(deployment(namespace), Mode.REAL);
            cluster.writer().create(Resource.of(Kind.POD, namespace, "alone", Map.of("spec", podSpec())), Mode.REAL);
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
        ObjectRef pod = cluster.view()
                .get(ObjectRef.of(Kind.POD, namespace, "alone"))
                .orElseThrow()
                .ref(Kind.POD);
        return List.of(
                step(
                        "apply",
                        new Action.Apply(
                                List.of(settings(namespace, "applied", Map.of("text", "two\nlines $HOME"))), false),
                        new Check.Exists(ObjectRef.of(Kind.CONFIG_MAP, namespace, "applied"))),
                step(
                        "create",
                        new Action.Create(settings(namespace, "created", Map.of("x", "'quoted'"))),
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
                step("evict", new Action.Evict(pod), new Check.Absent(pod)));
    }

    private static Step step(String id, Action action, Check done) {
        return Step.change(id, "Do it", "because", action, done, new Undo.None("a test"), Duration.ofMinutes(2));
    }

    @Test
    void theCommandsThatAreShownDoWhatTheRunDoes() throws Exception {
        List<Step> byHand = steps("by-hand");
        assertThat(run(steps("by-run")).state()).isEqualTo(RunState.SUCCEEDED);
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

    private void typed(String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
        shell.environment().put("KUBECONFIG", kubeconfig.toString());
        Path said = folder.resolve("said");
        Process process = shell.redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(command).isTrue();
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
                    .map(o -> o.kind() + " " + o.name() + " " + o.textMap("metadata", "annotations") + o.textMap("data")
                            + Json.write(o.at("spec", "replicas").orElse("")))
                    .forEach(all::add);
        }
        return all;
    }

    private RunResult run(List<Step> steps) {
        ObjectRef root = cluster.view()
                .get(ObjectRef.of(Kind.CONFIG_MAP, "by-run", "web"))
                .orElseThrow()
                .ref(Kind.CONFIG_MAP);
        FrozenPlan plan = new FrozenPlan(
                Json.SCHEMA,
                "commands",
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
            return new RunExecutor(
                            plan,
                            cluster,
                            new CheckEvaluator(cluster.view(), cluster::helm, Map.of()),
                            journal,
                            new RunExecutor.Surroundings(
                                    Clock.systemUTC(), Pace.real(), Operator.NOBODY, new Cancellation()),
                            e -> {})
                    .run("yes");
        }
    }
}
