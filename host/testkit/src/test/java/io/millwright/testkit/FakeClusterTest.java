package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FakeClusterTest {
    private static final ObjectRef SETTINGS = ObjectRef.of(Kind.CONFIG_MAP, "db", "settings");
    private final FakeCluster cluster = new FakeCluster();

    private static Resource settings(Map<String, ?> data) {
        return Resource.of(Kind.CONFIG_MAP, "db", "settings", Map.of("data", data));
    }

    @Test
    void applyMergesAndIsRecorded() {
        cluster.put(settings(Map.of("a", "1")));
        cluster.writer().apply(settings(Map.of("b", "2")), false, Mode.REAL);

        assertThat(cluster.get(SETTINGS).orElseThrow().textMap("data"))
                .containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertThat(cluster.writes()).extracting(FakeCluster.Write::verb).containsExactly("apply");
    }

    @Test
    void dryRunChangesNothing() {
        Resource said = cluster.writer().create(settings(Map.of("a", "1")), Mode.DRY_RUN);

        assertThat(said.uid()).isNotEmpty();
        assertThat(cluster.get(SETTINGS)).isEmpty();
        assertThat(cluster.writes()).isEmpty();
        assertThat(cluster.dryRuns()).hasSize(1);
    }

    @Test
    void patchSetsRemovesAndRefusesAnOldVersion() {
        cluster.put(settings(Map.of("a/b", "1", "c", "2")));
        String version = cluster.get(SETTINGS).orElseThrow().resourceVersion();
        cluster.writer()
                .patch(
                        SETTINGS,
                        Map.of("data", Map.of("d", "3")),
                        List.of("data/a~1b"),
                        "",
                        Optional.of(version),
                        Mode.REAL);

        assertThat(cluster.get(SETTINGS).orElseThrow().textMap("data")).containsOnlyKeys("c", "d");
        assertThatThrownBy(() ->
                        cluster.writer().patch(SETTINGS, Map.of(), List.of(), "", Optional.of(version), Mode.REAL))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).contains("409"));
    }

    @Test
    void scaleFollowsTheDefinition() {
        Kind mill = Kind.of("example.org", "v1", "Mill", "mills");
        cluster.put(Resource.of(
                Kind.CUSTOM_RESOURCE_DEFINITION,
                "",
                "mills.example.org",
                Map.of(
                        "spec",
                        Map.of(
                                "group",
                                "example.org",
                                "names",
                                Map.of("kind", "Mill", "plural", "mills"),
                                "versions",
                                List.of(Map.of(
                                        "name",
                                        "v1",
                                        "subresources",
                                        Map.of("scale", Map.of("specReplicasPath", ".spec.stones"))))))));
        cluster.put(Resource.of(mill, "db", "m", Map.of("spec", Map.of("stones", 1))));
        cluster.writer().scale(ObjectRef.of(mill, "db", "m"), 3, Optional.empty(), Mode.REAL);

        Resource scaled = cluster.get(ObjectRef.of(mill, "db", "m")).orElseThrow();
        assertThat(scaled.number("spec", "stones")).contains(3L);
        assertThat(scaled.generation()).isEqualTo(2);
    }

    @Test
    void deleteTakesDependentsOrLeavesThemAsOrphans() {
        cluster.put(settings(Map.of()));
        String uid = cluster.get(SETTINGS).orElseThrow().uid();
        Resource dependent = Resource.of(Kind.SECRET, "db", "s", Map.of())
                .with(List.of(Map.of("uid", uid)), "metadata", "ownerReferences");
        cluster.put(dependent);
        cluster.writer().delete(SETTINGS, Action.Propagation.ORPHAN, Mode.REAL);
        assertThat(cluster.list(Kind.SECRET, Selector.in("db")))
                .singleElement()
                .satisfies(
                        s -> assertThat(s.items("metadata", "ownerReferences")).isEmpty());

        cluster.put(settings(Map.of()));
        cluster.put(dependent.with(
                List.of(Map.of("uid", cluster.get(SETTINGS).orElseThrow().uid())), "metadata", "ownerReferences"));
        cluster.writer().delete(SETTINGS, Action.Propagation.BACKGROUND, Mode.REAL);
        assertThat(cluster.list(Kind.SECRET, Selector.ALL)).isEmpty();
    }

    @Test
    void deleteOfAnotherIncarnationIsRefused() {
        cluster.put(settings(Map.of()));
        ObjectRef former = new ObjectRef(Kind.CONFIG_MAP, "db", "settings", Optional.of("former"));

        assertThat(cluster.get(former)).isEmpty();
        assertThatThrownBy(() -> cluster.writer().delete(former, Action.Propagation.BACKGROUND, Mode.REAL))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void scriptedFailuresHappenOnceInOrder() {
        cluster.failNext("list", Problem.user("list", "cluster", "no", "wait"));

        assertThatThrownBy(() -> cluster.list(Kind.POD, Selector.ALL)).isInstanceOf(ProblemException.class);
        assertThat(cluster.list(Kind.POD, Selector.ALL)).isEmpty();
    }

    @Test
    void aListenerPlaysTheController() {
        cluster.whenWritten(w -> cluster.change(w.object(), r -> r.with("done", "status", "phase")));
        cluster.writer().create(settings(Map.of()), Mode.REAL);

        assertThat(cluster.get(SETTINGS).orElseThrow().text("status", "phase")).contains("done");
    }

    @Test
    void helmInstallsUpgradesAndUninstallsWhatTheTestCallsAChart() {
        ChartRef chart = new ChartRef("https://charts.example.org", "mill", "1.0.0");
        cluster.chart(chart, "9", List.of(settings(Map.of("a", "1"))));
        Action.Helm install = new Action.Helm(Action.Helm.Verb.INSTALL, "db", "mill", Optional.of(chart), Map.of());
        cluster.helm().execute(install, "run r1", Duration.ofMinutes(1));

        assertThat(cluster.helm().release("db", "mill").orElseThrow().description())
                .isEqualTo("run r1");
        assertThat(cluster.get(SETTINGS)).isPresent();

        cluster.helm()
                .execute(
                        new Action.Helm(Action.Helm.Verb.UNINSTALL, "db", "mill", Optional.empty(), Map.of()),
                        "run r2",
                        Duration.ofMinutes(1));
        assertThat(cluster.helm().releases()).isEmpty();
        assertThat(cluster.get(SETTINGS)).isEmpty();
    }

    @Test
    void servesBuiltInKindsAndNoOthersUntilTold() {
        Kind mill = Kind.of("example.org", "v1", "Mill", "mills");
        assertThat(cluster.serves(Kind.POD)).isTrue();
        assertThat(cluster.serves(mill)).isFalse();
        assertThat(cluster.serve(mill).serves(mill)).isTrue();
        assertThat(cluster.unserve(mill).serves(mill)).isFalse();
    }
}
