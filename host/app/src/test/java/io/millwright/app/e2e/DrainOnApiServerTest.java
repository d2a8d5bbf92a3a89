package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node is drained to its end on the API server that {@code KUBECONFIG} names: its budgets, its controllers and its scheduler decide. The nodes
 * are simulated ones, of which there must be two at least.
 */
@Tag("lab")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DrainOnApiServerTest {
    private static final int REPLICAS = 6;

    @TempDir
    private Path folder;

    private final String namespace = "drain-" + UUID.randomUUID().toString().substring(0, 8);
    private Place place;
    private String drained = "";

    @BeforeEach
    void open() {
        place = Place.simulatedNodes(folder, Map.of());
        place.namespace(namespace);
        Map<String, Object> labels = Map.of("app", "web");
        create(
                Kind.DEPLOYMENT,
                Map.of(
                        "replicas",
                        REPLICAS,
                        "selector",
                        Map.of("matchLabels", labels),
                        "template",
                        Map.of(
                                "metadata",
                                Map.of("labels", labels),
                                "spec",
                                Map.of(
                                        "containers",
                                        List.of(Map.of("name", "main", "image", "registry.example.org/web:1"))))));
        create(Kind.POD_DISRUPTION_BUDGET, Map.of("maxUnavailable", 1, "selector", Map.of("matchLabels", labels)));
        assertThat(Patience.until(Duration.ofMinutes(1), () -> ready() == REPLICAS))
                .as("all pods ready")
                .isTrue();
    }

    @AfterEach
    void close() {
        if (place != null) {
            if (!drained.isEmpty() && isCordoned(drained)) {
                // Others want the node after a failure, too.
                place.operator().types("run", "objects", "uncordon", "node/" + drained, "--confirm", "yes");
            }
            place.delete(Kind.NAMESPACE, "", namespace);
            place.close();
        }
    }

    private void create(Kind kind, Map<String, Object> spec) {
        place.cluster().writer().create(Resource.of(kind, namespace, "web", Map.of("spec", spec)), Mode.REAL);
    }

    private long ready() {
        return place.get(Kind.DEPLOYMENT, namespace, "web")
                .flatMap(d -> d.number("status", "readyReplicas"))
                .orElse(0L);
    }

    private List<Resource> podsOn(String node) {
        return place.cluster().view().list(Kind.POD, Selector.in(namespace)).stream()
                .filter(p -> p.text("spec", "nodeName").filter(node::equals).isPresent())
                .toList();
    }

    private boolean isCordoned(String node) {
        return place.get(Kind.NODE, "", node)
                .flatMap(n -> n.flag("spec", "unschedulable"))
                .orElse(false);
    }

    @Test
    void theBudgetPacesTheEvictionsAndAllPodsAreReadyElsewhere() {
        String node = place.cluster().view().list(Kind.POD, Selector.in(namespace)).stream()
                .flatMap(p -> p.text("spec", "nodeName").stream())
                .findFirst()
                .orElseThrow();
        drained = node;
        int here = podsOn(node).size();

        String planned = place.operator()
                .types("plan", "objects", "drain", "node/" + node)
                .done()
                .out();
        String said = place.operator()
                .types("run", "objects", "drain", "node/" + node, "--confirm", "yes")
                .done()
                .out();

        assertThat(planned).contains("evicts Pod " + namespace + "/web-");
        assertThat(said).contains("Succeeded: Drain Node " + node);
        assertThat(podsOn(node)).as("of %s pods that were there", here).isEmpty();
        assertThat(isCordoned(node)).isTrue();
        assertThat(Patience.until(Duration.ofMinutes(1), () -> ready() == REPLICAS))
                .as("all pods ready elsewhere")
                .isTrue();

        place.operator()
                .types("run", "objects", "uncordon", "node/" + node, "--confirm", "yes")
                .done();
        assertThat(isCordoned(node)).isFalse();
    }
}
