package io.millwright.app.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.Typed;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A shell on a node by the command, with the real engine: whatever happens in it, its pod is gone afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeShellTest {
    private static final int FASTER = 20;

    /** The pods in which something was run, as they were then. */
    private final List<String> entered = new ArrayList<>();

    private final Simulator programs = new Simulator() {
        @Override
        public void reconcile(SimulatedCluster cluster) {
            // It has no operator.
        }

        @Override
        public List<Resource> release(String version) {
            return List.of();
        }

        @Override
        public Optional<Simulator.Output> exec(
                SimulatedCluster cluster, ObjectRef pod, String container, List<String> command) {
            entered.add(pod.name() + " " + container + " " + String.join(" ", command));
            return Optional.of(new Simulator.Output(Integer.parseInt(command.getLast()), "root\n", ""));
        }
    };

    private final Sandbox sandbox = Sandbox.start(new SandboxOptions(
            List.of(new SandboxOptions.ClusterSpec("town", "empty")),
            List.of(new ToolSimulator("programs", programs)),
            FASTER,
            Optional.empty(),
            0,
            Optional.empty()));

    private Path folder = Path.of(".");

    private KubeClusters clusters = new KubeClusters(KubeOptions.file(Path.of("nowhere")));
    private String node = "";

    @BeforeAll
    void connect(@TempDir Path made) throws IOException {
        folder = made;
        clusters = new KubeClusters(
                KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig())));
        node = clusters.open("town")
                .view()
                .list(Kind.NODE, Selector.ALL)
                .getFirst()
                .name();
    }

    @BeforeEach
    void forget() {
        entered.clear();
    }

    @AfterAll
    void close() {
        clusters.close();
        sandbox.close();
    }

    private Typed typed(String... words) {
        return Typed.by(Typed.services(folder, clusters), List.of(words));
    }

    private List<Resource> pods() {
        return clusters.open("town").view().list(Kind.POD, Selector.labelled("", NodeShell.LABEL, "true"));
    }

    @Test
    void aProgramIsRootOnTheNodeAndItsPodIsGoneAfterIt() {
        Typed said = typed("node-shell", "node/" + node, "--confirm", node, "--", "end", "7");
        assertThat(said.code()).as(said.all()).isEqualTo(7);
        assertThat(said.out()).isEqualTo("root\n");
        assertThat(said.all())
                .contains("Whoever is in that shell is root on the node")
                .contains("after 60 min the node ends it in any case");
        assertThat(entered)
                .singleElement()
                .satisfies(e -> assertThat(e)
                        .startsWith("node-shell-" + node)
                        .endsWith(" shell nsenter -t 1 -m -u -i -n -p -- end 7"));
        assertThat(pods()).isEmpty();
        assertThat(typed("operations", "sessions").all()).contains("exec", "end 7");
    }

    @Test
    void thePodIsGoneAlsoWhereTheProgramCouldNotBeRun() {
        // Without a program a terminal is wanted, and this is none.
        Typed said = typed("node-shell", node, "--confirm", node);
        assertThat(said.code()).isNotZero();
        assertThat(said.all()).contains("this is no terminal");
        assertThat(pods()).isEmpty();
    }

    @Test
    void nothingIsMadeWithoutApprovalOrInAClusterThatIsNotToBeChanged() {
        assertThat(typed("node-shell", node, "--", "end", "0").all()).contains("nobody can be asked here");
        assertThat(typed("node-shell", node, "--read-only", "--confirm", node, "--", "end", "0")
                        .all())
                .contains("--read-only");
        assertThat(typed("node-shell", "nowhere", "--confirm", "nowhere").all()).contains("there is no such node");
        assertThat(pods()).isEmpty();
        assertThat(entered).isEmpty();
    }

    @Test
    void aPodThatSomebodyHasLeftIsNamedAndIsEndedByItsNode() {
        Typed left = typed("run", "objects", NodeShell.ID, "node/" + node, "--set", "minutes=5", "--confirm", node);
        assertThat(left.code()).as(left.all()).isZero();
        Resource pod = pods().getFirst();
        assertThat(pod.number("spec", "activeDeadlineSeconds")).contains(300L);
        assertThat(pod.flag("spec", "hostPID")).contains(true);
        assertThat(pod.text("spec", "nodeName")).contains(node);
        assertThat(pod.at("spec", "containers", "0", "securityContext", "privileged"))
                .contains(true);
        Typed said = typed("node-shell", node, "--confirm", node, "--", "end", "0");
        assertThat(said.all()).contains("A former shell has left Pod default/" + pod.name());
        assertThat(pods()).extracting(Resource::name).containsExactly(pod.name());
        assertThat(typed("run", "objects", "delete", "pod/" + pod.name(), "--confirm", pod.name())
                        .code())
                .isZero();
    }
}
