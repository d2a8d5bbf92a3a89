package io.millwright.app.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.spi.Kind;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.KillHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback that dies anywhere is taken up again and makes one revision, not two; and what its plan warns of. */
class ReleaseKilledTest {
    private static final String FIRST = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web, namespace: shop}
            data: {text: hello}
            """;
    private static final String SECOND = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: web
              namespace: shop
              labels: {helm.toolkit.fluxcd.io/name: web}
            data: {text: bye}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: more, namespace: shop}
            """;

    private final FakeCluster cluster = new FakeCluster("eu-1");

    @BeforeEach
    void fill() {
        stored(1, "superseded", "1.0.0", FIRST);
        stored(2, "deployed", "1.1.0", SECOND);
        revisions().getFirst().objects().forEach(o -> cluster.put(o, Kind.CONFIG_MAP));
    }

    private void stored(int revision, String status, String version, String manifest) {
        Resource release = new Resource(Map.of(
                "name",
                "web",
                "version",
                revision,
                "manifest",
                manifest,
                "info",
                Map.of("status", status),
                "chart",
                Map.of("metadata", Map.of("name", "web", "version", version))));
        cluster.put(
                Resource.of(
                                Kind.SECRET,
                                "shop",
                                "sh.helm.release.v1.web.v" + revision,
                                Map.of(
                                        "type",
                                        HelmRevision.TYPE,
                                        "data",
                                        Map.of("release", HelmRevision.packed(release.content()))))
                        .with(
                                Map.of(
                                        "owner",
                                        "helm",
                                        "name",
                                        "web",
                                        "status",
                                        status,
                                        "version",
                                        String.valueOf(revision)),
                                "metadata",
                                "labels"),
                Kind.SECRET);
    }

    private List<HelmRevision> revisions() {
        return HelmRevision.of("shop", "web", cluster.view());
    }

    private Plan plan() {
        return ObjectsTool.runbook("helm-rollback")
                .plan(
                        new Request(
                                "k7q2f",
                                Optional.of(
                                        ObjectsTool.target("eu-1", revisions().getFirst())),
                                "shop",
                                Map.of("revision", "0"),
                                Map.of()),
                        cluster.view());
    }

    @Test
    void aRunThatIsKilledMakesOneRevision(@TempDir Path folder) {
        KillHarness.Tally tally = new KillHarness(cluster, plan(), ObjectsTool.INSTANCE.namedChecks(), folder).prove();
        assertThat(tally.whole()).isTrue();
        assertThat(tally.kills()).isPositive();
        assertThat(tally.asked()).isZero();
    }

    @Test
    void aReleaseOfFluxAndAnOlderChartAreRisks() {
        assertThat(plan().risks().stream().map(Risk::id).toList()).containsExactly("gitops", "older");
    }
}
