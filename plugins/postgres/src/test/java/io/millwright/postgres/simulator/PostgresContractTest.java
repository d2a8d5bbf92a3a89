package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.PostgresTool;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.ToolContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The plugin keeps the contract, on clusters that the simulator has brought up: both scenarios, sick in every way, and an empty one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresContractTest extends ToolContract {
    private final List<FakeCluster> samples = new ArrayList<>();
    /** An operator without any database. */
    private final List<FakeCluster> idle = new ArrayList<>();

    /** Small ones for plans: killing a run after each record copies the cluster as often. */
    private final List<FakeCluster> village = new ArrayList<>();

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (Town small = Village.backedUp(2)) {
            small.succeeds("set-snapshots", "db/orders", Map.of());
            small.succeeds("backup-now", "db/orders", Map.of("method", "volumeSnapshot"));
            small.succeeds("backup-now", "db/orders", Map.of("method", "volumeSnapshot"));
            small.succeeds("create-pooler", "db/orders", Map.of());
            village.add(small.copy());
            idle.add(small.copy().remove(ObjectRef.of(Cnpg.CLUSTER, "db", "orders")));
            small.succeeds("hibernate", "db/orders", Map.of());
            village.add(small.copy());
            samples.add(village.getLast());
        }
        try (Town healthy = new Town("healthy")) {
            healthy.healthy("db", "orders");
            healthy.healthy("db", "wiki");
            samples.addFirst(healthy.copy());
        }
        try (Town findings = new Town("findings")) {
            findings.healthy("shop", "carts");
            findings.running().advance(Duration.ofMinutes(1));
            // What has to last before it counts has lasted in the copy.
            samples.add(findings.copy().at(findings.running().now().plus(Duration.ofMinutes(16))));
            for (String fault :
                    List.of(Marks.ARCHIVE_FAILING, Marks.DISK_FULL, Marks.CONNECTIONS, Marks.OPERATOR_DOWN)) {
                findings.running().fault("postgres", fault, true);
                findings.running().advance(Duration.ofSeconds(10));
                samples.add(findings.copy());
            }
        }
        samples.add(new FakeCluster("empty").kubernetes("1.36"));
    }

    @Override
    protected Tool tool() {
        return new PostgresTool();
    }

    @Override
    protected List<FakeCluster> clusters() {
        return samples;
    }

    private static Optional<Instance> instance(FakeCluster cluster, String path) {
        return new PostgresTool()
                .discover(cluster).stream()
                        .filter(i -> i.id().path().equals(path))
                        .findFirst();
    }

    @Override
    protected List<Sample> requests() {
        FakeCluster healthy = village.getFirst();
        FakeCluster asleep = village.getLast();
        FakeCluster fenced = healthy.copy();
        fenced.put(
                fenced.get(Village.ORDERS).orElseThrow().with("[\"orders-2\"]", "metadata", "annotations", Cnpg.FENCED),
                Cnpg.CLUSTER);
        FakeCluster older = healthy.copy()
                .change(
                        ObjectRef.of(Kind.DEPLOYMENT, "cnpg-system", "cnpg-controller-manager"),
                        d -> d.with(
                                List.of(Json.map(
                                        "name", "manager", "image", "ghcr.io/cloudnative-pg/cloudnative-pg:1.29.1")),
                                "spec",
                                "template",
                                "spec",
                                "containers"));
        FakeCluster bare = idle.getFirst()
                .copy()
                .serve(BarmanPlugin.CERTIFICATE)
                .remove(ObjectRef.of(Kind.SERVICE, "cnpg-system", "barman-cloud"))
                .remove(ObjectRef.of(Kind.DEPLOYMENT, "cnpg-system", "barman-cloud"));
        FakeCluster former = healthy.copy()
                .change(
                        ObjectRef.of(Kind.DEPLOYMENT, "cnpg-system", "barman-cloud"),
                        d -> d.with("Helm", "metadata", "labels", "app.kubernetes.io/managed-by")
                                .with(
                                        Json.map(
                                                "meta.helm.sh/release-name",
                                                "barman-cloud",
                                                "meta.helm.sh/release-namespace",
                                                "cnpg-system"),
                                        "metadata",
                                        "annotations")
                                .with(
                                        List.of(Json.map(
                                                "name",
                                                "barman-cloud",
                                                "image",
                                                "ghcr.io/cloudnative-pg/plugin-barman-cloud:v0.12.0")),
                                        "spec",
                                        "template",
                                        "spec",
                                        "containers"));
        FakeCluster inTree = healthy.copy();
        inTree.put(
                inTree.get(Village.ORDERS)
                        .orElseThrow()
                        .without("spec", "plugins")
                        .with(
                                Json.map("barmanObjectStore", Json.map("destinationPath", "s3://backups/own")),
                                "spec",
                                "backup"),
                Cnpg.CLUSTER);
        FakeCluster stuck = healthy.copy();
        stuck.put(
                Resource.of(
                        Cnpg.BACKUP,
                        "db",
                        "hanging",
                        Json.map(
                                "spec",
                                Json.map("cluster", Json.map("name", "orders"), "method", "plugin"),
                                "status",
                                Json.map("phase", "started", "startedAt", "2026-01-01T00:00:00Z"))),
                Cnpg.BACKUP);
        Kind policies = Kind.of("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");
        FakeCluster shut = healthy.copy();
        shut.put(Resource.of(policies, "db", "deny", Map.of("spec", Map.of("podSelector", Map.of()))), policies);
        FakeCluster left = idle.getFirst().copy();
        left.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in("db"))
                .forEach(c -> left.put(c.without("metadata", "ownerReferences"), Kind.PERSISTENT_VOLUME_CLAIM));
        FakeCluster sick = samples.get(2);
        FakeCluster empty = samples.getLast();
        Optional<Instance> orders = instance(healthy, "db/orders");
        Optional<Instance> payments = instance(sick, "shop/payments");
        return List.of(
                sample(empty, "install-operator", Optional.empty(), Map.of()),
                sample(
                        empty,
                        "install-operator",
                        Optional.empty(),
                        Map.of("source", "manifest", "manifest", "cnpg.yaml"),
                        Map.of("manifest", manifest())),
                sample(healthy, "create-cluster", Optional.empty(), Map.of("name", "new", "namespace", "db")),
                sample(
                        healthy,
                        "import",
                        Optional.empty(),
                        Map.of(
                                "name", "copy",
                                "namespace", "db",
                                "instances", "1",
                                "source-host", "orders-rw",
                                "source-user", "app",
                                "source-secret", "orders-app",
                                "databases", "orders")),
                sample(healthy, "scale", orders, Map.of("instances", "5")),
                sample(healthy, "scale", orders, Map.of("instances", "1")),
                sample(healthy, "set-backup-destination", orders, Map.of("backup-path", "s3://backups/more")),
                sample(
                        bare,
                        "install-plugin",
                        instance(bare, "cnpg-system/cnpg-controller-manager"),
                        Map.of("version", "0.13.0")),
                sample(
                        former,
                        "upgrade-plugin",
                        instance(former, "cnpg-system/cnpg-controller-manager"),
                        Map.of("version", "0.13.0")),
                sample(
                        idle.getFirst(),
                        "uninstall-plugin",
                        instance(idle.getFirst(), "cnpg-system/cnpg-controller-manager"),
                        Map.of()),
                sample(inTree, "move-to-plugin", instance(inTree, "db/orders"), Map.of("store", "own-store")),
                sample(healthy, "backup-now", orders, Map.of()),
                sample(healthy, "set-snapshots", orders, Map.of("online", "cold")),
                sample(healthy, "backup-now", orders, Map.of("method", "volumeSnapshot", "online", "cold")),
                sample(healthy, "prune-snapshots", orders, Map.of("keep", "1")),
                sample(healthy, "restore", orders, Map.of("name", "orders-snap", "source", "volume-snapshot")),
                sample(healthy, "schedule-backups", orders, Map.of("name", "weekly", "frequency", "weekly")),
                sample(sick, "schedule-backups", payments, Map.of()),
                sample(healthy, "set-synchronous", orders, Map.of("standbys", "1")),
                sample(stuck, "give-up-backup", instance(stuck, "db/orders"), Map.of("backup", "hanging")),
                sample(shut, "allow-operator", instance(shut, "db/orders"), Map.of()),
                sample(healthy, "switchover", orders, Map.of("to", "orders-2")),
                sample(healthy, "restart", orders, Map.of()),
                sample(healthy, "hibernate", orders, Map.of()),
                sample(asleep, "wake", instance(asleep, "db/orders"), Map.of()),
                sample(healthy, "change-resources", orders, Map.of("memory", "2Gi")),
                sample(healthy, "grow-storage", orders, Map.of("size", "20Gi")),
                sample(healthy, "configure", orders, Map.of("set", "max_connections=200, work_mem=8MB")),
                sample(healthy, "restore", orders, Map.of("name", "orders-new", "instances", "2")),
                sample(healthy, "restore-drill", orders, Map.of("question", "true")),
                sample(healthy, "probe", orders, Map.of()),
                sample(healthy, "fence", orders, Map.of("instance", "orders-2")),
                sample(fenced, "unfence", instance(fenced, "db/orders"), Map.of()),
                sample(healthy, "upgrade-minor", orders, Map.of("image", image("18.3"))),
                sample(healthy, "upgrade-major", orders, Map.of("image", image("19.1"))),
                sample(healthy, "rebuild-standby", orders, Map.of("instance", "orders-2")),
                sample(healthy, "rotate-password", orders, Map.of()),
                sample(healthy, "rotate-certificates", orders, Map.of("which", "authority")),
                sample(healthy, "create-database", orders, Map.of("database", "shop", "owner", "app")),
                sample(healthy, "create-role", orders, Map.of("role", "web", "secret", "orders-app")),
                sample(healthy, "create-pooler", orders, Map.of("name", "another")),
                sample(healthy, "pause-pooler", orders, Map.of()),
                sample(healthy, "change-pooler", orders, Map.of("instances", "1", "pool-size", "10")),
                sample(healthy, "delete-pooler", orders, Map.of()),
                sample(healthy, "restart", orders, Map.of("which", "primary")),
                sample(healthy, "restart", orders, Map.of("which", "orders-2")),
                sample(healthy, "set-hba-rules", orders, Map.of("rules", "hostssl all app 10.0.0.0/8 scram-sha-256")),
                sample(healthy, "replace-volumes", orders, Map.of("size", "20Gi")),
                sample(left, "adopt", Optional.empty(), Map.of("cluster", "db/orders", "version", "18.4")),
                sample(healthy, "node-maintenance", orders, Map.of()),
                sample(healthy, "pause-operator", orders, Map.of()),
                sample(
                        healthy,
                        "configure-operator",
                        instance(healthy, "cnpg-system/cnpg-controller-manager"),
                        Map.of("clusters-delay", "600", "in-place", "yes")),
                sample(
                        older,
                        "upgrade-operator",
                        instance(older, "cnpg-system/cnpg-controller-manager"),
                        Map.of("manifest", "cnpg.yaml"),
                        Map.of("manifest", manifest())),
                sample(healthy, "uninstall", orders, Map.of()),
                sample(
                        idle.getFirst(),
                        "uninstall-operator",
                        instance(idle.getFirst(), "cnpg-system/cnpg-controller-manager"),
                        Map.of()));
    }

    private static String image(String version) {
        return InstanceParts.DEFAULT_IMAGE.replace("18.4", version);
    }

    private static String manifest() {
        return Releases.operator("1.30.0").stream()
                .map(Resource::content)
                .map(Json::text)
                .collect(Collectors.joining("\n---\n"));
    }
}
