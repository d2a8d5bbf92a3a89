package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Action;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What plans write is what upstream's definitions take. */
final class ObjectsTest {
    private static Plan plan(String id, Map<String, String> answers) {
        Runbook runbook = new IngressTool()
                .runbooks().stream()
                        .filter(r -> r.info().id().equals(id))
                        .findFirst()
                        .orElseThrow();
        FakeCluster cluster = new FakeCluster()
                .kubernetes("1.36")
                .put(Resource.of(io.millwright.spi.Kind.SECRET, "web", "tls", Map.of()));
        Map<String, String> inputs = new LinkedHashMap<>();
        runbook.parameters(Optional.empty(), cluster)
                .forEach(p -> p.defaultValue().ifPresent(v -> inputs.put(p.id(), v)));
        inputs.putAll(answers);
        return runbook.plan(new Request("k7q2f", Optional.empty(), "default", inputs, Map.of()), cluster);
    }

    private static List<Resource> written(Plan plan) {
        return plan.steps().stream()
                .flatMap(
                        s -> s.action() instanceof Action.Apply a ? a.objects().stream() : java.util.stream.Stream.of())
                .toList();
    }

    @Test
    void gatewaysAndClassesAreValid() throws IOException {
        Optional<Path> folder = Schema.definitions("ingress");
        Assumptions.assumeTrue(folder.isPresent(), "upstream's definitions aren't here");
        List<Resource> install = written(plan("install", Map.of()));
        assertThat(install).extracting(Resource::kind).containsExactly("Namespace", "EnvoyProxy", "GatewayClass");
        List<Resource> gateway = written(plan(
                "create-gateway",
                Map.of(
                        "name",
                        "edge",
                        "namespace",
                        "web",
                        "host",
                        "*.example.com",
                        "secret",
                        "tls",
                        "all-namespaces",
                        "true")));
        assertThat(gateway).extracting(Resource::kind).containsExactly("Namespace", "Gateway");
        for (Resource object : List.of(install.getLast(), gateway.getLast())) {
            assertThat(Schema.problems(object, folder.get())).as(object.kind()).isEmpty();
        }
    }
}
