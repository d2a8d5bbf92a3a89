package io.millwright.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kit.simulator.Json;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a runbook waits for at its end agrees with what health says right after it. */
final class WaitsTest {
    private static final ObjectRef GRAFANA = ObjectRef.of(Kind.DEPLOYMENT, "obs", "stack-grafana");
    private static final ObjectRef GRAFANA_POD = ObjectRef.of(Kind.POD, "obs", "stack-grafana-0");
    private static final ObjectRef ALERTMANAGER_POD = ObjectRef.of(Kind.POD, "obs", "alertmanager-main-0");
    private static final Map<String, String> RELEASE =
            Map.of("meta.helm.sh/release-name", "stack", "meta.helm.sh/release-namespace", "obs");
    private final FakeCluster cluster = new FakeCluster("eu-1");

    @BeforeEach
    void aStackWithoutGrafana() {
        server(Names.PROM, "prometheus", 9090);
        server(Names.AM, "alertmanager", 9093);
        cluster.put(
                Resource.of(
                        Kind.SERVICE,
                        "obs",
                        "alertmanager-operated",
                        Map.of("spec", Json.map("selector", Map.of("alertmanager", "main")))),
                Kind.SERVICE);
        cluster.page(
                ObjectRef.of(Kind.POD, "obs", "prometheus-main-0"),
                9090,
                "/api/v1/status/runtimeinfo",
                new HttpReply(200, "{\"status\":\"success\",\"data\":{\"reloadConfigSuccess\":true}}"));
    }

    private void server(Kind kind, String word, int port) {
        ObjectRef pod = ObjectRef.of(Kind.POD, "obs", word + "-main-0");
        cluster.put(
                        Resource.of(
                                        kind,
                                        "obs",
                                        "main",
                                        Map.of(
                                                "spec",
                                                Json.map(
                                                        "alerting",
                                                        Json.map(
                                                                "alertmanagers",
                                                                List.of(Json.map(
                                                                        "name",
                                                                        "alertmanager-operated",
                                                                        "port",
                                                                        "web")))),
                                                "status",
                                                Json.map(
                                                        "replicas",
                                                        1L,
                                                        "updatedReplicas",
                                                        1L,
                                                        "availableReplicas",
                                                        1L,
                                                        "conditions",
                                                        List.of(is("Reconciled", "True"), is("Available", "True")))))
                                .with(1L, "metadata", "generation")
                                .with(RELEASE, "metadata", "annotations"),
                        kind)
                .put(
                        Resource.of(
                                        Kind.POD,
                                        "obs",
                                        pod.name(),
                                        Map.of("status", Json.map("conditions", List.of(is("Ready", "True")))))
                                .with(
                                        Json.map(
                                                Names.MANAGED_BY,
                                                Names.MANAGER,
                                                Names.APP_NAME,
                                                word,
                                                Names.APP_INSTANCE,
                                                "main"),
                                        "metadata",
                                        "labels"),
                        Kind.POD)
                .page(pod, port, "/-/ready", new HttpReply(200, "ready"));
    }

    private static Map<String, Object> is(String type, String status) {
        return Json.map("type", type, "status", status, "observedGeneration", 1L);
    }

    private void grafana(String ready) {
        Map<String, String> labels = Map.of("app.kubernetes.io/name", "grafana");
        cluster.put(
                        Resource.of(
                                        Kind.DEPLOYMENT,
                                        "obs",
                                        GRAFANA.name(),
                                        Map.of(
                                                "spec",
                                                Json.map(
                                                        "replicas",
                                                        1L,
                                                        "selector",
                                                        Json.map("matchLabels", labels),
                                                        "template",
                                                        Json.map(
                                                                "spec",
                                                                Json.map(
                                                                        "containers",
                                                                        List.of(
                                                                                Json.map(
                                                                                        "name",
                                                                                        "grafana",
                                                                                        "image",
                                                                                        "docker.io/grafana/grafana:13.0.1")))))))
                                .with(RELEASE, "metadata", "annotations"),
                        Kind.DEPLOYMENT)
                .put(
                        Resource.of(
                                        Kind.POD,
                                        "obs",
                                        GRAFANA_POD.name(),
                                        Map.of("status", Json.map("conditions", List.of(is("Ready", ready)))))
                                .with(labels, "metadata", "labels"),
                        Kind.POD);
    }

    private CheckResult ask(Check check) {
        Check.Named named = (Check.Named) check;
        return Optional.ofNullable(new MetricsTool().namedChecks().get(named.id()))
                .orElseThrow()
                .evaluate(named.arguments(), cluster);
    }

    @Test
    void aStackHasSettledWithoutAGrafana() {
        assertThat(ask(Questions.stack("obs", "stack")).message())
                .isEqualTo("Prometheus and Alertmanager run as asked for");
    }

