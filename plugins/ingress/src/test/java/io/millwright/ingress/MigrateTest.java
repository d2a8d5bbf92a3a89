package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Names;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.testkit.sandbox.Town;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From ingress-nginx to the Gateway API by the real engine. */
final class MigrateTest {
    private static final String PATH = "ingress-nginx/ingress-nginx-controller";

    @Test
    void makesRoutesBesideTheIngressesAndLeavesDnsToAPerson() throws Exception {
        try (Town town = new Town(new IngressTool(), "findings")) {
            town.until(t -> t.instance(PATH).summary().getOrDefault("ready", "").equals("2/2"));
            town.release("1.9.1");
            town.create(
                    Names.GATEWAY_CLASS,
                    Resource.of(
                            Names.GATEWAY_CLASS,
                            "",
                            "eg",
                            Map.of("spec", Map.of("controllerName", Names.ENVOY_CONTROLLER))));
            town.until(t -> t.view()
                    .get(ObjectRef.of(Names.GATEWAY_CLASS, "", "eg"))
                    .flatMap(c -> c.condition("Accepted"))
                    .isPresent());
            Plan plan = town.plan(
                            "migrate-to-gateway",
                            Optional.of(town.instance(PATH)),
                            "ingress-nginx",
                            Map.of("from", "web"))
                    .plan();
            assertThat(plan.risks()).extracting(r -> r.id()).containsExactlyInAnyOrder("left.orders", "lost.wiki");
            assertThat(plan.risks())
                    .anySatisfy(r -> assertThat(r.detail()).contains("Service orders-old doesn't exist"));
            assertThat(plan.risks())
                    .anySatisfy(r -> assertThat(r.detail()).contains("a Gateway takes no configuration of nginx"));

            town.succeeds("migrate-to-gateway", PATH, Map.of("from", "web"));
            assertThat(town.view().list(Names.HTTP_ROUTE, io.millwright.spi.Selector.in("web")))
                    .extracting(Resource::name)
                    .containsExactly(
                            "shop-shop-example-com", "shop-shop-example-com-to-https", "wiki-wiki-example-com");
            assertThat(town.view().get(ObjectRef.of(Names.INGRESS, "web", "shop")))
                    .isPresent();
            assertThat(town.instance("web/edge").summary()).containsEntry("class", "eg");
            town.running().advance(java.time.Duration.ofMinutes(3));
            assertThat(town.findings("web/edge"))
                    .containsExactlyInAnyOrder(
                            "ingress.gateway.proxies.single", "ingress.gateway.certificates.expiry.web.shop-tls");

            // The class names no EnvoyProxy: the Gateway gets one of its own.
            town.succeeds("scale-proxies", "web/edge", Map.of("proxies", "2"));
            assertThat(town.view().get(ObjectRef.of(Names.ENVOY_PROXY, "web", "edge")))
                    .isPresent();

            // A second time for one Ingress finds the Gateway, and gives it what it lacks.
            town.change(
                    ObjectRef.of(Names.INGRESS, "web", "orders"),
                    i -> new Resource(i.content())
                            .with(
                                    java.util.List.of(Map.of(
                                            "host",
                                            "orders.example.com",
                                            "http",
                                            Map.of(
                                                    "paths",
                                                    java.util.List.of(Map.of(
                                                            "path",
                                                            "/",
                                                            "pathType",
                                                            "Prefix",
                                                            "backend",
                                                            Map.of(
                                                                    "service",
                                                                    Map.of(
                                                                            "name",
                                                                            "shop",
                                                                            "port",
                                                                            Map.of("name", "http")))))))),
                                    "spec",
                                    "rules"));
            town.succeeds("migrate-to-gateway", PATH, Map.of("from", "web/orders"));
            assertThat(town.view()
                            .get(ObjectRef.of(Names.HTTP_ROUTE, "web", "orders-orders-example-com"))
                            .flatMap(r -> r.number("spec", "rules", "0", "backendRefs", "0", "port")))
                    .contains(80L);
            assertThat(town.view().list(Kind.SERVICE, io.millwright.spi.Selector.in("ingress-nginx")))
                    .isNotEmpty();
            assertThat(town.problems()).isEmpty();
        }
    }
}
