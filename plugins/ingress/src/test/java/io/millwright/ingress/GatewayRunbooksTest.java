package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.ingress.facts.Names;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.sandbox.Town;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways and Envoy Gateway by the real engine. */
final class GatewayRunbooksTest {
    private static final String CONTROL = "envoy-gateway-system/envoy-gateway";

    @Test
    void makesScalesSavesAndBringsBackAGateway() throws Exception {
        try (Town town = new Town(new IngressTool(), "healthy")) {
            town.until(t ->
                    t.instance("web/edge").summary().getOrDefault("routes", "").equals("2"));
            town.until(t -> t.findings("web/edge").isEmpty());

            town.succeeds(
                    "create-gateway",
                    "",
                    Map.of("name", "inner", "namespace", "web", "host", "site.example.com", "secret", "site-tls"));
            assertThat(town.instance("web/inner").summary()).containsEntry("class", "eg");
            town.succeeds("scale-proxies", "web/edge", Map.of("proxies", "3"));
            assertThat(town.findings("web/edge")).isEmpty();

            town.create(
                    Kind.SECRET,
                    town.view()
                            .get(ObjectRef.of(Kind.SECRET, "web", "site-tls"))
                            .orElseThrow()
                            .with("site-tls-new", "metadata", "name")
                            .without("metadata", "uid")
                            .without("metadata", "resourceVersion"));
            town.succeeds("set-certificate", "web/edge", Map.of("listener", "https", "secret", "site-tls-new"));
            assertThat(town.view()
                            .get(ObjectRef.of(Names.GATEWAY, "web", "edge"))
                            .flatMap(g -> g.text("spec", "listeners", "1", "tls", "certificateRefs", "0", "name")))
                    .contains("site-tls-new");
            assertThatThrownBy(() -> town.plan(
                            "set-certificate",
                            Optional.of(town.instance("web/edge")),
                            "web",
                            Map.of("listener", "https", "secret", "gone")))
                    .hasMessageContaining("doesn't exist");

            town.succeeds("back-up", "", Map.of("namespace", "web"));
            ObjectRef route = ObjectRef.of(Names.HTTP_ROUTE, "web", "site");
            town.delete(route);
            town.running().settle();
            assertThat(town.view().get(route)).isEmpty();
            town.succeeds("restore", "", Map.of("namespace", "web"));
            assertThat(town.view().get(route)).isPresent();
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void aGatewayThatGetsNoAddressFailsTheRunAndIsTakenBackExactly() throws Exception {
        try (Town town = new Town(new IngressTool(), "healthy")) {
            town.until(t ->
                    t.instance("web/edge").summary().getOrDefault("routes", "").equals("2"));
            town.fault("no-address", true);
            List<RunResult> ends = town.takenBack(
                    "create-gateway", Optional.empty(), "web", Map.of("name", "inner", "namespace", "web"));
            assertThat(ends.getFirst().problem().orElseThrow().why()).contains("AddressNotAssigned");
            assertThat(ends.getLast().state()).isEqualTo(RunState.ROLLED_BACK);
            assertThat(town.view().get(ObjectRef.of(Names.GATEWAY, "web", "inner")))
                    .isEmpty();
            town.fault("no-address", false);
            assertThatThrownBy(() -> town.plan(
                            "create-gateway", Optional.empty(), "web", Map.of("name", "edge", "namespace", "web")))
                    .hasMessageContaining("is there already");
        }
    }

    @Test
    void upgradesOnceTheDefinitionsAreNewEnoughAndGoesWithoutThem(@TempDir Path folder) throws Exception {
        try (Town town = new Town(new IngressTool(), "empty")) {
            town.running().settle();
            town.succeeds(
                    "install",
                    "",
                    Map.of("version", "1.8.3", "archive", InstallTest.archive(folder, "gateway-helm-v1.8.3.tgz")));
            assertThat(town.findings(CONTROL)).contains("ingress.envoy.support.kubernetes");
            Map<String, String> newer =
                    Map.of("version", "1.9.1", "archive", InstallTest.archive(folder, "gateway-helm-v1.9.1.tgz"));
            assertThatThrownBy(() -> town.plan(
                            "upgrade-envoy-gateway",
                            Optional.of(town.instance(CONTROL)),
                            "envoy-gateway-system",
                            newer))
                    .hasMessageContaining("needs the Gateway API 1.6.1");

            Path file = Files.writeString(folder.resolve("definitions.yaml"), definitions("1.9.1"));
            assertThatThrownBy(() -> town.plan(
                            "upgrade-definitions",
                            Optional.of(town.instance(CONTROL)),
                            "envoy-gateway-system",
                            Map.of("definitions", file.toString())))
                    .hasMessageContaining("applied by Helm release eg");
            town.succeeds("upgrade-definitions", CONTROL, Map.of("definitions", file.toString(), "take-over", "true"));
            town.succeeds("upgrade-envoy-gateway", CONTROL, newer);
            assertThat(town.instance(CONTROL).version()).contains("1.9.1");
            assertThat(town.findings(town.instance(CONTROL)))
                    .extracting(Finding::id)
                    .isEmpty();

            Path older = Files.writeString(folder.resolve("older.yaml"), definitions("1.8.3"));
            assertThatThrownBy(() -> town.plan(
                            "upgrade-definitions",
                            Optional.of(town.instance(CONTROL)),
                            "envoy-gateway-system",
                            Map.of("definitions", older.toString())))
                    .hasMessageContaining("newer than");

            ObjectRef injector =
                    ObjectRef.of(Kind.MUTATING_WEBHOOK, "", "envoy-gateway-topology-injector.envoy-gateway-system");
            assertThat(town.view().get(injector)).isPresent();
            town.succeeds("uninstall", CONTROL, Map.of());
            assertThat(town.view().get(injector)).isEmpty();
            assertThat(town.view().serves(Names.GATEWAY)).isTrue();
            assertThat(town.view().get(ObjectRef.of(Kind.DEPLOYMENT, "envoy-gateway-system", "envoy-gateway")))
                    .isEmpty();
            assertThat(town.problems()).isEmpty();
        }
    }

    private static String definitions(String version) {
        return new IngressTool()
                .simulator().orElseThrow().release(version).stream()
                        .filter(r -> r.kind().equals("CustomResourceDefinition"))
                        .map(Resource::content)
                        .map(Json::text)
                        .collect(Collectors.joining("\n---\n"));
    }
}
