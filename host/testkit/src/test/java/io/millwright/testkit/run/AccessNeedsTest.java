package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.json.Yaml;
import io.millwright.engine.preview.AccessNeeds;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rights that are asked for before a run. */
class AccessNeedsTest {
    private static final Resource SETTINGS = Resource.of(Kind.CONFIG_MAP, "db", "web", Map.of());
    private static final ObjectRef REF = ObjectRef.of(Kind.CONFIG_MAP, "db", "web");
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");
    private static final ChartRef CHART = new ChartRef("https://charts.example.org", "mill", "2.0.0");

    private final FakeCluster cluster = new FakeCluster("eu-1");

    private static Problem unreachable() {
        return new Problem(Problem.Kind.CLUSTER, "read", "eu-1", "it doesn't answer", "Try again.", Optional.of("500"));
    }

    private List<String> needs(Action action) {
        Step step = Step.change(
                "step", "Do it", "because", action, new Check.Exists(REF), Undo.EXACT, Duration.ofSeconds(1));
        Plan plan = new Plan(
                "Do it",
                "mill",
                "do",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                new Plan.Target(new InstanceId("mill", "eu-1", "db", "web"), REF, 1, ""),
                Map.of(),
                List.of(step),
                List.of(),
                List.of());
        return AccessNeeds.of(plan, cluster).stream().map(AccessNeed::display).toList();
    }

    @Test
    void applyingWhatIsNotThereNeedsTheRightToCreate() {
        Action apply = new Action.Apply(List.of(SETTINGS), false);
        assertThat(needs(apply)).containsExactly("patch configmaps in db", "create configmaps in db");
        cluster.put(SETTINGS);
        assertThat(needs(apply)).containsExactly("patch configmaps in db");
    }

    @Test
    void whatCannotBeReadCountsAsThere() {
        cluster.forbid(Kind.CONFIG_MAP, unreachable());
        assertThat(needs(new Action.Apply(List.of(SETTINGS), false))).containsExactly("patch configmaps in db");
    }

    @Test
    void aRequestNeedsTheVerbOfItsMethod() {
        assertThat(needs(new Action.Http(POD, "http", 80, "DELETE", "/x", "")))
                .containsExactly("delete pods/proxy in db");
    }

    @Test
    void aRollbackPatchesTheRecordOfAReleaseThatHangs() {
        Action back = new Action.HelmRollback("db", "mill", 1);
        cluster.put(revision("deployed"));
        assertThat(needs(back)).containsExactly("create secrets in db", "update secrets in db");
        cluster.put(revision("pending-upgrade"));
        assertThat(needs(back)).containsExactly("create secrets in db", "update secrets in db", "patch secrets in db");
        cluster.forbid(Kind.SECRET, unreachable());
        assertThat(needs(back)).contains("patch secrets in db");
    }

    @Test
    void anInstallationCreatesWhatTheChartMakesWhereverItMakesIt() {
        cluster.chart(
                CHART,
                "2",
                List.of(
                        object("v1", "ConfigMap", "", "settings"),
                        object("v1", "ConfigMap", "elsewhere", "settings"),
                        object("rbac.authorization.k8s.io/v1", "ClusterRole", "", "mill"),
                        object("v1", "Pod", "", "trial").with("test", "metadata", "annotations", "helm.sh/hook")));
        assertThat(needs(helm(Action.Helm.Verb.INSTALL)))
                .containsExactly(
                        "create secrets in db",
                        "update secrets in db",
                        "create configmaps in db",
                        "create configmaps in elsewhere",
                        "create clusterroles.rbac.authorization.k8s.io");
    }

    @Test
    void anUpgradeAsksForWhatItChangesMakesAndTakesAway() {
        Resource same = object("v1", "Service", "", "mill");
        cluster.put(
                revision("deployed", same, object("v1", "ConfigMap", "", "settings"), object("v1", "Pod", "", "old")));
        cluster.chart(
                CHART,
                "2",
                List.of(
                        same,
                        object("v1", "ConfigMap", "", "settings").with("2", "data", "a"),
                        object("apps/v1", "Deployment", "", "new")));
        assertThat(needs(helm(Action.Helm.Verb.UPGRADE)))
                .containsExactly(
                        "create secrets in db",
                        "update secrets in db",
                        "patch configmaps in db",
                        "create deployments.apps in db",
                        "delete pods in db");
    }

    @Test
    void anUninstallDeletesWhatTheReleaseHoldsAndDoesNotKeep() {
        cluster.put(revision(
                "deployed",
                object("v1", "Service", "", "mill"),
                object("v1", "PersistentVolumeClaim", "", "data")
                        .with("keep", "metadata", "annotations", "helm.sh/resource-policy")));
        assertThat(needs(helm(Action.Helm.Verb.UNINSTALL)))
                .containsExactly("update secrets in db", "delete secrets in db", "delete services in db");
    }

    @Test
    void ofAChartThatCannotBeHadTheRecordAloneIsAskedFor() {
        assertThat(needs(helm(Action.Helm.Verb.INSTALL)))
                .containsExactly("create secrets in db", "update secrets in db");
    }

    private static Action.Helm helm(Action.Helm.Verb verb) {
        return new Action.Helm(
                verb,
                "db",
                "mill",
                verb == Action.Helm.Verb.UNINSTALL ? Optional.empty() : Optional.of(CHART),
                Map.of());
    }

    private static Resource object(String apiVersion, String kind, String namespace, String name) {
        Resource object =
                new Resource(Map.of("apiVersion", apiVersion, "kind", kind, "metadata", Map.of("name", name)));
        return namespace.isEmpty() ? object : object.with(namespace, "metadata", "namespace");
    }

    private static Resource revision(String status, Resource... objects) {
        String manifest = Arrays.stream(objects)
                .map(o -> "---\n" + Yaml.write(o.content()))
                .collect(Collectors.joining());
        return Resource.of(
                        Kind.SECRET,
                        "db",
                        "sh.helm.release.v1.mill.v2",
                        Map.of(
                                "type",
                                HelmRevision.TYPE,
                                "data",
                                Map.of(
                                        "release",
                                        HelmRevision.packed(Map.of(
                                                "name",
                                                "mill",
                                                "version",
                                                2,
                                                "manifest",
                                                manifest,
                                                "info",
                                                Map.of("status", status))))))
                .with(Map.of("owner", "helm", "name", "mill"), "metadata", "labels");
    }
}
