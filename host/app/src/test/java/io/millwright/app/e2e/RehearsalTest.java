package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.KafkaTool;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.postgres.PostgresTool;
import io.millwright.sandbox.RunningCluster;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.vault.VaultTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan goes on a copy as it would go on the cluster, which isn't touched. */
class RehearsalTest {
    private static final Kind CLUSTER = Kind.of("postgresql.cnpg.io", "v1", "Cluster", "clusters");

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private KubeClusters clusters;
    private Operator operator;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxOptions.test(
                "twin",
                "healthy",
                List.of(
                        new ToolSimulator(
                                "postgres", new PostgresTool().simulator().orElseThrow()),
                        new ToolSimulator("vault", new VaultTool().simulator().orElseThrow()),
                        new ToolSimulator("kafka", new KafkaTool().simulator().orElseThrow()))));
        cluster().settle();
        cluster().advance(Duration.ofMinutes(5));
        clusters = new KubeClusters(
                KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig())));
        operator = new Operator(
                clusters,
                folder,
                Map.of("postgres", new PostgresTool(), "vault", new VaultTool(), "kafka", new KafkaTool()));
    }

    @AfterEach
    void stop() {
        clusters.close();
        sandbox.close();
    }

    private RunningCluster cluster() {
        return sandbox.clusters().getFirst();
    }

    private List<Resource> databases() {
        return cluster().store().list(CLUSTER, Selector.ALL);
    }

    private String first() {
        return databases().getFirst().namespace() + "/" + databases().getFirst().name();
    }

    @Test
    void scalingIsRehearsedToItsEndAndTheClusterStaysAsItIs() {
        List<Resource> before = databases();
        long version = cluster().store().version();
        Operator.Said said = operator.types("plan", "postgres", "scale", first(), "--set", "instances=5", "--rehearse");
        assertThat(said.code()).as(said.err() + said.out()).isZero();
        assertThat(said.out())
                .contains("Rehearsed on a copy of", ": Succeeded after", "Nothing was changed in the cluster.");
        assertThat(databases()).isEqualTo(before);
        assertThat(cluster().store().version()).isEqualTo(version);
    }

    @Test
    void aRehearsalIsADocumentForPrograms() {
        Operator.Said said = operator.types("run", "postgres", "restart", first(), "--rehearse", "-o", "json");
        assertThat(said.code()).as(said.err() + said.out()).isZero();
        assertThat(said.out()).contains("millwright/v1/Rehearsal", "\"succeeded\": true", "\"notRehearsed\"");
    }

    @Test
    void helmRunsThePlansOwnChartAndSaysWhatStandsAgainstIt() {
        long version = cluster().store().version();
        Operator.Said said = operator.types(
                "plan",
                "postgres",
                "install-operator",
                "--set",
                "repository=" + sandbox.chartRepository(),
                "--set",
                "namespace=cnpg-system",
                "--rehearse");
        // The operator of the scenario isn't Helm's.
        assertThat(said.out()).contains(": Stopped after", "it would stop: Helm said:", "cannot be imported");
        assertThat(cluster().store().version()).isEqualTo(version);
    }

    @Test
    void aChartThatCannotBeHadIsToldFromWhatTheClusterWouldDo() {
        Operator.Said said = operator.types(
                "plan", "postgres", "install-operator", "--set", "repository=http://127.0.0.1:9/none", "--rehearse");
        assertThat(said.out() + said.err()).contains("Cut short", "it can't be rehearsed: its chart can't be had");
    }

    @Test
    void aLoginIsStoodInForAndWhatIsSavedIsLeftNowhere() {
        Path file = folder.resolve("vault.snap");
        Operator.Said said =
                operator.types("plan", "vault", "back-up", "vault/vault", "--set", "file=" + file, "--rehearse");
        assertThat(said.code()).as(said.err() + said.out()).isZero();
        assertThat(said.out()).contains(": Succeeded after", "was answered for you, with something made up");
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsDoneByHandIsTakenAsDone() {
        Operator.Said said = operator.types("plan", "kafka", "use-own-authority", "messaging/events", "--rehearse");
        assertThat(said.code()).as(said.err() + said.out()).isZero();
        assertThat(said.out())
                .contains(
                        ": Succeeded after",
                        "'put the new certificate and its key into the Secrets of cluster-ca' is yours to do, and was taken as done");
    }
}
