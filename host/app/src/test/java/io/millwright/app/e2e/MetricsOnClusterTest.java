package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kit.Yaml;
import io.millwright.metrics.MetricsTool;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Tool;
import io.millwright.testkit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Prometheus and an Alertmanager that were made by hand, looked after by commands alone, on the cluster of {@code KUBECONFIG}: with the real
 * operator by its bundle, which {@code MILLWRIGHT_TEST_PROMETHEUS_MANIFEST} names.
 */
@Tag("lab")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MetricsOnClusterTest {
    static final Map<String, Tool> TOOLS = Map.of("metrics", new MetricsTool());
    private static final String NAMESPACE = "mw-metrics";
    private static final String MAIN = NAMESPACE + "/main";
    private static final String HOME = "monitoring";
    private static final String SILENCES = "/api/v2/silences";
    private static final String TEAM = NAMESPACE + "/team";

    @TempDir
    private Path folder;

    private Optional<Place> arrived = Optional.empty();

    private Place open() throws Exception {
        String manifest = System.getenv().getOrDefault("MILLWRIGHT_TEST_PROMETHEUS_MANIFEST", "");
        assumeTrue(!manifest.isEmpty(), "MILLWRIGHT_TEST_PROMETHEUS_MANIFEST names no bundle of prometheus-operator");
        Place place = Place.real(folder, TOOLS);
        place.namespace(HOME);
        // The bundle is made for the namespace default.
        String text = Files.readString(Path.of(manifest)).replace("namespace: default", "namespace: " + HOME);
        List<Resource> all = Yaml.documents(text, "the bundle");
        all.forEach(r -> place.cluster().writer().apply(r, true, Mode.REAL));
        assertThat(Patience.until(
                        Duration.ofMinutes(4),
                        () -> place.get(Kind.DEPLOYMENT, HOME, "prometheus-operator")
                                .flatMap(d -> d.number("status", "availableReplicas"))
                                .filter(n -> n > 0)
                                .isPresent()))
                .as("the operator runs")
                .isTrue();
        return place;
    }

    private Place place() {
        return arrived.orElseThrow();
    }

    @BeforeEach
    void arrive() throws Exception {
        arrived = Optional.of(open());
        place().namespace(NAMESPACE);
        Yaml.resources(MetricsOnClusterTest.class, "metrics.yaml")
                .forEach(r -> place().cluster().writer().apply(r, true, Mode.REAL));
        until(
                "both run as asked for",
                Duration.ofMinutes(5),
                () -> settled(Names.PROM, "main") && settled(Names.AM, "team"));
    }

    @AfterEach
    void leave() {
        arrived.ifPresent(p -> {
            p.delete(Kind.NAMESPACE, "", NAMESPACE);
            p.delete(new Kind("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false), "", NAMESPACE);
            p.delete(
                    new Kind("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false),
                    "",
                    NAMESPACE);
            p.close();
        });
    }

    @Test
    void whatSomebodyMadeByHandIsLookedAfter() {
        assertThat(place().operator().types("instances").done().out())
                .contains(MAIN)
                .contains(TEAM);
        assertThat(health("main")).doesNotContain("Critical").contains("no volume");
        assertThat(health("team")).doesNotContain("Critical");

        anAlertArrivesAtItsReceiver();

        runs("yes", "set-retention", MAIN, "retention=10d");
        assertThat(asked(Names.PROM, "main", "/api/v1/status/runtimeinfo")).contains("10d");

        alertsAreSilencedForAWhile();
        bothGetAnotherPodAndLoseItAgain();
        itsPodsAreMadeAnewAndItsOperatorLeavesItAlone();
        assertThat(place().operator().failures()).isEmpty();
    }

    private void alertsAreSilencedForAWhile() {
        runs("yes", "silence", TEAM, "namespace=shop", "comment=move of the shop", "hours=2");
        String active = asked(Names.AM, "team", SILENCES);
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(active);
        assertThat(id.find()).as(active).isTrue();
        assertThat(active).contains("move of the shop").contains("\"state\":\"active\"");
        runs("yes", "end-silence", TEAM, "silence=" + id.group(1));
        assertThat(asked(Names.AM, "team", SILENCES)).contains("expired").doesNotContain("\"state\":\"active\"");
    }

    private void bothGetAnotherPodAndLoseItAgain() {
        runs("yes", "scale", MAIN, "replicas=2");
        assertThat(pod("prometheus-main-1")).isPresent();
        assertThat(server(Names.PROM, "main").settled()).isTrue();
        runs("yes", "scale", MAIN, "replicas=1");
        until(
                "the second one is gone",
                Duration.ofMinutes(2),
                () -> pod("prometheus-main-1").isEmpty());

        runs("yes", "scale-alertmanager", TEAM, "replicas=2");
        assertThat(asked(Names.AM, "team", "/api/v2/status"))
                .as("they know each other")
                .contains("\"peers\":[{");
        runs("yes", "scale-alertmanager", TEAM, "replicas=1");
    }

    private void itsPodsAreMadeAnewAndItsOperatorLeavesItAlone() {
        String before = pod("prometheus-main-0").orElseThrow().uid();
        runs("yes", "restart", MAIN);
        assertThat(pod("prometheus-main-0").orElseThrow().uid()).isNotEqualTo(before);

        runs("yes", "pause", MAIN);
        place().patch(Names.PROM, NAMESPACE, "main", Map.of("spec", Map.of("replicas", 2)));
        assertThat(server(Names.PROM, "main").paused()).isTrue();
        assertThat(pod("prometheus-main-1")).as("what is paused isn't followed").isEmpty();
        runs("yes", "resume", MAIN);
        until(
                "it is followed again",
                Duration.ofMinutes(2),
                () -> pod("prometheus-main-1").isPresent());
    }

    private Optional<Resource> pod(String name) {
        return place().get(Kind.POD, NAMESPACE, name);
    }

    private void anAlertArrivesAtItsReceiver() {
        runs("yes", "test-alert", MAIN, "until=receiver");
        assertThat(asked(Names.AM, "team", "/metrics"))
                .as("Alertmanager's own count")
                .containsPattern("alertmanager_notifications_total\\{[^}]*integration=\"webhook\"[^}]*} [1-9]");
    }

    private void runs(String approval, String runbook, String target, String... settings) {
        place().operator().runsOn(target, approval, runbook, settings);
    }

    private String health(String name) {
        return place().operator()
                .types("health", "metrics/" + NAMESPACE + "/" + name)
                .out();
    }

    private Server server(Kind kind, String name) {
        return Server.read(place().cluster().view(), kind, NAMESPACE, name).orElseThrow();
    }

    private boolean settled(Kind kind, String name) {
        return Server.read(place().cluster().view(), kind, NAMESPACE, name)
                .filter(Server::settled)
                .isPresent();
    }

    /** What the program itself answers. */
    private String asked(Kind kind, String name, String path) {
        Server s = server(kind, name);
        HttpReply reply = place().cluster()
                .view()
                .httpGet(ObjectRef.of(Kind.POD, NAMESPACE, s.word() + "-" + name + "-0"), "http", s.port(), path);
        assertThat(reply.status()).isEqualTo(200);
        return reply.body();
    }

    private static void until(String what, Duration limit, BooleanSupplier holds) {
        assertThat(Patience.until(limit, holds)).as(what).isTrue();
    }
}
