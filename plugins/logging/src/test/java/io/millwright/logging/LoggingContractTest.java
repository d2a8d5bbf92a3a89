package io.millwright.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
    private static final ObjectRef SERVICE = ObjectRef.of(Kind.SERVICE, "logging", "logs-es-http");
    private FakeCluster healthy = new FakeCluster();
    private FakeCluster findings = new FakeCluster();
    private final FakeCluster empty = new FakeCluster("empty").kubernetes("1.36");
    private final List<FakeCluster> sick = new ArrayList<>();

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (LoggingTown town = LoggingTown.healthy()) {
            healthy = copy(town)
                    .page(
                            SERVICE,
                            Names.ES_PORT,
                            "/_snapshot/backup/nightly-1",
                            new HttpReply(
                                    200, "{\"snapshots\":[{\"state\":\"SUCCESS\",\"indices\":[\"kube-2026.08.31\"]}]}"))
                    .page(SERVICE, Names.ES_PORT, "/restored-kube-2026.08.31", new HttpReply(404, "{}"));
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
                sample(healthy, "restore", logs, Map.of("snapshot", "nightly-1", "indices", "kube-*")),
                sample(healthy, "rolling-restart", logs, Map.of()),
                sample(healthy, "rotate-password", logs, Map.of()),
                sample(healthy, "pause", logs, Map.of()),
                sample(healthy, "resume", logs, Map.of()),
                sample(helm, "upgrade", trail, Map.of("version", "9.5.0")),
                sample(healthy, "uninstall", logs, Map.of()),
                sample(helm, "upgrade-operator", operator, Map.of("version", "3.5.0")),
                sample(helm, "uninstall-operator", operator, Map.of()));
    }

    @Test
    void whatIsMadeIsValidByUpstreamsDefinitions() throws IOException {
        Optional<Path> folder = Schema.definitions("logging");
        assumeThat(folder).isPresent();
        Sample sample = sample(
                healthy,
                "create-elasticsearch",
                Optional.empty(),
                Map.of("name", "other", "mmap", "raise", "storage-class", "standard"));
        List<Resource> made = tool().runbooks().stream()
                .filter(r -> r.info().id().equals(sample.runbookId()))
                .flatMap(r -> r.plan(sample.request(), sample.cluster()).steps().stream())
                .flatMap(s -> s.action() instanceof Action.Apply a ? a.objects().stream() : Stream.empty())
                .toList();
        assertThat(made).extracting(Resource::kind).containsExactly("Elasticsearch", "Kibana");
        for (Resource object : made) {
            // Upstream's definition takes anything below podTemplate.
            assertThat(Schema.problems(object, folder.get()))
                    .as(object.kind())
                    .filteredOn(p -> !p.contains("/podTemplate/"))
                    .isEmpty();
        }
    }
}
