package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.HelmPort.ReleaseState;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the cluster that {@code KUBECONFIG} names, in a namespace of its own. */
@Tag("lab")
class KubeLabTest {
    private final String namespace =
            "millwright-" + UUID.randomUUID().toString().substring(0, 8);
    private KubeClusters clusters;
    private ClusterConnection cluster;

    @BeforeEach
    void connect() {
        clusters = new KubeClusters(KubeOptions.of(Optional.empty(), System.getenv(), Path.of("none")));
        String current = clusters.contexts().stream()
                .filter(c -> c.current())
                .findFirst()
                .orElseThrow()
                .name();
        cluster = clusters.open(current);
        InTime.answers(cluster);
        cluster.writer().create(Resource.of(Kind.NAMESPACE, "", namespace, Map.of()), Mode.REAL);
    }

    @AfterEach
    void leave() {
        cluster.writer().delete(ObjectRef.of(Kind.NAMESPACE, "", namespace), Action.Propagation.BACKGROUND, Mode.REAL);
        clusters.close();
    }

    private Resource settings(Map<String, String> data) {
        return Resource.of(Kind.CONFIG_MAP, namespace, "settings", Map.of("data", data));
    }

    private ObjectRef settings() {
        return ObjectRef.of(Kind.CONFIG_MAP, namespace, "settings");
    }

    private static ProblemException failure(Runnable work) {
        return catchThrowableOfType(ProblemException.class, work::run);
    }

    @Test
    void tellsWhatTheClusterIs() {
        assertThat(cluster.view().clusterUid()).hasSizeGreaterThan(30);
        assertThat(cluster.view().kubernetesMinor()).matches("1\\.\\d+");
        assertThat(cluster.user()).isNotBlank();
        assertThat(cluster.view().serves(Kind.DEPLOYMENT)).isTrue();
        assertThat(cluster.view().serves(Kind.of("example.org", "v1", "Thing", "things")))
                .isFalse();
        assertThat(cluster.view().mayI(new AccessNeed("patch", "apps", "deployments/scale", namespace, "")))
                .contains(true);
        assertThat(cluster.view().list(Kind.of("example.org", "v1", "Thing", "things"), Selector.ALL))
                .isEmpty();
    }

    @Test
    void createsReadsAndDeletes() {
        Resource made = cluster.writer().create(settings(Map.of("a", "1")), Mode.REAL);
        assertThat(cluster.view().get(settings())).contains(made);
        assertThat(cluster.view().list(Kind.CONFIG_MAP, Selector.in(namespace)))
                .extracting(Resource::name, Resource::kind)
                .contains(tuple("settings", "ConfigMap"));
        assertThat(failure(() -> cluster.writer().create(settings(Map.of()), Mode.REAL))
                        .problem()
                        .code())
                .contains("409");
        ObjectRef other = new ObjectRef(
                Kind.CONFIG_MAP, namespace, "settings", Optional.of("00000000-0000-0000-0000-000000000000"));
        assertThat(cluster.view().get(other)).isEmpty();
        assertThat(failure(() -> cluster.writer().delete(other, Action.Propagation.BACKGROUND, Mode.REAL))
                        .problem()
                        .code())
                .contains("409");
        cluster.writer().delete(settings(), Action.Propagation.BACKGROUND, Mode.DRY_RUN);
        assertThat(cluster.view().get(settings())).isPresent();
        cluster.writer().delete(made.ref(Kind.CONFIG_MAP), Action.Propagation.BACKGROUND, Mode.REAL);
        assertThat(cluster.view().get(settings())).isEmpty();
        cluster.writer().delete(settings(), Action.Propagation.BACKGROUND, Mode.REAL);
    }

    @Test
    void patchesAndRemovesAndRefusesAnOldVersion() {
        Resource made = cluster.writer()
                .apply(
                        settings(Map.of("a", "1", "b", "2")).with("x", "metadata", "annotations", "e.org/k"),
                        false,
                        Mode.REAL);
        Resource patched = cluster.writer()
                .patch(
                        made.ref(Kind.CONFIG_MAP),
                        Map.of("data", Map.of("a", "9")),
                        List.of("data/b", "metadata/annotations/e.org~1k"),
                        "",
                        Optional.of(made.resourceVersion()),
                        Mode.REAL);
        assertThat(patched.textMap("data")).isEqualTo(Map.of("a", "9"));
        assertThat(patched.annotation("e.org/k")).isEmpty();
        assertThat(failure(() -> cluster.writer()
                                .patch(
                                        settings(),
                                        Map.of("data", Map.of("a", "0")),
                                        List.of(),
                                        "",
                                        Optional.of(made.resourceVersion()),
                                        Mode.REAL))
                        .problem()
                        .code())
                .contains("409");
    }

