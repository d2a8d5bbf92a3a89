package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.Patience;
import io.millwright.testkit.RealCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journey on the cluster of {@code KUBECONFIG}, with the real operator and real PostgreSQL, as {@link RealPostgres} needs them.
 */
@Tag("lab")
@Timeout(value = 30, unit = TimeUnit.MINUTES) // a busy node needs minutes for each standby
class PostgresOnClusterTest extends PostgresJourney {
    @TempDir
    private Path folder;

    private Optional<KubeClusters> clusters = Optional.empty();

    @BeforeEach
    void connect() {
        Map<String, String> environment = System.getenv();
        assumeTrue(environment.containsKey("KUBECONFIG"), "KUBECONFIG names no cluster");
        RealPostgres.needsImage();
        clusters = Optional.of(new KubeClusters(KubeOptions.of(Optional.empty(), environment, folder)));
    }

    @Override
    Stage stage() {
        KubeClusters all = clusters.orElseThrow();
        return new Stage(
                RealCluster.current(all),
                new Operator(all, folder, RealPostgres.TOOLS),
                RealPostgres.manifest(),
                RealPostgres.small("journey"),
                RealPostgres.hasStore());
    }

    /** By SQL in the pods, and by the operator's own kubectl plugin where {@code MILLWRIGHT_TEST_CNPG_PLUGIN} names it. */
    @Override
    List<String> truth(Stage stage) {
        Resource cluster = cluster(stage);
        long wanted = cluster.number("spec", "instances").orElseThrow();
        List<String> primaries = new ArrayList<>();
        long streaming = 0;
        for (Resource pod : RealPostgres.instances(stage.cluster(), NAMESPACE, "orders")) {
            // One that a scaling in has taken away ends in its own time, and can't be asked any more.
            if (pod.text("metadata", "deletionTimestamp").isPresent()) {
                continue;
            }
            if (sql(stage, pod.name(), "select pg_is_in_recovery()").equals("f")) {
                primaries.add(pod.name());
                streaming = Long.parseLong(
                        sql(stage, pod.name(), "select count(*) from pg_stat_replication where state = 'streaming'"));
            }
        }
        assertThat(primaries).as("instances that SQL says are primaries").hasSize(1);
        assertThat(streaming).as("standbys that SQL says are streaming").isEqualTo(wanted - 1);
        // The operator looks through its instances again after a change, and says that it waits meanwhile.
        AtomicReference<String> said = new AtomicReference<>("");
        Patience.until(Duration.ofMinutes(1), () -> {
            said.set(status());
            return said.get().isEmpty() || said.get().contains("Cluster in healthy state");
        });
        String says = said.get();
        if (!says.isEmpty()) {
            assertThat(says)
                    .containsPattern("Primary instance:\\s+" + primaries.getFirst())
                    .containsPattern("Ready instances:\\s+" + wanted)
                    .contains("Cluster in healthy state");
        }
        return List.of(primaries.getFirst(), (streaming + 1) + "/" + wanted);
    }

    private static String sql(Stage stage, String pod, String query) {
        return RealPostgres.sql(stage.cluster(), NAMESPACE, pod, query);
    }

    /** What {@code kubectl cnpg status} says; empty where it isn't at hand. */
    private String status() {
        String plugin = System.getenv().getOrDefault("MILLWRIGHT_TEST_CNPG_PLUGIN", "");
        if (plugin.isEmpty()) {
            return "";
        }
        try {
            Path said = folder.resolve("status");
            Process process = new ProcessBuilder(plugin, "status", "orders", "-n", NAMESPACE)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Files.readString(said).replaceAll("\u001b\\[[0-9;]*m", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void tidy() {
        clusters.ifPresent(all -> {
            var connection = stage().cluster();
            connection
                    .writer()
                    .delete(
                            ObjectRef.of(RealPostgres.CLUSTER, NAMESPACE, "orders"),
                            Action.Propagation.FOREGROUND,
                            Mode.REAL);
            connection
                    .writer()
                    .delete(ObjectRef.of(Kind.NAMESPACE, "", NAMESPACE), Action.Propagation.BACKGROUND, Mode.REAL);
            assertThat(all.problems()).isEmpty();
            all.close();
        });
    }
}
