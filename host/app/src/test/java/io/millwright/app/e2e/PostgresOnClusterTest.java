package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.port.ClusterSource.Context;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journey on the cluster of {@code KUBECONFIG}, with the real operator and real PostgreSQL. Needs {@code MILLWRIGHT_TEST_CNPG_MANIFEST}
 * (the release manifest), {@code MILLWRIGHT_TEST_POSTGRES_IMAGE} (an image that the cluster can pull) and, for backups,
 * {@code MILLWRIGHT_TEST_S3} (an S3 endpoint as pods reach it, with a bucket {@code backups}).
 */
@Tag("lab")
class PostgresOnClusterTest extends PostgresJourney {
    @TempDir
    private Path folder;

    private Optional<KubeClusters> clusters = Optional.empty();

    @BeforeEach
    void connect() {
        Map<String, String> environment = System.getenv();
        assumeTrue(environment.containsKey("KUBECONFIG"), "KUBECONFIG names no cluster");
        assumeTrue(
                environment.containsKey("MILLWRIGHT_TEST_POSTGRES_IMAGE"),
                "MILLWRIGHT_TEST_POSTGRES_IMAGE names no image that this cluster can pull");
        clusters = Optional.of(new KubeClusters(KubeOptions.of(Optional.empty(), environment, folder)));
    }

    @Override
    Stage stage() {
        KubeClusters all = clusters.orElseThrow();
        String context = all.contexts().stream()
                .filter(Context::current)
                .map(Context::name)
                .findFirst()
                .orElseThrow();
        Map<String, String> environment = System.getenv();
        List<String> settings = new ArrayList<>(List.of(
                "size=1Gi", "cpu=100m", "memory=256Mi", "image=" + environment.get("MILLWRIGHT_TEST_POSTGRES_IMAGE")));
        boolean backups = environment.containsKey("MILLWRIGHT_TEST_S3");
        if (backups) {
            settings.addAll(List.of(
                    "backup=object-store",
                    "backup-path=s3://backups/journey-"
                            + ProcessHandle.current().pid(),
                    "backup-endpoint=" + environment.get("MILLWRIGHT_TEST_S3"),
                    "backup-secret=s3"));
        }
        return new Stage(
                all.open(context),
                new Operator(all, folder),
                environment.getOrDefault("MILLWRIGHT_TEST_CNPG_MANIFEST", "missing"),
                settings,
                backups);
    }

    @AfterEach
    void tidy() {
        clusters.ifPresent(all -> {
            var connection = stage().cluster();
            Kind cluster = Kind.of("postgresql.cnpg.io", "v1", "Cluster", "clusters");
            connection
                    .writer()
                    .delete(ObjectRef.of(cluster, NAMESPACE, "orders"), Action.Propagation.FOREGROUND, Mode.REAL);
            connection
                    .writer()
                    .delete(ObjectRef.of(Kind.NAMESPACE, "", NAMESPACE), Action.Propagation.BACKGROUND, Mode.REAL);
            assertThat(all.problems()).isEmpty();
            all.close();
        });
    }
}