    @Test
    void appliesAndNamesTheOtherManagerOfAField() {
        cluster.writer().create(settings(Map.of("a", "1")), Mode.REAL);
        cluster.writer()
                .patch(settings(), Map.of("data", Map.of("a", "2")), List.of(), "", Optional.empty(), Mode.REAL);
        ProblemException conflict = failure(() -> cluster.writer().apply(settings(Map.of("a", "3")), false, Mode.REAL));
        assertThat(conflict.problem().code()).contains("409");
        assertThat(conflict.problem().why()).contains("data.a").contains("millwright");
        assertThat(cluster.writer()
                        .apply(settings(Map.of("a", "3")), true, Mode.DRY_RUN)
                        .text("data", "a"))
                .contains("3");
        assertThat(cluster.view().get(settings()).flatMap(s -> s.text("data", "a")))
                .contains("2");
    }

    @Test
    void scalesAndReportsInvalidFields() {
        Resource deployment = Resource.of(
                Kind.DEPLOYMENT,
                namespace,
                "web",
                Map.of(
                        "spec",
                        Map.of(
                                "replicas",
                                0,
                                "selector",
                                Map.of("matchLabels", Map.of("app", "web")),
                                "template",
                                Map.of(
                                        "metadata",
                                        Map.of("labels", Map.of("app", "web")),
                                        "spec",
                                        Map.of("containers", List.of(Map.of("name", "c", "image", "none")))))));
        cluster.writer().apply(deployment, false, Mode.REAL);
        ObjectRef web = ObjectRef.of(Kind.DEPLOYMENT, namespace, "web");
        cluster.writer().scale(web, 3, Optional.empty(), Mode.DRY_RUN);
        assertThat(cluster.view().get(web).flatMap(d -> d.number("spec", "replicas")))
                .contains(0L);
        cluster.writer().scale(web, 1, Optional.empty(), Mode.REAL);
        assertThat(cluster.view().get(web).flatMap(d -> d.number("spec", "replicas")))
                .contains(1L);
        ProblemException invalid = failure(() -> cluster.writer().scale(web, -1, Optional.empty(), Mode.REAL));
        assertThat(invalid.problem().code()).contains("422");
        assertThat(invalid.problem().why()).contains("replicas");
    }

    @Test
    void installsUpgradesAndUninstallsAChart(@TempDir Path folder) throws IOException {
        Path chart = Files.createDirectories(folder.resolve("tiny"));
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(
                chart.resolve("Chart.yaml"), "apiVersion: v2\nname: tiny\nversion: 0.1.0\nappVersion: \"7.1\"\n");
        Files.writeString(
                chart.resolve("templates/map.yaml"),
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  size: \"{{ .Values.size }}\"\n");
        ChartRef ref = new ChartRef("", chart.toString(), "");
        Action.Helm install =
                new Action.Helm(Action.Helm.Verb.INSTALL, namespace, "small", Optional.of(ref), Map.of("size", "one"));

        assertThat(cluster.helm().render(install))
                .singleElement()
                .satisfies(r -> assertThat(r.text("data", "size")).contains("one"));
        ReleaseState state = cluster.helm().execute(install, "run r-1", Duration.ofSeconds(60));
        assertThat(state)
                .isEqualTo(new ReleaseState(namespace, "small", 1, "deployed", "tiny", "0.1.0", "7.1", "run r-1"));
        assertThat(cluster.helm().releases()).contains(state);

        Action.Helm upgrade =
                new Action.Helm(Action.Helm.Verb.UPGRADE, namespace, "small", Optional.of(ref), Map.of("size", "two"));
        assertThat(cluster.helm()
                        .execute(upgrade, "run r-2", Duration.ofSeconds(60))
                        .revision())
                .isEqualTo(2);
        assertThat(cluster.view()
                        .get(ObjectRef.of(Kind.CONFIG_MAP, namespace, "small"))
                        .flatMap(m -> m.text("data", "size")))
                .contains("two");

        Action.Helm uninstall =
                new Action.Helm(Action.Helm.Verb.UNINSTALL, namespace, "small", Optional.empty(), Map.of());
        assertThat(cluster.helm()
                        .execute(uninstall, "run r-3", Duration.ofSeconds(60))
                        .status())
                .isEqualTo("uninstalled");
        assertThat(cluster.helm().release(namespace, "small")).isEmpty();
    }
}
