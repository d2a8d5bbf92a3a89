package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingress.facts.Names;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.testkit.FakeCluster;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ways that the catalogue doesn't know are none. */
final class UpgradePathTest {
    private static FakeCluster running(String version) {
        FakeCluster cluster = new FakeCluster().kubernetes("1.33");
        for (Resource r : new IngressTool().simulator().orElseThrow().release(version)) {
            if (r.kind().equals("Deployment")) {
                cluster.put(r.with("it", "metadata", "annotations", "meta.helm.sh/release-name"), Kind.DEPLOYMENT);
            }
            if (r.kind().equals("CustomResourceDefinition")) {
                cluster.put(r, Kind.CUSTOM_RESOURCE_DEFINITION);
            }
        }
        return cluster;
    }

    private static Runbook runbook(String id) {
        return new IngressTool()
                .runbooks().stream()
                        .filter(r -> r.info().id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    private static Plan plan(FakeCluster cluster, String id, String version) {
        var target = new IngressTool().discover(cluster).stream().findFirst();
        return runbook(id).plan(new Request("k7q2f", target, "default", Map.of("version", version), Map.of()), cluster);
    }

    @Test
    void aWayThatIsTooLongNamesTheStepBetween() {
        assertThatThrownBy(() -> plan(running("1.11.4"), "upgrade", "1.15.1"))
                .hasMessageContaining("no single step leads from 1.11.4 to 1.15.1")
                .isInstanceOfSatisfying(
                        io.millwright.spi.ProblemException.class,
                        e -> assertThat(e.problem().next()).isEqualTo("Upgrade to 1.13.9 first."));
        assertThat(plan(running("1.11.4"), "upgrade", "1.13.9").title()).endsWith("1.11.4 → 1.13.9");
    }

    @Test
    void nothingLeadsBackOrToWhatIsntKnown() {
        assertThatThrownBy(() -> plan(running("1.15.1"), "upgrade", "1.14.5")).hasMessageContaining("isn't older");
        assertThatThrownBy(() -> plan(running("1.14.5"), "upgrade", "1.16.0")).hasMessageContaining("doesn't know");
    }

    @Test
    void theNewestThatOneStepLeadsToIsOffered() {
        FakeCluster cluster = running("1.13.9");
        Optional<String> offered =
                runbook("upgrade")
                        .parameters(new IngressTool().discover(cluster).stream().findFirst(), cluster)
                        .stream()
                        .filter(p -> p.id().equals("version"))
                        .findFirst()
                        .flatMap(Parameter::defaultValue);
        assertThat(offered).contains("1.15.1");
    }

    @Test
    void envoyGatewayWaitsForItsDefinitions() {
        FakeCluster cluster = running("1.8.3");
        assertThatThrownBy(() -> plan(cluster, "upgrade-envoy-gateway", "1.9.1"))
                .hasMessageContaining("needs the Gateway API 1.6.1");
        cluster.change(
                ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Names.definition(Names.GATEWAY)),
                d -> d.with("v1.6.1", "metadata", "annotations", Names.BUNDLE_VERSION));
        assertThat(plan(cluster, "upgrade-envoy-gateway", "1.9.1").title()).endsWith("1.8.3 → 1.9.1");
    }
}
