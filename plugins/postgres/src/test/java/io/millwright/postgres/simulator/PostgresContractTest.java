package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.PostgresTool;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Instance;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.ToolContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The plugin keeps the contract, on clusters that the simulator has brought up: both scenarios, sick in every way, and an empty one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresContractTest extends ToolContract {
    private final List<FakeCluster> samples = new ArrayList<>();
    /** An operator without any database. */
    private final List<FakeCluster> idle = new ArrayList<>();

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (Town healthy = new Town("healthy")) {
            healthy.healthy("db", "orders");
            healthy.healthy("db", "wiki");
            samples.add(healthy.copy());
            idle.add(healthy.copy()
                    .remove(ObjectRef.of(Cnpg.CLUSTER, "db", "orders"))
                    .remove(ObjectRef.of(Cnpg.CLUSTER, "db", "wiki")));
            healthy.running().advance(Duration.ofSeconds(30));
            healthy.change(
                    ObjectRef.of(Cnpg.CLUSTER, "db", "wiki"),
                    c -> c.with("on", "metadata", "annotations", Cnpg.HIBERNATION));
            healthy.running().advance(Duration.ofMinutes(1));
            samples.add(healthy.copy());
        }
        try (Town findings = new Town("findings")) {
            findings.healthy("shop", "carts");
            findings.running().advance(Duration.ofMinutes(16));
            samples.add(findings.copy());
            for (String fault : List.of(Marks.ARCHIVE_FAILING, Marks.DISK_FULL, Marks.OPERATOR_DOWN)) {
                findings.running().fault("postgres", fault, true);
                findings.running().advance(Duration.ofMinutes(1));
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
        FakeCluster healthy = samples.getFirst();
        FakeCluster asleep = samples.get(1);
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
                sample(healthy, "scale", orders, Map.of("instances", "5")),
                sample(healthy, "scale", orders, Map.of("instances", "1")),
                sample(healthy, "set-backup-destination", orders, Map.of("backup-path", "s3://backups/more")),
                sample(healthy, "backup-now", orders, Map.of()),
                sample(healthy, "schedule-backups", orders, Map.of("name", "weekly", "frequency", "weekly")),
                sample(sick, "schedule-backups", payments, Map.of()),
                sample(healthy, "switchover", orders, Map.of("to", "orders-2")),
                sample(healthy, "restart", orders, Map.of()),
                sample(healthy, "hibernate", orders, Map.of()),
                sample(asleep, "wake", instance(asleep, "db/wiki"), Map.of()),
                sample(healthy, "uninstall", orders, Map.of()),
                sample(
                        idle.getFirst(),
                        "uninstall-operator",
                        instance(idle.getFirst(), "cnpg-system/cnpg-controller-manager"),
                        Map.of()));
    }

    private static String manifest() {
        return Releases.operator("1.30.0").stream()
                .map(Resource::content)
                .map(Json::text)
                .collect(Collectors.joining("\n---\n"));
    }

    @Test
    void killedRunsAreResumed(@TempDir Path folder) {
        aRunThatIsKilledAfterAnyRecordIsResumedToTheSameEnd(folder);
    }
}