    /** A Grafana without a ready pod is a Critical finding. */
    @Test
    void theGrafanaOfAReleaseIsWaitedForToo() {
        grafana("False");
        assertThat(ask(Questions.stack("obs", "stack")).message())
                .isEqualTo("no pod of Grafana stack-grafana is ready yet");
        grafana("True");
        assertThat(ask(Questions.stack("obs", "stack")).message())
                .isEqualTo("Prometheus and Alertmanager run as asked for, and Grafana serves");
    }

    @Test
    void aGrafanaOfNoPodsOrOfAnotherReleaseIsNotWaitedFor() {
        grafana("False");
        cluster.change(GRAFANA, g -> g.with(0L, "spec", "replicas"));
        assertThat(ask(Questions.stack("obs", "stack")).holds()).isTrue();
        grafana("False");
        cluster.change(GRAFANA, g -> g.with("other", "metadata", "annotations", "meta.helm.sh/release-name"));
        assertThat(ask(Questions.stack("obs", "stack")).holds()).isTrue();
    }

    /** While the new pod isn't available the old one is counted instead, in the old version. */
    @Test
    void theOperatorIsWaitedForUntilNoFormerPodIsLeft() {
        ObjectRef operator = ObjectRef.of(Kind.DEPLOYMENT, "obs", "stack-operator");
        cluster.put(
                Resource.of(
                                Kind.DEPLOYMENT,
                                "obs",
                                operator.name(),
                                Map.of(
                                        "spec",
                                        Json.map(
                                                "replicas",
                                                1L,
                                                "template",
                                                Json.map(
                                                        "spec",
                                                        Json.map(
                                                                "containers",
                                                                List.of(
                                                                        Json.map(
                                                                                "name",
                                                                                "operator",
                                                                                "image",
                                                                                "quay.io/prometheus-operator/prometheus-operator:v0.92.0"))))),
                                        "status",
                                        Json.map(
                                                "observedGeneration",
                                                1L,
                                                "replicas",
                                                2L,
                                                "updatedReplicas",
                                                1L,
                                                "availableReplicas",
                                                1L)))
                        .with(1L, "metadata", "generation"),
                Kind.DEPLOYMENT);
        assertThat(ask(Questions.operatorDone("0.92.0")).holds()).isFalse();
        assertThat(ask(Questions.operator("")).holds())
                .as("what is run on a server needs no more than one that works")
                .isTrue();
        cluster.change(operator, o -> o.with(1L, "status", "replicas"));
        assertThat(ask(Questions.operatorDone("0.92.0")).message()).isEqualTo("the operator runs in 0.92.0");
    }

    private void counted(String name, int all, int failed) {
        cluster.page(ALERTMANAGER_POD, Names.AM_PORT, "/metrics", new HttpReply(200, """
                        alertmanager_notifications_total{integration="webhook"} %d
                        alertmanager_%s_total{integration="webhook"} %d
                        alertmanager_%s_failed_total{integration="webhook"} %d
                        """.formatted(
                        all + 1, name, all, name, failed)));
    }

    private Check delivered() {
        Server main = Server.all(cluster, Names.PROM).getFirst();
        return Questions.delivered(main, cluster).orElseThrow();
    }

    @Test
    void aNotificationThatFailedSpoilsNoLaterOne() {
        counted("notification_requests", 10, 2);
        Check delivered = delivered();
        counted("notification_requests", 11, 3);
        assertThat(ask(delivered).message()).contains("the receiver refuses");
        counted("notification_requests", 12, 3);
        assertThat(ask(delivered).message()).isEqualTo("a notification has been taken by the receiver");
    }

    /** Alertmanager counts a notification before the first try of it, and a failure only when it gives up. */
    @Test
    void aNotificationThatIsStillBeingTriedIsNotTaken() {
        counted("notification_requests", 10, 2);
        Check delivered = delivered();
        counted("notification_requests", 13, 5);
        assertThat(ask(delivered).holds()).isFalse();
    }

    @Test
    void anAlertmanagerThatCountsNoTriesIsBelievedByItsNotifications() {
        cluster.page(
                ALERTMANAGER_POD,
                Names.AM_PORT,
                "/metrics",
                new HttpReply(200, "alertmanager_notifications_total 4\nalertmanager_notifications_failed_total 1\n"));
        Check delivered = delivered();
        cluster.page(
                ALERTMANAGER_POD,
                Names.AM_PORT,
                "/metrics",
                new HttpReply(200, "alertmanager_notifications_total 5\nalertmanager_notifications_failed_total 2\n"));
        assertThat(ask(delivered).holds()).isFalse();
        cluster.page(
                ALERTMANAGER_POD,
                Names.AM_PORT,
                "/metrics",
                new HttpReply(200, "alertmanager_notifications_total 6\nalertmanager_notifications_failed_total 2\n"));
        assertThat(ask(delivered).holds()).isTrue();
    }
}
