package io.millwright.ingress.simulator;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What traffic finds in a fresh sandbox. It grows up by itself: only what users write is planted. */
final class Seeds {
    private final SimulatedCluster world;

    private Seeds(SimulatedCluster world) {
        this.world = world;
    }

    /** {@code healthy}: a Gateway with one route. {@code findings}: the retired controller with several. Others: nothing. */
    static void plant(SimulatedCluster world, String scenario) {
        Seeds seeds = new Seeds(world);
        switch (scenario) {
            case "healthy" -> seeds.healthy();
            case "findings" -> seeds.findings();
            default -> {
                // A scenario of another tool.
            }
        }
    }

    private void healthy() {
        Charts.release("1.9.1").forEach(world::ensure);
        app("web", "site");
        world.ensure(Resource.of(
                Names.ENVOY_PROXY,
                "envoy-gateway-system",
                "eg",
                Map.of(
                        "spec",
                        Json.map(
                                "provider",
                                Json.map(
                                        "type",
                                        "Kubernetes",
                                        "kubernetes",
                                        Json.map("envoyDeployment", Json.map("replicas", 2L)))))));
        world.ensure(Resource.of(
                Names.GATEWAY_CLASS,
                "",
                "eg",
                Map.of(
                        "spec",
                        Json.map(
                                "controllerName",
                                Names.ENVOY_CONTROLLER,
                                "parametersRef",
                                Json.map(
                                        "group",
                                        Names.ENVOY_PROXY.group(),
                                        "kind",
                                        Names.ENVOY_PROXY.kind(),
                                        "name",
                                        "eg",
                                        "namespace",
                                        "envoy-gateway-system")))));
        certificate("web", "site-tls", "site.example.com", 80);
        world.ensure(Resource.of(
                Names.GATEWAY,
                "web",
                "edge",
                Map.of(
                        "spec",
                        Json.map(
                                "gatewayClassName",
                                "eg",
                                "listeners",
                                List.of(
                                        Json.map("name", "http", "port", 80L, "protocol", "HTTP"),
                                        Json.map(
                                                "name",
                                                "https",
                                                "port",
                                                443L,
                                                "protocol",
                                                "HTTPS",
                                                "hostname",
                                                "site.example.com",
                                                "tls",
                                                Json.map(
                                                        "mode",
                                                        "Terminate",
                                                        "certificateRefs",
                                                        List.of(Json.map("name", "site-tls")))))))));
        world.ensure(Resource.of(
                Names.HTTP_ROUTE,
                "web",
                "site",
                Map.of(
                        "spec",
                        Json.map(
                                "parentRefs",
                                List.of(Json.map("name", "edge")),
                                "hostnames",
                                List.of("site.example.com"),
                                "rules",
                                List.of(Json.map("backendRefs", List.of(Json.map("name", "site", "port", 80L))))))));
    }

    private void findings() {
        Charts.release("1.14.5").forEach(world::ensure);
        app("web", "shop");
        certificate("web", "shop-tls", "shop.example.com", 9);
        ingress("shop", "shop.example.com", "nginx", "shop", "shop-tls", Map.of());
        // Its Service was renamed, and nobody told the Ingress.
        ingress("orders", "orders.example.com", "nginx", "orders-old", "", Map.of());
        ingress(
                "wiki",
                "wiki.example.com",
                "nginx",
                "shop",
                "",
                Map.of(Names.NGINX_PREFIX + "configuration-snippet", "more_set_headers \"X-Team: web\";"));
        ingress("lost", "lost.example.com", "internal", "shop", "", Map.of());
    }

    private void app(String namespace, String name) {
        world.ensure(Resource.of(Kind.NAMESPACE, "", namespace, Map.of()));
        Map<String, Object> labels = Json.map("app", name);
        world.ensure(Resource.of(
                Kind.DEPLOYMENT,
                namespace,
                name,
                Map.of(
                        "spec",
                        Json.map(
                                "replicas",
                                1L,
                                "selector",
                                Json.map("matchLabels", labels),
                                "template",
                                Json.map(
                                        "metadata",
                                        Json.map("labels", labels),
                                        "spec",
                                        Json.map(
                                                "containers",
                                                List.of(Json.map("name", "web", "image", "nginx:1.31"))))))));
        world.ensure(Resource.of(
                Kind.SERVICE,
                namespace,
                name,
                Map.of(
                        "spec",
                        Json.map(
                                "selector",
                                labels,
                                "ports",
                                List.of(Json.map("name", "http", "port", 80L, "targetPort", 8080L))))));
    }

    private void certificate(String namespace, String name, String host, int days) {
        SelfSigned made = SelfSigned.of(
                List.of(host),
                world.now().minus(Duration.ofDays(80)),
                world.now().plus(Duration.ofDays(days)));
        world.ensure(Resource.of(
                Kind.SECRET,
                namespace,
                name,
                Json.map(
                        "type",
                        "kubernetes.io/tls",
                        "data",
                        Json.map("tls.crt", Json.base64(made.certificate()), "tls.key", Json.base64(made.key())))));
    }

    private void ingress(
            String name,
            String host,
            String ingressClass,
            String service,
            String secret,
            Map<String, String> annotations) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("ingressClassName", ingressClass);
        if (!secret.isEmpty()) {
            spec.put("tls", List.of(Json.map("hosts", List.of(host), "secretName", secret)));
        }
        spec.put(
                "rules",
                List.of(Json.map(
                        "host",
                        host,
                        "http",
                        Json.map(
                                "paths",
                                List.of(Json.map(
                                        "path",
                                        "/",
                                        "pathType",
                                        "Prefix",
                                        "backend",
                                        Json.map(
                                                "service",
                                                Json.map("name", service, "port", Json.map("number", 80L)))))))));
        Resource ingress = Resource.of(Names.INGRESS, "web", name, Map.of("spec", spec));
        world.ensure(annotations.isEmpty() ? ingress : ingress.with(annotations, "metadata", "annotations"));
    }
}
