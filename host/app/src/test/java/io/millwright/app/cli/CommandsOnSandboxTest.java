package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.browse.AnnotatedPorts;
import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.testing.Rig;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read objects and go into pods, whole: from the words that are typed to what a server says over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsOnSandboxTest {
    /** A program that says who it is, and one that ends with the number it is told. */
    private static final Simulator WEB = new Simulator() {
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
            return call.port() == 8080
                    ? Optional.of(new ClusterView.HttpReply(200, call.object().name()))
                    : Optional.empty();
        }

        @Override
        public Optional<Simulator.Output> exec(
                SimulatedCluster cluster, ObjectRef pod, String container, List<String> command) {
            return Optional.of(new Simulator.Output(
                    Integer.parseInt(command.getLast()), "in " + container + "\n", "a complaint\n"));
        }
    };

    private Path folder = Path.of(".");

    private final Town town = new Town(
            ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of(new ToolSimulator("web", WEB))));

    private KubeClusters clusters = new KubeClusters(KubeOptions.file(Path.of("nowhere")));

    @BeforeAll
    void fill(@TempDir Path made) throws IOException, InterruptedException {
        folder = made;
        Map<String, Object> template = Map.of(
                "metadata",
                Map.of("labels", Map.of("app", "web")),
                "spec",
                Map.of("containers", List.of(Map.of("name", "main", "image", "registry.example.org/web:1"))));
        town.create(
                Kind.DEPLOYMENT,
                Resource.of(
                        Kind.DEPLOYMENT,
                        "default",
                        "web",
                        Map.of(
                                "spec",
                                Map.of(
                                        "replicas",
                                        2,
                                        "selector",
                                        Map.of("matchLabels", Map.of("app", "web")),
                                        "template",
                                        template))));
        town.create(
                Kind.SERVICE,
                Resource.of(
                        Kind.SERVICE,
                        "default",
                        "web",
                        Map.of(
                                "spec",
                                Map.of(
                                        "selector",
                                        Map.of("app", "web"),
                                        "ports",
                                        List.of(Map.of("port", 80, "targetPort", 8080))))));
        town.create(
                Kind.SERVICE,
                Resource.of(
                                Kind.SERVICE,
                                "default",
                                "other",
                                Map.of("spec", Map.of("ports", List.of(Map.of("port", 80)))))
                        .with(Map.of("app", "labelled"), "metadata", "labels"));
        town.create(
                Kind.SECRET,
                Resource.of(Kind.SECRET, "default", "login", Map.of("stringData", Map.of("password", "hunter2"))));
        town.until(t -> pods().size() == 2 && pods().stream().allMatch(CommandsOnSandboxTest::ready));
        clusters =
                new KubeClusters(KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), town.kubeconfig())));
    }

    @AfterAll
    void close() {
        clusters.close();
        town.close();
    }

    private List<Resource> pods() {
        return town.view().list(Kind.POD, Selector.labelled("default", "app", "web"));
    }

    private static boolean ready(Resource pod) {
        return pod.condition("Ready").flatMap(c -> c.text("status")).equals(Optional.of("True"));
    }

    private String pod() {
        return pods().getFirst().name();
    }

    private Rig rig() {
        return Rig.with(folder, clusters);
    }

    @Test
    void getListsAKindByAnyOfItsNamesAndFindsOneObject() {
        Rig.Said all = rig().run("get", "po", "-n", "default");
        assertThat(all.code()).isEqualTo(ExitCode.DONE);
        assertThat(all.out()).contains("NAMESPACE", "READY", "STATUS").contains(pod(), "Running");
        assertThat(rig().run("get", "deployments.apps", "web", "-o", "name").out())
                .isEqualTo("deployment.apps/web\n");
        assertThat(rig().run("get", "pods", "-l", "app=other").out()).doesNotContain("web-");
        assertThat(rig().run("get", "pods", "-o", "json").out())
                .contains("\"schema\": \"millwright/v1/List\"", "\"name\": \"" + pod() + "\"", "\"containers\": [");
    }

    @Test
    void findLooksInAllKindsForAPartOfTheNameAndForTheUsualLabels() {
        Rig.Said said = rig().run("find", "we");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .contains("deployments.apps", "services", "pods")
                .contains(pod())
                .doesNotContain("login");
        assertThat(rig().run("find", "LOG", "-o", "name").out()).isEqualTo("secrets/login\n");
        // Its name doesn't say so, its label does.
        assertThat(rig().run("find", "labelled", "-o", "json").out())
                .contains("\"label\": \"app=labelled\"", "\"name\": \"other\"");
        assertThat(rig().run("find", "login", "-n", "kube-system").err())
                .contains("Nothing is named or labelled login.");
    }

    @Test
    void getSaysWhichKindOrObjectIsNotThere() {
        Rig.Said unknown = rig().run("get", "podz");
        assertThat(unknown.code()).isNotEqualTo(ExitCode.DONE);
        assertThat(unknown.err()).contains("podz");
    }

    @Test
    void aWholeObjectIsPrintedWithoutTheValuesOfSecrets() {
        String yaml = rig().run("get", "secret", "login", "-o", "yaml").out();
        assertThat(yaml).contains("name: login").doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
    }

    @Test
    void topTellsWhatPodsAndNodesUse() {
        Rig.Said pods = rig().run("top", "pods", "-n", "default");
        assertThat(pods.code()).as(pods.err()).isEqualTo(ExitCode.DONE);
        assertThat(pods.out()).contains("CPU/REQUEST", "MEMORY").contains(pod());
        assertThat(pods.out()).containsPattern(pod() + " +\\d+m +.*Mi");
        // The same moment says the same.
        assertThat(rig().run("top", "pods", "-n", "default").out()).isEqualTo(pods.out());
        Rig.Said nodes = rig().run("top", "nodes");
        assertThat(nodes.code()).as(nodes.err()).isEqualTo(ExitCode.DONE);
        assertThat(nodes.out()).containsPattern("\\d+m +\\d+% +[\\d.]+[MG]i +\\d+%");
        assertThat(rig().run("top", "services").err()).contains("Write 'top pods' or 'top nodes'.");
    }

    @Test
    void aTreeBeginsAtTheLastOwnerAndEndsAtWhatPodsMount() {
        Rig.Said said = rig().run("tree", "pod/" + pod());
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out().lines().map(String::strip).toList().get(1)).startsWith("Deployment.apps/web");
        assertThat(said.out()).contains("2/2 ready", "owns ReplicaSet.apps/web-");
        pods().forEach(p -> assertThat(said.out()).contains("owns Pod/" + p.name()));
        assertThat(rig().run("tree", "secret/login", "--used-by").err()).contains("account of its namespace names it.");
        assertThat(rig().run("tree", "deploy/web", "--used-by").err()).contains("pods name no objects of that kind");
        assertThat(rig().run("tree", "web").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatOneMayDoIsToldByTheApiServerAndOfOthersByTheirBindings() {
        Rig.Said mine = rig().run("can", "-n", "default");
        assertThat(mine.code()).as(mine.err()).isEqualTo(ExitCode.DONE);
        assertThat(mine.out()).containsPattern("\\* +\\*");
        assertThat(rig().run("can", "u:nobody").err())
                .contains("Nothing at all.")
                .contains("There may be more");
        assertThat(rig().run("can", "nobody").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void describeTellsStateAndEvents() {
        Rig.Said said = rig().run("describe", "deploy", "web");
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("2 wanted, 2 updated, 2 ready", "Container ", "Events", "ScalingReplicaSet");
        assertThat(rig().run("describe", "deploy", "wob").err()).contains("NotFound");
        assertThat(rig().run("describe", "secret", "login").out()).containsPattern("password +7 bytes");
    }

    @Test
    void oneOfSeveralNamespacesIsEnough() {
        Rig.Said described = rig().run("describe", "deploy", "web", "-n", "kube-system,default");
        assertThat(described.code()).as(described.err()).isEqualTo(ExitCode.DONE);
        assertThat(described.out()).contains("default/web");
        assertThat(rig().run("describe", "deploy", "web", "-n", "kube-system").code())
                .isEqualTo(ExitCode.FAILED);
        assertThat(rig().run("logs", "-l", "app=web", "-n", "kube-system,default", "--tail", "1")
                        .out())
                .contains(pod());
    }

    @Test
    void logsAreReadOfOnePodOrOfAllWithALabelAndFiltered() {
        Rig.Said one = rig().run("logs", pod(), "--tail", "3");
        assertThat(one.code()).isEqualTo(ExitCode.DONE);
        assertThat(one.out().lines()).hasSizeBetween(1, 3);
        Rig.Said both = rig().run("logs", "-l", "app=web", "-n", "default", "--tail", "1");
        pods().forEach(p -> assertThat(both.out()).contains(p.name()));
        assertThat(rig().run("logs", pod(), "--grep", "no such line at all").out())
                .isEmpty();
        assertThat(rig().run("logs", pod(), "--tail", "1", "-o", "json").out()).contains("\"container\": \"main\"");
    }

    @Test
    void logsThatAreNotThereAreAProblemThatSaysWhatToDo() {
        Rig.Said gone = rig().run("logs", "nobody");
        assertThat(gone.code()).isEqualTo(ExitCode.FAILED);
        assertThat(gone.err()).contains("there is no such pod").contains("get pods");
        Rig.Said previous = rig().run("logs", pod(), "--previous");
        assertThat(previous.out()).isEmpty();
        Rig.Said both = rig().run("logs", pod(), "-l", "app=web");
        assertThat(both.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void execGivesTheProgramsOutputAndItsExitCode() {
        Rig.Said said = rig().run("exec", pod(), "--", "end", "--with", "7");
        assertThat(said.code()).isEqualTo(7);
        assertThat(said.out()).isEqualTo("in main\n");
        assertThat(said.err()).isEqualTo("a complaint\n");
        Rig again = rig();
        again.run("exec", pod(), "--", "end", "--with", "0");
        assertThat(again.run("operations", "sessions").out()).contains("exec", "Pod/" + pod(), "end --with 0");
        assertThat(rig().run("exec", pod(), "-c", "main", "-i", "--", "end", "0")
                        .code())
                .isZero();
    }

    @Test
    void execNeedsAPodAndAProgramAndAClusterThatMayBeChanged() {
        assertThat(rig().run("exec", "nobody", "--", "end", "0").err()).contains("there is no pod nobody");
        assertThat(rig().run("exec", pod()).err()).contains("no program is named");
        Rig.Said refused = rig().run("exec", pod(), "--read-only", "--", "end", "0");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("--read-only").doesNotContain("complaint");
        assertThat(rig().run("exec", "-t", pod(), "--", "end", "0").err()).contains("this is no terminal");
    }

    @Test
    void aFailureStaysInSightWhereTheCallerClearsTheScreen() {
        Rig.Said held = rig().answering("").run("exec", "nobody", "--hold", "--", "end", "0");
        assertThat(held.code()).isEqualTo(ExitCode.FAILED);
        assertThat(held.err()).contains("there is no pod nobody").contains("Press Enter to go back.");
        assertThat(rig().run("exec", pod(), "--hold", "--", "end", "7").err()).doesNotContain("Press Enter");
    }

    @Test
    void aForwardedPortFollowsThePodThatWasReplaced() throws Exception {
        int port = freePort();
        Thread command = Thread.ofPlatform().start(() -> rig().run("port-forward", "deploy/web", port + ":8080"));
        try {
            String first = answer(port);
            assertThat(pods()).extracting(Resource::name).contains(first);
            pods().forEach(p -> town.delete(ObjectRef.of(Kind.POD, "default", p.name())));
            town.until(t -> pods().stream().filter(CommandsOnSandboxTest::ready).count() == 2
                    && pods().stream().noneMatch(p -> p.name().equals(first)));
            assertThat(answer(port)).isNotEqualTo(first).startsWith("web-");
        } finally {
            command.interrupt();
            command.join(Duration.ofSeconds(20));
        }
        assertThat(command.isAlive()).isFalse();
        assertThatThrownBy(() -> new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void portsThatAnAnnotationNamesNeedNotBeTyped() throws Exception {
        assertThat(rig().run("port-forward", "deploy/web").err())
                .contains("no port is named, nor is there an annotation");
        int port = freePort();
        String named = "main::" + port + ":8080";
        pods().forEach(pod ->
                town.change(pod.ref(Kind.POD), p -> p.with(named, "metadata", "annotations", AnnotatedPorts.AUTO)));
        for (String target : List.of(pod(), "svc/web")) {
            Thread command = Thread.ofPlatform().start(() -> rig().run("port-forward", target));
            try {
                assertThat(answer(port)).startsWith(target.equals("svc/web") ? "web-" : target);
            } finally {
                command.interrupt();
                command.join(Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void aServicesPortIsThatOfItsPods() throws Exception {
        int port = freePort();
        Thread command = Thread.ofPlatform().start(() -> rig().run("port-forward", "svc/web", port + ":80"));
        try {
            assertThat(answer(port)).startsWith("web-");
        } finally {
            command.interrupt();
            command.join(Duration.ofSeconds(20));
        }
    }

    @Test
    void aPortThatCanNotBeForwardedIsAProblem() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Rig.Said said = rig().run("port-forward", pod(), taken.getLocalPort() + ":8080");
            assertThat(said.code()).isNotZero();
            assertThat(said.err()).contains("it is in use");
        }
        assertThat(rig().run("port-forward", "nobody", "8080").err()).contains("it is not there");
        assertThat(rig().run("port-forward", pod(), "eighty").err()).contains("'eighty' is no port");
        assertThat(rig().run("port-forward", "secret/login", "8080").err()).contains("selects no pods");
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return any.getLocalPort();
        }
    }

    /** Waits until the port is open. */
    private static String answer(int port) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            while (true) {
                try {
                    return client.send(request, BodyHandlers.ofString()).body();
                } catch (IOException notYet) {
                    if (System.nanoTime() > end) {
                        throw new UncheckedIOException(notYet);
                    }
                    Thread.onSpinWait();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
