package io.millwright.metrics.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Map;

/** What a fresh sandbox has. It grows up by itself: only what people write is planted. */
final class Seeds {
    private Seeds() {}

    /** {@code healthy}: a small stack in order. {@code findings}: an older one with several findings. Others: nothing. */
    static void plant(SimulatedCluster world, String scenario) {
        switch (scenario) {
            case "healthy" -> healthy(world);
            case "findings" -> findings(world);
            default -> {
                // A scenario of another tool.
            }
        }
    }

    static Map<String, Object> claim(String size) {
        return Json.map(
                "volumeClaimTemplate",
                Json.map(
                        "spec",
                        Json.map(
                                "accessModes",
                                List.of("ReadWriteOnce"),
                                "resources",
                                Json.map("requests", Json.map("storage", size)))));
    }

    private static void healthy(SimulatedCluster world) {
        Stack stack = Stack.newest();
        world.ensure(Resource.of(Kind.NAMESPACE, "", Names.NAMESPACE, Map.of()));
        stack.definitions().forEach(world::ensure);
        Map<String, Object> routes = Json.map("receiver", "null", "matchers", List.of("alertname = \"Watchdog\""));
        Map<String, Object> config = Json.map(
                "route",
                Json.map("receiver", "team", "routes", List.of(routes)),
                "receivers",
                List.of(
                        Json.map("name", "null"),
                        Json.map(
                                "name",
                                "team",
                                "webhook_configs",
                                List.of(Json.map("url", "http://notify.example.org/hook")))));
        stack.rendered(
                        Names.NAMESPACE,
                        Names.RELEASE,
                        Json.map(
                                "prometheus",
                                Json.map(
                                        "prometheusSpec",
                                        Json.map(
                                                "storageSpec",
                                                claim("20Gi"),
                                                "retentionSize",
                                                "16GB",
                                                "externalLabels",
                                                Json.map("cluster", "sandbox"),
                                                "resources",
                                                Json.map(
                                                        "requests",
                                                        Json.map("cpu", "100m", "memory", "1Gi"),
                                                        "limits",
                                                        Json.map("memory", "2Gi")),
                                                "ruleSelectorNilUsesHelmValues",
                                                false,
                                                "serviceMonitorSelectorNilUsesHelmValues",
                                                false)),
                                "alertmanager",
                                Json.map("alertmanagerSpec", Json.map("storage", claim("2Gi")), "config", config),
                                "grafana",
                                Json.map(
                                        "persistence",
                                        Json.map("enabled", true, "size", "5Gi"),
                                        "deploymentStrategy",
                                        Json.map("type", "Recreate"))))
                .forEach(world::ensure);
    }

    /** Definitions older than the operator, no volume, alerts that go nowhere, a monitor that nobody selects, Grafana without a volume. */
    private static void findings(SimulatedCluster world) {
        Stack stack = Stack.ALL.get(1);
        world.ensure(Resource.of(Kind.NAMESPACE, "", "observe", Map.of()));
        Stack.ALL.get(2).definitions().forEach(world::ensure);
        stack.rendered(
                        "observe",
                        "obs",
                        Json.map("prometheus", Json.map("prometheusSpec", Json.map("enableAdminAPI", true))))
                .forEach(world::ensure);
        world.ensure(Resource.of(
                Names.SERVICE_MONITOR,
                "observe",
                "shop",
                Map.of(
                        "spec",
                        Json.map(
                                "selector",
                                Json.map("matchLabels", Json.map("app", "shop")),
                                "endpoints",
                                List.of(Json.map("port", "metrics"))))));
    }
}
