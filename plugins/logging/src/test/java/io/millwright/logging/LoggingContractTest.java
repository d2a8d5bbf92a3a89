package io.millwright.logging;

import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.ToolContract;
import io.millwright.testkit.sandbox.Town;
import io.millwright.testkit.sandbox.Town.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The plugin keeps the contract, on clusters that the simulator has brought up: both scenarios, sick ones, and an empty one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoggingContractTest extends ToolContract {
    private static final List<String> PAGES = List.of(
            "/",
            "/_cluster/health",
            "/_cat/allocation?format=json&bytes=b",
            "/_all/_settings/index.blocks.*?flat_settings=true",
            "/_nodes/stats/jvm,breaker",
            "/_ilm/status",
            "/_all/_ilm/explain?only_errors=true",
            "/_health_report?verbose=false",
            "/_snapshot",
            "/_snapshot/backup",
            "/_slm/policy",
            "/_cat/indices?format=json&h=index,rep,health",
            "/_cluster/settings?flat_settings=true");
    private FakeCluster healthy = new FakeCluster();
    private FakeCluster findings = new FakeCluster();
    private final FakeCluster empty = new FakeCluster("empty").kubernetes("1.36");
    private final List<FakeCluster> sick = new ArrayList<>();

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (LoggingTown town = LoggingTown.healthy()) {
            healthy = copy(town);
            for (String fault : List.of("disk-full", "output-failing", "node-down", "operator-down")) {
                town.fault(fault, true);
                town.running().advance(Duration.ofMinutes(1));
                sick.add(copy(town));
            }
        }
        try (LoggingTown town = new LoggingTown("findings")) {
            town.until(
                    t -> Elastic.read(t.view(), "audit", "trail").orElseThrow().settled());
            findings = copy(town);
        }
    }

    private static FakeCluster copy(Town town) {
        List<Page> pages = new ArrayList<>();
        for (Resource pod : town.view().list(Kind.POD, Selector.labelled("", Names.APP_NAME, "fluent-bit"))) {
            ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
            for (String path : List.of("/api/v2/health", "/api/v1/metrics", "/api/v1/storage")) {
                pages.add(new Page(ref, "http", Names.FB_PORT, path));
            }
        }
        FakeCluster copy = town.copy(pages);
        for (Resource object : town.view().list(Names.ES, Selector.ALL)) {
            Elastic e = new Elastic(object);
            PAGES.forEach(p -> copy.page(
                    e.service(),
                    Names.ES_PORT,
                    p,
                    town.view().httpGet(e.service(), e.scheme(), Names.ES_PORT, p, e.login())));
        }
        return copy;
    }

    @Override
    protected Tool tool() {
        return new LoggingTool();
    }

    @Override
    protected List<FakeCluster> clusters() {
        List<FakeCluster> all = new ArrayList<>(sick);
        all.addAll(List.of(healthy, findings, empty));
        return all;
    }

    private static Optional<Instance> instance(FakeCluster cluster, String path) {
        return new LoggingTool()
                .discover(cluster).stream()
                        .filter(i -> i.id().path().equals(path))
                        .findFirst();
    }

    @Override
    protected List<Sample> requests() {
        FakeCluster helm = findings.change(
                ObjectRef.of(Kind.STATEFUL_SET, "elastic-system", "elastic-operator"),
                s -> s.with("eck", "metadata", "annotations", "meta.helm.sh/release-name"));
        Optional<Instance> logs = instance(healthy, "logging/logs");
        Optional<Instance> trail = instance(helm, "audit/trail");
        Optional<Instance> operator = instance(helm, "elastic-system/elastic-operator");
        return List.of(
                sample(empty, "install", Optional.empty(), Map.of()),
                sample(healthy, "create-elasticsearch", Optional.empty(), Map.of("name", "other", "mmap", "raise")),
                sample(healthy, "install-fluent-bit", logs, Map.of("release", "second")),
                sample(healthy, "configure", logs, Map.of("value", "true")),
                sample(healthy, "scale", logs, Map.of("nodes", "5")),
                sample(healthy, "grow-storage", logs, Map.of("size", "40Gi")),
                sample(healthy, "set-repository", logs, Map.of("bucket", "logs")),
                sample(healthy, "back-up", logs, Map.of()),
                sample(healthy, "rolling-restart", logs, Map.of()),
                sample(healthy, "rotate-password", logs, Map.of()),
                sample(healthy, "pause", logs, Map.of()),
                sample(healthy, "resume", logs, Map.of()),
                sample(helm, "upgrade", trail, Map.of("version", "9.5.0")),
                sample(healthy, "uninstall", logs, Map.of()),
                sample(helm, "upgrade-operator", operator, Map.of("version", "3.5.0")),
                sample(helm, "uninstall-operator", operator, Map.of()));
    }
}
