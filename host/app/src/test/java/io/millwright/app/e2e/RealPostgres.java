package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.postgres.PostgresTool;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.testkit.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Real PostgreSQL under the real operator, in a namespace of one test. What it needs is told by {@code MILLWRIGHT_TEST_POSTGRES_IMAGE} (an image
 * that the cluster can pull), {@code MILLWRIGHT_TEST_CNPG_MANIFEST} (the release manifest, where the operator isn't installed) and {@code
 * MILLWRIGHT_TEST_S3} (an S3 endpoint as pods reach it, with a bucket {@code backups}).
 */
record RealPostgres(Place place, String namespace) implements AutoCloseable {
    static final Map<String, Tool> TOOLS = Map.of("postgres", new PostgresTool());
    static final Kind CLUSTER = Kind.of("postgresql.cnpg.io", "v1", "Cluster", "clusters");
    static final Kind BACKUP = Kind.of("postgresql.cnpg.io", "v1", "Backup", "backups");
    private static final String IMAGE = "MILLWRIGHT_TEST_POSTGRES_IMAGE";

    /** With the operator running and the store's credentials in the namespace; skipped where there is no such cluster. */
    static RealPostgres open(Path folder, String namespace) {
        needsImage();
        RealPostgres made = new RealPostgres(Place.real(folder, TOOLS), namespace);
        if (!made.place().cluster().view().serves(CLUSTER)) {
            made.runs("yes", "install-operator", "", "source=manifest", "manifest=" + manifest());
        }
        made.place().namespace(namespace);
        credentials(made.place().cluster(), namespace);
        return made;
    }

    static void needsImage() {
        assumeTrue(System.getenv().containsKey(IMAGE), IMAGE + " names no image that this cluster can pull");
    }

    static String image() {
        return System.getenv().getOrDefault(IMAGE, "");
    }

    static String manifest() {
        return System.getenv().getOrDefault("MILLWRIGHT_TEST_CNPG_MANIFEST", "missing");
    }

    static boolean hasStore() {
        return System.getenv().containsKey("MILLWRIGHT_TEST_S3");
    }

    /** The answers for a small cluster whose backups, where there is a store, go to a folder of this process. */
    static List<String> small(String folder) {
        List<String> settings = new ArrayList<>(List.of("size=1Gi", "cpu=500m", "memory=256Mi", "image=" + image()));
        if (hasStore()) {
            settings.addAll(List.of(
                    "backup=object-store",
                    "backup-path=s3://backups/" + folder + "-"
                            + ProcessHandle.current().pid(),
                    "backup-endpoint=" + System.getenv().getOrDefault("MILLWRIGHT_TEST_S3", ""),
                    "backup-secret=s3"));
        }
        return settings;
    }

    /** The Secret {@code s3} with the laboratory's keys. */
    static void credentials(ClusterConnection cluster, String namespace) {
        Map<String, Object> keys =
                Map.of("ACCESS_KEY_ID", "lab", "ACCESS_SECRET_KEY", "laboratory", "REGION", "us-east-1");
        cluster.writer().apply(Resource.of(Kind.SECRET, namespace, "s3", Map.of("stringData", keys)), true, Mode.REAL);
    }

    static String sql(ClusterConnection cluster, String namespace, String pod, String query) {
        var reply = cluster.writer()
                .exec(ObjectRef.of(Kind.POD, namespace, pod), "postgres", List.of("psql", "-tAc", query));
        assertThat(reply.exitCode()).as(reply.error()).isZero();
        return reply.output().strip();
    }

    /** Instances of PostgreSQL, not the Jobs beside them. */
    static List<Resource> instances(ClusterConnection cluster, String namespace, String name) {
        return cluster.view().list(Kind.POD, Selector.labelled(namespace, "cnpg.io/cluster", name)).stream()
                .filter(p ->
                        p.label("cnpg.io/podRole").filter("instance"::equals).isPresent())
                .toList();
    }

    Resource cluster(String name) {
        return find(name).orElseThrow();
    }

    Optional<Resource> find(String name) {
        return place.get(CLUSTER, namespace, name);
    }

    List<Resource> instances(String name) {
        return instances(place.cluster(), namespace, name);
    }

    /** Asks the primary. */
    String sql(String name, String query) {
        String primary = cluster(name).text("status", "currentPrimary").orElseThrow();
        return sql(place.cluster(), namespace, primary, query);
    }

    List<Resource> backups() {
        return place.cluster().view().list(BACKUP, Selector.in(namespace));
    }

    /** Makes cluster orders of two instances, with a thousand rows in table kept. */
    void ordersWithRows() {
        runs(
                "yes",
                "create-cluster",
                "",
                "name=orders",
                "instances=2",
                "size=1Gi",
                "cpu=250m",
                "memory=256Mi",
                "image=" + image());
        sql("orders", "create table kept as select n from generate_series(1, 1000) n");
    }

    /** Runs a runbook; {@code target} is a cluster's name, or empty. */
    Operator.Said runs(String approval, String runbook, String target, String... settings) {
        return place.operator().runs(approval, runbook, words(target, settings).toArray(String[]::new));
    }

    /** The words of a command behind the runbook's name. */
    List<String> words(String target, String... settings) {
        List<String> words = new ArrayList<>(target.isEmpty() ? List.of() : List.of(namespace + "/" + target));
        if (target.isEmpty()) {
            words.addAll(List.of("-n", namespace));
        }
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        return words;
    }

    /** Takes the clusters of that name and the namespace away again. */
    void leave(String... clusters) {
        for (String name : clusters) {
            place.cluster()
                    .writer()
                    .delete(ObjectRef.of(CLUSTER, namespace, name), Action.Propagation.BACKGROUND, Mode.REAL);
        }
        // A namespace with a pod in it looks again after half of the pod's grace, which is half an hour here.
        Patience.until(
                Duration.ofMinutes(3),
                () -> List.of(clusters).stream()
                        .allMatch(c -> place.cluster()
                                .view()
                                .list(Kind.POD, Selector.labelled(namespace, "cnpg.io/cluster", c))
                                .isEmpty()));
        place.delete(Kind.NAMESPACE, "", namespace);
    }

    @Override
    public void close() {
        place.close();
    }
}
