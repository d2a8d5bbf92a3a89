package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.run.RunResult;
import io.millwright.ingress.facts.Names;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallTest {
    static String archive(Path folder, String file) throws IOException {
        Path path = folder.resolve(file);
        Files.write(path, new IngressTool().simulator().orElseThrow().charts().get(file));
        return path.toString();
    }

    @Test
    void installsEnvoyGatewayByTheChartWithAClassThatIsAccepted(@TempDir Path folder) throws Exception {
        try (Town town = new Town(new IngressTool(), "empty")) {
            town.running().settle();
            town.succeeds("install", "", Map.of("archive", archive(folder, "gateway-helm-v1.9.1.tgz"), "proxies", "1"));
            assertThat(town.view()
                            .get(ObjectRef.of(Kind.DEPLOYMENT, "envoy-gateway-system", "envoy-gateway"))
                            .flatMap(d -> d.number("status", "availableReplicas")))
                    .contains(1L);
            assertThat(town.instance("envoy-gateway-system/envoy-gateway").version())
                    .contains("1.9.1");
            assertThat(town.view()
                            .get(ObjectRef.of(Names.GATEWAY_CLASS, "", "eg"))
                            .flatMap(c -> c.condition("Accepted"))
                            .flatMap(c -> c.text("status")))
                    .contains("True");
            assertThat(town.findings(town.instance("envoy-gateway-system/envoy-gateway")))
                    .extracting(Finding::id)
                    .isEmpty();
            assertThat(town.constraints("install", Optional.empty())).containsExactly("installed");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void aControlPlaneThatDoesntComeUpIsTakenBack(@TempDir Path folder) throws Exception {
        try (Town town = new Town(new IngressTool(), "empty")) {
            town.running().settle();
            town.fault("envoy-down", true);
            List<RunResult> ends = town.takenBack(
                    "install",
                    Optional.empty(),
                    "default",
                    Map.of("archive", archive(folder, "gateway-helm-v1.9.1.tgz")));
            assertThat(ends.getFirst().problem().orElseThrow().attempted()).contains("control plane runs");
            assertThat(town.view().get(ObjectRef.of(Kind.DEPLOYMENT, "envoy-gateway-system", "envoy-gateway")))
                    .isEmpty();
            assertThat(town.view().serves(Names.GATEWAY)).isTrue();
        }
    }

    @Test
    void theSeedsGrowUp() throws Exception {
        try (Town town = new Town(new IngressTool(), "healthy")) {
            town.until(t ->
                    t.instance("web/edge").summary().getOrDefault("routes", "").equals("2"));
            assertThat(town.instance("web/edge").activity().state().name()).isEqualTo("STEADY");
            assertThat(town.instance("web/edge").version()).contains("1.9.1");
            assertThat(town.problems()).isEmpty();
        }
        try (Town town = new Town(new IngressTool(), "findings")) {
            town.until(t -> t.instance("ingress-nginx/ingress-nginx-controller")
                    .summary()
                    .getOrDefault("ready", "")
                    .equals("2/2"));
            assertThat(town.instance("ingress-nginx/ingress-nginx-controller").version())
                    .contains("1.14.5");
            town.until(t -> t.view()
                    .get(ObjectRef.of(Names.INGRESS, "web", "shop"))
                    .filter(i -> !i.items("status", "loadBalancer", "ingress").isEmpty())
                    .isPresent());
            assertThat(town.problems()).isEmpty();
        }
    }
}
