package io.millwright.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.kit.simulator.Json;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.Schema;
import io.millwright.testkit.ToolContract;
import io.millwright.testkit.sandbox.Town;
import io.millwright.testkit.sandbox.Town.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The plugin keeps the contract, on clusters that the simulator has brought up: both scenarios, sick ones, and an empty one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MetricsContractTest extends ToolContract {
    private static final String SILENCE = "3f2a41c0-0000-4000-8000-000000000001";
    private static final String BACKUP = "metrics-backup-x1y2z";
    private FakeCluster healthy = new FakeCluster();
    private FakeCluster findings = new FakeCluster();
    private final FakeCluster empty = new FakeCluster("empty").kubernetes("1.36");
    private final List<FakeCluster> sick = new ArrayList<>();

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (MetricsTown town = MetricsTown.healthy()) {
            healthy = silenced(copy(town))
                    .put(
                            Resource.of(Kind.PERSISTENT_VOLUME_CLAIM, "monitoring", BACKUP, Map.of("spec", Map.of()))
                                    .with(
                                            Map.of(
                                                    Names.BACKUP_OF,
                                                    town.prometheus().name()),
                                            "metadata",
                                            "labels"),
                            Kind.PERSISTENT_VOLUME_CLAIM);
            for (String fault : List.of(
                    "bad-config",
                    "disk-full",
                    "alerts-lost",
                    "notifications-failing",
                    "prometheus-down",
                    "operator-down")) {
                town.fault(fault, true);
                town.running().advance(Duration.ofMinutes(1));
                sick.add(copy(town));
            }
        }
        try (MetricsTown town = new MetricsTown("findings")) {
            town.running().advance(Duration.ofMinutes(2));
            findings = copy(town);
        }
    }

    /** What checks, tables and plans ask of the pods. */
    private static FakeCluster copy(Town town) {
        List<Page> pages = new ArrayList<>();
        for (Resource pod : town.view().list(Kind.POD, Selector.ALL)) {
            ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
            switch (pod.label(Names.APP_NAME).orElse("")) {
                case Names.PROMETHEUS -> {
                    Stream.of(
                                    "/-/ready",
                                    "/api/v1/status/runtimeinfo",
                                    "/api/v1/status/tsdb",
                                    "/api/v1/targets?state=active",
                                    "/api/v1/rules",
                                    "/api/v1/alerts",
                                    "/api/v1/alertmanagers")
                            .forEach(p -> pages.add(new Page(ref, "http", Names.PROM_PORT, p)));
                    for (Query q : Query.values()) {
                        pages.add(new Page(ref, "http", Names.PROM_PORT, q.path()));
                    }
                }
                case Names.ALERTMANAGER ->
                    Stream.of("/-/ready", "/api/v2/status", "/api/v2/alerts", "/api/v2/silences", "/metrics")
                            .forEach(p -> pages.add(new Page(ref, "http", Names.AM_PORT, p)));
                case Names.GRAFANA -> pages.add(new Page(ref, "http", Names.GRAFANA_PORT, "/api/health"));
                default -> {
                    // Nobody asks it.
                }
            }
        }
        return town.copy(pages);
    }

    private static FakeCluster silenced(FakeCluster cluster) {
        Map<String, Object> matcher = Json.map("name", "namespace", "value", "shop", "isRegex", false, "isEqual", true);
        for (Server s : Server.all(cluster, Names.AM)) {
            s.pods(cluster)
                    .forEach(p -> cluster.page(
                            p.ref(Kind.POD),
                            Names.AM_PORT,
                            "/api/v2/silences",
                            new HttpReply(
                                    200,
                                    Json.text(List.of(Json.map(
                                            "id",
                                            SILENCE,
                                            "status",
                                            Json.map("state", "active"),
                                            "matchers",
                                            List.of(matcher)))))));
        }
        return cluster;
    }

    @Override
    protected Tool tool() {
        return new MetricsTool();
    }

    @Override
    protected List<FakeCluster> clusters() {
        List<FakeCluster> all = new ArrayList<>(sick);
        all.addAll(List.of(healthy, findings, empty));
        return all;
    }

    private static Optional<Instance> instance(FakeCluster cluster, String path) {
        return new MetricsTool()
                .discover(cluster).stream()
                        .filter(i -> i.id().path().equals(path))
                        .findFirst();
    }

    /** As if Helm had installed everything. */
    private FakeCluster helm(FakeCluster cluster, String release) {
        FakeCluster copy = cluster.copy();
        for (Kind kind : List.of(Kind.DEPLOYMENT, Names.PROM, Names.AM)) {
            copy.list(kind, Selector.ALL).stream()
                    .filter(o -> !o.namespace().equals("kube-system"))
                    .forEach(o -> copy.change(
                            o.ref(kind), x -> x.with(release, "metadata", "annotations", "meta.helm.sh/release-name")));
        }
        return copy;
    }

    private static String definitions(String version) {
        return new MetricsTool()
                .simulator().orElseThrow().release(version).stream()
                        .filter(o -> o.kind().equals("CustomResourceDefinition"))
                        .map(o -> Json.text(o.content()))
                        .collect(Collectors.joining("\n---\n"));
    }

    @Override
    protected List<Sample> requests() {
        FakeCluster kept = helm(healthy, "kps");
        FakeCluster old = helm(findings, "obs");
        Optional<Instance> prometheus = instance(healthy, MetricsTown.PROMETHEUS);
        Optional<Instance> alertmanager = instance(healthy, MetricsTown.ALERTMANAGER);
        Optional<Instance> ofHelm = instance(kept, MetricsTown.PROMETHEUS);
        Optional<Instance> operator = instance(old, "observe/obs-kube-prometheus-stack-operator");
        return List.of(
                sample(empty, "install", Optional.empty(), Map.of("webhook", "http://notify.example.org/hook")),
                sample(healthy, "configure", prometheus, Map.of("setting", "scrape-interval", "value", "60s")),
                sample(kept, "configure", ofHelm, Map.of("setting", "cluster-label", "value", "eu-1")),
                sample(healthy, "set-retention", prometheus, Map.of("retention", "5d")),
                sample(kept, "set-retention", ofHelm, Map.of("retention", "30d", "size", "17GB")),
                sample(healthy, "scale", prometheus, Map.of("replicas", "2")),
                sample(kept, "scale", ofHelm, Map.of("replicas", "2")),
                sample(healthy, "scale-alertmanager", alertmanager, Map.of("replicas", "3")),
                sample(healthy, "grow-storage", prometheus, Map.of("size", "40Gi")),
                sample(kept, "grow-storage", ofHelm, Map.of("size", "40Gi")),
                sample(healthy, "test-alert", prometheus, Map.of()),
                sample(healthy, "silence", alertmanager, Map.of("namespace", "shop", "comment", "the shop moves")),
                sample(healthy, "end-silence", alertmanager, Map.of("silence", SILENCE)),
                sample(healthy, "back-up", prometheus, Map.of()),
                sample(healthy, "restore", prometheus, Map.of("backup", BACKUP)),
                sample(healthy, "restart", prometheus, Map.of()),
                sample(healthy, "pause", prometheus, Map.of()),
                sample(healthy, "resume", prometheus, Map.of()),
                sample(
                        old,
                        "upgrade-definitions",
                        operator,
                        Map.of("definitions", "crds.yaml"),
                        Map.of("definitions", definitions("0.92.1"))),
                sample(
                        old,
                        "upgrade",
                        operator,
                        Map.of("version", "0.93.1", "definitions", "crds.yaml"),
                        Map.of("definitions", definitions("0.93.1"))),
                sample(kept, "uninstall", instance(kept, MetricsTown.OPERATOR), Map.of()));
    }

    @Test
    void whatIsWrittenIsValidByUpstreamsDefinitions() throws IOException {
        Optional<Path> folder = Schema.definitions("metrics");
        assumeThat(folder).isPresent();
        List<Resource> written = new ArrayList<>();
        for (Sample sample : requests()) {
            tool().runbooks().stream()
                    .filter(r -> r.info().id().equals(sample.runbookId()))
                    .flatMap(r -> r.plan(sample.request(), sample.cluster()).steps().stream())
                    .forEach(s -> written(s.action()).ifPresent(written::add));
        }
        assertThat(written).extracting(Resource::kind).contains("Prometheus", "Alertmanager", "PrometheusRule");
        for (Resource object : written) {
            assertThat(Schema.problems(object, folder.get()))
                    .as(object.kind() + " " + object.content())
                    .isEmpty();
        }
    }

    /** What a step makes of the operator's kinds, or what a patch sets there. */
    private static Optional<Resource> written(Action action) {
        return switch (action) {
            case Action.Create c -> Optional.of(c.object()).filter(MetricsContractTest::ours);
            case Action.Patch p ->
                p.object().kind().group().equals(Names.GROUP)
                        ? Optional.of(Resource.of(
                                p.object().kind(),
                                p.object().namespace(),
                                p.object().name(),
                                p.patch()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean ours(Resource object) {
        return object.apiVersion().startsWith(Names.GROUP);
    }
}
