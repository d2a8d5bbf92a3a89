package io.millwright.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.kit.simulator.Json;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Reason;
import io.millwright.metrics.facts.Routing;
import io.millwright.metrics.facts.Spans;
import io.millwright.metrics.facts.State;
import io.millwright.metrics.facts.Versions;
import io.millwright.metrics.facts.Victoria;
import io.millwright.spi.Activity;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Danger;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.spi.Step;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Discovery, and checks, on clusters made by hand: what the simulator never does. */
final class HandMadeTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "obs", "prometheus-main-0");

    private static Map<String, Object> labels(String app) {
        return Json.map(Names.MANAGED_BY, Names.MANAGER, Names.APP_NAME, app, Names.APP_INSTANCE, "main");
    }

    private static Resource server(
            Kind kind, Map<String, Object> spec, String reconciled, String available, String reason) {
        return Resource.of(
                        kind,
                        "obs",
                        "main",
                        Map.of(
                                "spec",
                                spec,
                                "status",
                                Json.map(
                                        "replicas",
                                        1L,
                                        "updatedReplicas",
                                        1L,
                                        "availableReplicas",
                                        1L,
                                        "conditions",
                                        List.of(
                                                condition("Reconciled", reconciled, ""),
                                                condition("Available", available, reason)))))
                .with(1L, "metadata", "generation");
    }

    private static Map<String, Object> condition(String type, String status, String reason) {
        return Json.map(
                "type",
                type,
                "status",
                status,
                "reason",
                reason,
                "message",
                "",
                "lastTransitionTime",
                "2026-09-01T11:00:00Z",
                "observedGeneration",
                1L);
    }

    private static FakeCluster cluster(Map<String, Object> spec, String reconciled, String available, String reason) {
        Resource pod = Resource.of(
                        Kind.POD,
                        "obs",
                        POD.name(),
                        Map.of(
                                "spec",
                                Json.map(
                                        "containers",
                                        List.of(Json.map(
                                                "name",
                                                "prometheus",
                                                "image",
                                                "quay.io/prometheus/prometheus:v3.14.0-distroless"))),
                                "status",
                                Json.map(
                                        "startTime",
                                        "2026-09-01T11:00:00Z",
                                        "conditions",
                                        List.of(condition("Ready", "True", "")))))
                .with(labels("prometheus"), "metadata", "labels");
        return new FakeCluster("eu-1")
                .put(server(Names.PROM, spec, reconciled, available, reason), Names.PROM)
                .put(pod, Kind.POD);
    }

    /** Right after a restart the old words of the operator may still be there. */
    @Test
    void aServerHasSettledOnlyWhenItsPodsAreReadyThemselves() {
        FakeCluster cluster = cluster(Map.of(), "True", "True", "")
                .page(POD, 9090, "/-/ready", new HttpReply(200, "Prometheus Server is Ready.\n"))
                .page(
                        POD,
                        9090,
                        "/api/v1/status/runtimeinfo",
                        new HttpReply(200, "{\"status\":\"success\",\"data\":{\"reloadConfigSuccess\":true}}"));
        Map<String, String> main = Map.of("component", "prometheus", "namespace", "obs", "name", "main");
        NamedCheck settled = Optional.ofNullable(new MetricsTool().namedChecks().get("metrics.settled"))
                .orElseThrow();
        assertThat(settled.evaluate(main, cluster).message()).contains("runs as asked for");
        cluster.change(POD, p -> p.with(List.of(condition("Ready", "False", "")), "status", "conditions"));
        assertThat(settled.evaluate(main, cluster).holds()).isFalse();
    }

    @Test
    void theRestartForANewRetentionIsWaitedForToItsEnd() {
        FakeCluster cluster = cluster(Map.of(), "True", "True", "");
        assertThat(retention(cluster, "10d").steps())
                .extracting(Step::id)
                .as("the new pod says the new time before it is ready")
                .endsWith("keeps", "settled-again");
    }

    private static Plan retention(FakeCluster cluster, String wanted) {
        MetricsTool tool = new MetricsTool();
        Request request = new Request(
                "t1", Optional.of(tool.discover(cluster).getFirst()), "obs", Map.of("retention", wanted), Map.of());
        return tool.runbooks().stream()
                .filter(r -> r.info().id().equals("set-retention"))
                .findFirst()
                .orElseThrow()
                .plan(request, cluster);
    }

    private static List<Finding> findings(FakeCluster cluster) {
        Instance instance = new MetricsTool().discover(cluster).getFirst();
        return new MetricsTool()
                .healthChecks().stream()
                        .filter(c -> c.info().components().contains(instance.component()))
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .toList();
    }

    private static List<String> ids(FakeCluster cluster) {
        return findings(cluster).stream().map(Finding::id).toList();
    }

    private static FakeCluster answering(FakeCluster cluster, Query query, String value) {
        return cluster.page(
                POD,
                Names.PROM_PORT,
                query.path(),
                new HttpReply(
                        200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + value + "}}"));
    }

    private static String one(String value) {
        return "[{\"metric\":{\"remote_name\":\"central\"},\"value\":[1,\"" + value + "\"]}]";
    }

    @ParameterizedTest
    @CsvSource({
        "True, True, '', ",
        "True, Degraded, SomePodsNotReady, metrics.prometheus.condition.available",
        "True, False, NoPodReady, metrics.prometheus.condition.available",
        "True, False, StatefulSetNotFoundAndNoPodReady, metrics.prometheus.condition.available",
        "False, True, '', metrics.prometheus.condition.reconciled",
        "Unknown, True, '', metrics.prometheus.condition.reconciled",
        "Perhaps, True, '', metrics.prometheus.condition.reconciled",
        "True, True, NoSelectedResources, ",
        "True, True, MoonIsFull, metrics.prometheus.condition.reason"
    })
    void everyConditionOfUpstreamIsMappedAndAnUnknownOneIsUnknown(
            String reconciled, String available, String reason, @Nullable String finding) {
        List<String> said = findings(cluster(Map.of(), reconciled, available, reason)).stream()
                .filter(f -> f.id().startsWith("metrics.prometheus.condition"))
                .map(Finding::id)
                .toList();
        assertThat(said).isEqualTo(finding == null ? List.of() : List.of(finding));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aReasonIsReadAloneAndJoinedToAnother(Reason reason) {
        if (reason != Reason.UNMAPPED) {
            assertThat(Reason.of(reason.word())).containsExactly(reason);
            assertThat(Reason.of(reason.word() + "AndNoPodReady")).containsExactly(reason, Reason.NO_POD_READY);
        }
        assertThat(Reason.of("MoonIsFull")).containsExactly(Reason.UNMAPPED);
        assertThat(State.of("Perhaps").severity()).isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void pausedForOverADayIsAFindingWithItsRemedy() {
        assertThat(ids(cluster(Map.of("paused", true), "True", "True", "")
                        .at(FakeCluster.START.plus(Duration.ofDays(2)))))
                .contains("metrics.prometheus.condition.paused");
        assertThat(ids(cluster(Map.of("paused", true), "True", "True", "")))
                .doesNotContain("metrics.prometheus.condition.paused");
    }

    @Test
    void whatCannotBeAskedIsUnknownNeverOk() {
        List<String> unknown = findings(cluster(Map.of("storage", Map.of()), "True", "True", "")).stream()
                .filter(f -> f.severity() == Severity.UNKNOWN)
                .map(Finding::id)
                .toList();
        assertThat(unknown)
                .contains(
                        "metrics.prometheus.configuration.unreadable",
                        "metrics.prometheus.targets.unreadable",
                        "metrics.prometheus.rules.unreadable",
                        "metrics.prometheus.series.unreadable",
                        "metrics.prometheus.blocks.unreadable",
                        "metrics.prometheus.ingest.unreadable",
                        "metrics.prometheus.alert-path.unreadable",
                        "metrics.prometheus.watchdog.unreadable");
        FakeCluster quiet = cluster(Map.of(), "True", "True", "");
        answering(quiet, Query.INGESTED, "[]");
        assertThat(ids(quiet)).contains("metrics.prometheus.ingest.unmeasured");
    }

    @Test
    void whatPrometheusMeasuresOfItselfIsJudged() {
        FakeCluster sick =
                cluster(Map.of("remoteWrite", List.of(Map.of("url", "https://c.example.org"))), "True", "True", "");
        answering(sick, Query.INGESTED, one("0"));
        answering(sick, Query.WAL_CORRUPTIONS, one("1"));
        answering(sick, Query.COMPACTIONS_FAILED, one("3"));
        answering(sick, Query.REMOTE_LAG, one("900"));
        answering(sick, Query.REMOTE_FAILED, one("0.2"));
        assertThat(ids(sick))
                .contains(
                        "metrics.prometheus.ingest",
                        "metrics.prometheus.blocks.corrupt",
                        "metrics.prometheus.blocks.compaction",
                        "metrics.prometheus.remote-write.behind",
                        "metrics.prometheus.remote-write.refused");
    }

    @Test
    void targetsAreJudgedByPoolAndTheControlPlaneMildly() {
        FakeCluster sick = cluster(Map.of(), "True", "True", "");
        String target =
                "{\"scrapePool\":\"%s\",\"health\":\"%s\",\"lastError\":\"refused\",\"scrapeUrl\":\"http://x\"}";
        sick.page(
                POD,
                Names.PROM_PORT,
                "/api/v1/targets?state=active",
                new HttpReply(
                        200,
                        "{\"status\":\"success\",\"data\":{\"activeTargets\":["
                                + target.formatted("serviceMonitor/shop/web/0", "down") + ","
                                + target.formatted("serviceMonitor/kube-system/kube-etcd/0", "down") + ","
                                + target.formatted("serviceMonitor/obs/self/0", "up") + "]}}"));
        assertThat(findings(sick).stream()
                        .filter(f -> f.id().startsWith("metrics.prometheus.targets"))
                        .map(f -> f.id() + " " + f.severity()))
                .containsExactly(
                        "metrics.prometheus.targets.serviceMonitor-kube-system-kube-etcd-0 WARNING",
                        "metrics.prometheus.targets.serviceMonitor-shop-web-0 DEGRADED");
    }

    @Test
    void aPodThatWasEndedForItsMemoryAndSizesThatDontFitAreFound() {
        Map<String, Object> storage = Json.map(
                "volumeClaimTemplate",
                Json.map("spec", Json.map("resources", Json.map("requests", Json.map("storage", "10Gi")))));
        FakeCluster sick = cluster(Json.map("storage", storage, "retentionSize", "10GB"), "True", "True", "");
        sick.change(
                POD,
                p -> p.with(
                        List.of(Json.map("lastState", Json.map("terminated", Json.map("reason", "OOMKilled")))),
                        "status",
                        "containerStatuses"));
        assertThat(ids(sick)).contains("metrics.prometheus.memory", "metrics.prometheus.volume.full");
    }

    @Test
    void aKindThatMayNotBeReadStopsDiscoveryInsteadOfLookingLikeNone() {
        FakeCluster cluster = cluster(Map.of(), "True", "True", "")
                .forbid(Names.PROM, Problem.user("list Prometheus", "eu-1", "403", "Get the right to."));
        assertThatThrownBy(() -> new MetricsTool().discover(cluster)).hasMessageContaining("403");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 12h, DATA_LOSS",
        "'', '', 10d, REVERSIBLE",
        "10d, '', 5d, DATA_LOSS",
        "'', 40GB, 30d, DATA_LOSS"
    })
    void aShorterTimeThanThatInForceIsALossOfDataTheOperatorsOwnDefaultIncluded(
            String time, String size, String wanted, Danger danger) {
        Map<String, Object> spec = new LinkedHashMap<>();
        if (!time.isEmpty()) {
            spec.put("retention", time);
        }
        if (!size.isEmpty()) {
            spec.put("retentionSize", size);
        }
        FakeCluster cluster = cluster(spec, "True", "True", "");
        assertThat(retention(cluster, wanted).danger()).isEqualTo(danger);
    }

    @Test
    void bothServersOfOneNameAndWhoInstalledThemAreTold() {
        FakeCluster cluster = cluster(Map.of("version", "v3.14.0"), "True", "True", "")
                .put(
                        server(Names.AM, Map.of("version", "v0.34.0"), "True", "True", "")
                                .with(
                                        "obs:monitoring.coreos.com/Alertmanager",
                                        "metadata",
                                        "annotations",
                                        "argocd.argoproj.io/tracking-id"),
                        Names.AM)
                .put(
                        Resource.of(
                                Kind.DEPLOYMENT,
                                "obs",
                                "prometheus-operator",
                                Map.of(
                                        "spec",
                                        Json.map(
                                                "template",
                                                Json.map(
                                                        "spec",
                                                        Json.map(
                                                                "containers",
                                                                List.of(
                                                                        Json.map(
                                                                                "name",
                                                                                "prometheus-operator",
                                                                                "image",
                                                                                "mirror.example.org/x/prometheus-operator@sha256:ab",
                                                                                "args",
                                                                                List.of(
                                                                                        "--prometheus-config-reloader=mirror.example.org/x/prometheus-config-reloader:v0.92.1")))))))),
                        Kind.DEPLOYMENT);
        List<Instance> all = new MetricsTool().discover(cluster);
        assertThat(all)
                .extracting(i -> i.id().path())
                .containsExactly("obs/prometheus-operator", "obs/main", "obs/main-alertmanager");
        assertThat(all.getFirst().version())
                .as("by the reloader's tag where the image has none")
                .contains("0.92.1");
        assertThat(all.get(1).version()).contains("3.14.0");
        assertThat(all.get(2).management().by()).isEqualTo(Management.By.GITOPS);
        assertThat(all.get(1).activity()).isEqualTo(Activity.STEADY);
    }

    @ParameterizedTest
    @CsvSource({
        "operational, OPERATIONAL, ",
        "failed, FAILED, metrics.victoriametrics.state.failed",
        "expanding, EXPANDING, metrics.victoriametrics.state.expanding",
        "paused, PAUSED, metrics.victoriametrics.state.paused",
        "ignored, IGNORED, metrics.victoriametrics.state.ignored",
        "'', ABSENT, metrics.victoriametrics.state.absent",
        "dreaming, UNMAPPED, metrics.victoriametrics.state.unmapped"
    })
    void victoriaMetricsIsRecognisedAndEachOfItsStatesJudged(
            String word, Victoria.Update update, @Nullable String finding) {
        assertThat(Victoria.Update.of(word)).isEqualTo(update);
        FakeCluster cluster = new FakeCluster("eu-1")
                .put(
                        Resource.of(
                                Names.VM_SINGLE,
                                "obs",
                                "main",
                                Map.of(
                                        "spec",
                                        Json.map("image", Json.map("tag", "v1.150.0"), "retentionPeriod", "30d"),
                                        "status",
                                        Json.map("updateStatus", word))),
                        Names.VM_SINGLE);
        Instance instance = new MetricsTool().discover(cluster).getFirst();
        assertThat(instance.id().name()).isEqualTo("vmsingle-main");
        assertThat(instance.version()).contains("1.150.0");
        assertThat(ids(cluster))
                .contains("metrics.victoriametrics.serving.unreadable")
                .containsAll(finding == null ? List.of() : List.of(finding));
        cluster.put(Resource.of(Kind.SERVICE, "obs", "vmsingle-main", Map.of("spec", Map.of())), Kind.SERVICE);
        assertThat(ids(cluster)).contains("metrics.victoriametrics.serving.down");
        cluster.page(
                ObjectRef.of(Kind.SERVICE, "obs", "vmsingle-main"), Names.VM_PORT, "/health", new HttpReply(200, "OK"));
        assertThat(ids(cluster)).doesNotContain("metrics.victoriametrics.serving.down");
    }

    @Test
    void anImpossibleUpgradeNamesTheVersionBetween() {
        assertThat(Versions.catalogue().against(Names.OPERATOR, "0.86.0", "0.93.1"))
                .contains("no single step is known from 0.86.0 to 0.93.1: upgrade to 0.91.0 first");
        assertThat(Versions.catalogue().against(Names.OPERATOR, "0.92.1", "0.93.1"))
                .isEmpty();
    }

    @Test
    void routesDurationsSizesAndValuesAreReadAsUpstreamMeansThem() {
        Routing routing = Routing.of("""
                route:
                  receiver: nobody
                  routes:
                  - receiver: team
                    matchers: ['severity =~ "critical|warning"', namespace!="test"]
                receivers:
                - name: nobody
                - name: team
                  slack_configs: [{channel: x}]
                """);
        assertThat(routing.receiver(Map.of("severity", "critical", "namespace", "shop")))
                .isEqualTo("team");
        assertThat(routing.receiver(Map.of("severity", "critical", "namespace", "test")))
                .isEqualTo("nobody");
        assertThat(routing.sends("team")).isTrue();
        assertThat(routing.sends("nobody")).isFalse();
        assertThat(Spans.parse("1w3d")).contains(Duration.ofDays(10));
        assertThat(Spans.parse("10 days")).isEmpty();
        assertThat(Spans.bytes("2GB")).contains(2L << 30);
        FakeCluster cluster = answering(cluster(Map.of(), "True", "True", ""), Query.INGESTED, one("NaN"));
        assertThat(Api.query(cluster, POD, "http", Query.INGESTED.text())).isEmpty();
        assertThat(Optional.of(
                        Api.query(answering(cluster, Query.INGESTED, one("+Inf")), POD, "http", Query.INGESTED.text())
                                .getFirst()
                                .value()))
                .contains(Double.POSITIVE_INFINITY);
    }
}
