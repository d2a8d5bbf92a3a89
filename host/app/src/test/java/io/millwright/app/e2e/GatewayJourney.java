package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.ingress.IngressTool;
import io.millwright.ingress.facts.Names;
import io.millwright.kit.Tree;
import io.millwright.kit.Yaml;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Envoy Gateway from nothing to removal, by commands alone, with proxies whose image nobody has. */
abstract class GatewayJourney extends Journey {
    static final Map<String, Tool> TOOLS = Map.of("ingress", new IngressTool());
    private static final String HOME = "envoy-gateway-system";
    private static final String AT = HOME + "/envoy-gateway";
    private static final String NAMESPACE = "mw-gateway";
    private static final String WEB = NAMESPACE + "/web";
    /** Nobody has it, and the sandbox takes a tag of that name for one that can't be pulled. */
    private static final String IMAGE = "registry.example.test/envoy:v1.39.0-fault-pull";

    GatewayJourney() {
        super("ingress", List.of(NAMESPACE, HOME));
    }

    @Override
    void clear(Place p) {
        p.delete(Kind.NAMESPACE, "", NAMESPACE);
        if (p.cluster().view().serves(Names.GATEWAY_CLASS)) {
            p.delete(Names.GATEWAY_CLASS, "", "eg");
        }
        p.delete(Kind.NAMESPACE, "", HOME);
    }

    @Test
    void theControlPlaneFromInstallationToRemovalAndProxiesThatCanNotStart() {
        runs("install", "", "version=1.9.1", "exposure=ClusterIP", "proxies=1", "repository=" + place().charts());
        assertThat(instances()).contains(AT).contains("1.9.1");
        assertThat(health(AT)).as("health after the installation").doesNotContainPattern(CRITICAL);

        place().patch(
                        Names.ENVOY_PROXY,
                        HOME,
                        "eg",
                        Tree.of(
                                "spec",
                                Tree.of(
                                        "provider",
                                        Tree.of(
                                                "type",
                                                "Kubernetes",
                                                "kubernetes",
                                                Tree.of(
                                                        "envoyDeployment",
                                                        Tree.of("container", Tree.of("image", IMAGE)))))));
        Yaml.resources(GatewayJourney.class, "gateway.yaml")
                .forEach(r -> place().cluster().writer().apply(r, true, Mode.REAL));
        until("the Gateway is accepted", () -> is(Names.GATEWAY, "web", "Accepted"));
        until("the missing image is named", () -> health(WEB).contains(IMAGE));
        assertThat(instances()).contains(WEB);
        assertThat(health(WEB)).containsPattern(CRITICAL).contains("Gateway mw-gateway/web has no proxy that runs");
        // Each route's status is written by itself.
        until(
                "the table names the missing backend, and only there",
                () -> routes("lost").contains("BackendNotFound")
                        && routes("shop").contains("yes")
                        && !routes("shop").contains("BackendNotFound"));

        runs("back-up", "", "namespace=" + NAMESPACE);
        assertThat(refusedToUninstall()).contains("Gateways");
        place().delete(Names.GATEWAY, NAMESPACE, "web");
        until("it is gone", () -> place().get(Names.GATEWAY, NAMESPACE, "web").isEmpty());
        runs("restore", "", "namespace=" + NAMESPACE);
        until("the restored Gateway is accepted", () -> is(Names.GATEWAY, "web", "Accepted"));

        place().delete(Names.GATEWAY, NAMESPACE, "web");
        until(
                "it is gone again",
                () -> place().get(Names.GATEWAY, NAMESPACE, "web").isEmpty());
        place().operator().runsOn(AT, "envoy-gateway", "uninstall", "repository=" + place().charts());
        assertThat(place().get(Kind.DEPLOYMENT, HOME, "envoy-gateway")).isEmpty();
        assertThat(place().cluster().view().list(Kind.MUTATING_WEBHOOK, Selector.ALL))
                .extracting(Resource::name)
                .noneMatch(n -> n.startsWith("envoy-gateway"));
        assertThat(place().get(Names.HTTP_ROUTE, NAMESPACE, "shop"))
                .as("routes and their definition are kept")
                .isPresent();
        assertThat(place().operator().failures()).isEmpty();
    }

    /** What it says while a Gateway needs it. */
    private String refusedToUninstall() {
        Operator.Said said = place().operator()
                .types(
                        "run",
                        "ingress",
                        "uninstall",
                        AT,
                        "--set",
                        "repository=" + place().charts(),
                        "--confirm",
                        "envoy-gateway");
        assertThat(said.code()).isNotZero();
        return said.err();
    }

    /** A route's row in the table of routes. */
    private List<String> routes(String name) {
        return new IngressTool()
                .listings().stream()
                        .filter(l -> l.info().id().equals("routes"))
                        .flatMap(l -> l.rows(place().cluster().view()).stream())
                        .filter(r -> r.cells().contains(name) && r.cells().contains(NAMESPACE))
                        .flatMap(r -> r.cells().stream())
                        .toList();
    }

    private boolean is(Kind kind, String name, String condition) {
        return place().get(kind, NAMESPACE, name)
                .flatMap(o -> o.condition(condition))
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }
}
