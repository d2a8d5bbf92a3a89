package io.millwright.ingress.simulator;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
import io.millwright.kit.Operators;
import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Envoy Gateway's control plane at work: classes, Gateways with their proxies, routes. */
final class EnvoySite {
    private final SimulatedCluster world;

    EnvoySite(SimulatedCluster world) {
        this.world = world;
    }

    void step() {
        List<Resource> all = world.list(Kind.DEPLOYMENT, Selector.labelled("", Names.ENVOY_LABEL, Names.ENVOY));
        all.forEach(d -> Pods.follow(world, d, Faults.ENVOY_DOWN));
        Optional<Resource> running = world.fault(Faults.ENVOY_DOWN)
                ? Optional.empty()
                : all.stream().filter(Operators::available).findFirst();
        if (running.isEmpty()) {
            return;
        }
        injector(running.get().namespace());
        for (Resource gatewayClass : world.list(Names.GATEWAY_CLASS, Selector.ALL)) {
            if (gatewayClass
                    .text("spec", "controllerName")
                    .filter(Names.ENVOY_CONTROLLER::equals)
                    .isPresent()) {
                accept(gatewayClass);
                for (Resource gateway : world.list(Names.GATEWAY, Selector.ALL)) {
                    if (gateway.text("spec", "gatewayClassName")
                            .filter(gatewayClass.name()::equals)
                            .isPresent()) {
                        new GatewayReconciler(
                                        world,
                                        gateway,
                                        gatewayClass,
                                        running.get().namespace())
                                .step();
                    }
                }
            }
        }
        collect();
    }

    /** A hook of the chart makes it, and an uninstall leaves it. */
    private void injector(String namespace) {
        world.ensure(Resource.of(
                Kind.MUTATING_WEBHOOK,
                "",
                "envoy-gateway-topology-injector." + namespace,
                Map.of(
                        "webhooks",
                        List.of(Json.map(
                                "name",
                                "topology.webhook.gateway.envoyproxy.io",
                                "admissionReviewVersions",
                                List.of("v1"),
                                "sideEffects",
                                "None",
                                "failurePolicy",
                                "Ignore",
                                "clientConfig",
                                Json.map(
                                        "service",
                                        Json.map(
                                                "name",
                                                "envoy-gateway",
                                                "namespace",
                                                namespace,
                                                "path",
                                                "/inject-pod-topology",
                                                "port",
                                                9443L)),
                                "rules",
                                List.of(Json.map(
                                        "apiGroups",
                                        List.of(""),
                                        "apiVersions",
                                        List.of("v1"),
                                        "operations",
                                        List.of("CREATE"),
                                        "resources",
                                        List.of("pods/binding"))))))));
    }

    private void accept(Resource gatewayClass) {
        Optional<ObjectRef> proxy = parameters(gatewayClass, "spec");
        boolean found = proxy.isEmpty() || world.get(proxy.get()).isPresent();
        world.updateStatus(gatewayClass.ref(Names.GATEWAY_CLASS), c -> {
            Resource accepted = Conditions.set(
                    c,
                    "Accepted",
                    found ? "True" : "False",
                    found ? "Accepted" : "InvalidParameters",
                    found ? "Valid GatewayClass" : "the EnvoyProxy that parametersRef names isn't there",
                    world.now());
            return Conditions.set(
                    accepted,
                    "SupportedVersion",
                    "True",
                    "SupportedVersion",
                    "Gateway API CRD bundle is supported",
                    world.now());
        });
    }

    /** The EnvoyProxy that the field {@code parametersRef} below that path names. */
    static Optional<ObjectRef> parameters(Resource object, String... path) {
        String[] whole = java.util.Arrays.copyOf(path, path.length + 1);
        whole[path.length] = "parametersRef";
        return object.at(whole)
                .filter(Map.class::isInstance)
                .map(m -> new Resource(copy((Map<?, ?>) m)))
                .flatMap(r -> r.text("name")
                        .map(n -> ObjectRef.of(
                                Names.ENVOY_PROXY, r.text("namespace").orElse(object.namespace()), n)));
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = Json.map();
        map.forEach((k, v) -> copy.put(String.valueOf(k), v));
        return copy;
    }

    /** Proxies whose Gateway is gone go with it. */
    private void collect() {
        for (Kind kind : List.of(Kind.DEPLOYMENT, Kind.SERVICE)) {
            for (Resource part : world.list(kind, Selector.labelled("", "app.kubernetes.io/managed-by", Names.ENVOY))) {
                ObjectRef gateway = ObjectRef.of(
                        Names.GATEWAY,
                        part.label(Names.OWNING_GATEWAY_NAMESPACE).orElse(""),
                        part.label(Names.OWNING_GATEWAY).orElse(""));
                if (world.get(gateway).isEmpty()) {
                    world.delete(part.ref(kind));
                }
            }
        }
    }

    /** Whether Envoy Gateway is there at all. */
    static boolean isProxy(Resource pod) {
        return pod.label("app.kubernetes.io/managed-by")
                        .filter(Names.ENVOY::equals)
                        .isPresent()
                && !Envoy.isOne(pod);
    }
}
