package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Forwardable;
import io.millwright.app.cli.PodWork;
import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.BrowseMsg.ForwardRow;
import io.millwright.app.page.ObjectAsk;
import io.millwright.engine.journal.PodSessions;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.testkit.sandbox.Town;
import io.millwright.tui.Msg;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the screen does inside of pods, on a sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodRunnerTest {
    private static final ObjectAsk POD = new ObjectAsk("town", "pods", "default", "web");

    private final Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()));
    private final List<PodWork> asked = new ArrayList<>();
    private final PodRunner pods = new PodRunner(
            _ -> town.connection(),
            Clock.systemUTC(),
            Optional.of(List.of("millwright", "--kubeconfig", "k")),
            this::inPod);

    @TempDir
    private Path state;

    private PodSessions.Open inPod(String context, PodWork work) {
        asked.add(work);
        return new PodSessions(state, Clock.systemUTC(), () -> "t" + asked.size())
                .begin(new PodSessions.Begun(
                        work.way().word(), context, "ada", "default", "web", "", work.words(), Optional.empty()));
    }

    @BeforeAll
    void fill() throws InterruptedException {
        town.create(
                Kind.POD,
                Resource.of(
                                Kind.POD,
                                "default",
                                "web",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "containers",
                                                List.of(Map.of(
                                                        "name", "main", "image", "registry.example.org/web:1")))))
                        .with(Map.of("app", "web"), "metadata", "labels"));
        town.create(
                Kind.SERVICE,
                Resource.of(
                        Kind.SERVICE,
                        "default",
                        "front",
                        Map.of(
                                "spec",
                                Map.of("selector", Map.of("app", "web"), "ports", List.of(Map.of("port", 80))))));
        town.until(t -> t.view()
                .get(io.millwright.spi.ObjectRef.of(Kind.POD, "default", "web"))
                .flatMap(p -> p.text("status", "phase"))
                .equals(Optional.of("Running")));
    }

    @AfterAll
    void close() {
        pods.close();
        town.close();
    }

    @Test
    void aShellIsThisProgramsOwnExecWithTheSameClusters() {
        Answer<List<String>> shell = pods.command(new BrowseEffect.TalkTo(1, POD, "", false));
        assertThat(shell.value().orElseThrow())
                .startsWith("millwright", "--kubeconfig", "k", "exec", "web", "-n", "default", "--context", "town")
                .contains("-t", "--hold", "--", "sh");
        assertThat(pods.command(new BrowseEffect.TalkTo(1, POD, "", true))
                        .value()
                        .orElseThrow())
                .contains("attach")
                .doesNotContain("--");
    }

    @Test
    void aShellOnANodeIsThisProgramsOwnCommandWhichAsksBeforeItMakesAnything() {
        ObjectAsk node = new ObjectAsk("town", "nodes", "", "n1");
        assertThat(pods.command(new BrowseEffect.TalkTo(1, node, "", false)).value())
                .contains(
                        List.of("millwright", "--kubeconfig", "k", "node-shell", "n1", "--context", "town", "--hold"));
    }

    @Test
    void aPodThatIsGoneAndAClusterThatIsSimulatedHaveNoShell() {
        ObjectAsk gone = new ObjectAsk("town", "pods", "default", "gone");
        assertThat(pods.command(new BrowseEffect.TalkTo(1, gone, "", false))
                        .problem()
                        .map(Problem::why))
                .contains("it is not there any more");
        try (PodRunner simulated =
                new PodRunner(_ -> town.connection(), Clock.systemUTC(), Optional.empty(), this::inPod)) {
            assertThat(simulated
                            .command(new BrowseEffect.TalkTo(1, POD, "", false))
                            .problem()
                            .map(Problem::why))
                    .hasValueSatisfying(why -> assertThat(why).contains("simulated"));
            ObjectAsk node = new ObjectAsk("town", "nodes", "", "n1");
            assertThat(simulated
                            .command(new BrowseEffect.TalkTo(1, node, "", false))
                            .problem()
                            .map(Problem::attempted))
                    .contains("open a shell on node n1");
        }
    }

    @Test
    void aForwardedPortIsListedUntilItIsClosed() throws Exception {
        BlockingQueue<Msg> told = new LinkedBlockingQueue<>();
        Thread watching = Thread.startVirtualThread(() -> {
            try {
                pods.watch(7, told::add);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(new BrowseMsg.ForwardsSeen(7, List.of()));
            ForwardRow row = pods.open(new BrowseEffect.OpenForward(7, POD, 8080, 0))
                    .value()
                    .orElseThrow();
            assertThat(row.to()).isEqualTo("Pod default/web");
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(new BrowseMsg.ForwardsSeen(7, List.of(row)));
            pods.close(row.id());
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(new BrowseMsg.ForwardsSeen(7, List.of()));
            assertThat(answers(row.local())).isFalse();
        } finally {
            watching.interrupt();
            watching.join();
        }
    }

    @Test
    void whereAServiceIsToBeForwardedOneOfItsPodsIsReadToo() {
        Forwardable front = pods.ports(
                        new BrowseEffect.ReadPorts(7, new ObjectAsk("town", "services", "default", "front")))
                .value()
                .orElseThrow();
        assertThat(front.object().kind()).isEqualTo("Service");
        assertThat(front.annotated().name()).isEqualTo("web");
        assertThat(front.annotated().kind()).isEqualTo("Pod");
        assertThat(pods.ports(new BrowseEffect.ReadPorts(7, POD))
                        .value()
                        .orElseThrow()
                        .pod())
                .isEmpty();
        ObjectAsk gone = new ObjectAsk("town", "services", "default", "gone");
        assertThat(pods.ports(new BrowseEffect.ReadPorts(7, gone)).problem().map(Problem::why))
                .contains("it is not there");
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
