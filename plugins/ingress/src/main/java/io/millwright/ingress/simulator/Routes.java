package io.millwright.ingress.simulator;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The routes that name one Gateway as their parent. */
final class Routes {
    private final SimulatedCluster world;
    private final Resource gateway;

    Routes(SimulatedCluster world, Resource gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    private Stream<Resource> mine(Kind kind) {
        return world.list(kind, Selector.ALL).stream()
                .filter(r -> r.items("spec", "parentRefs").stream().anyMatch(p -> isGateway(p, r)));
    }

    private boolean isGateway(Resource parent, Resource route) {
        return parent.text("name").filter(gateway.name()::equals).isPresent()
                && parent.text("namespace").orElse(route.namespace()).equals(gateway.namespace());
    }

    void step() {
        Names.ROUTES.forEach(kind -> mine(kind).forEach(r -> world.updateStatus(r.ref(kind), this::status)));
    }

    /** How many accepted routes hang on that listener. */
    long attached(Resource listener) {
        return Names.ROUTES.stream()
                .flatMap(this::mine)
                .filter(r -> r.items("spec", "parentRefs").stream()
                        .anyMatch(p -> isGateway(p, r)
                                && onListener(p, listener)
                                && allowed(listener, r)
                                && hosts(listener, r)))
                .count();
    }

    private static boolean onListener(Resource parent, Resource listener) {
        return parent.text("sectionName")
                .map(s -> listener.text("name").filter(s::equals).isPresent())
                .orElse(true);
    }

    private boolean allowed(Resource listener, Resource route) {
        return listener.text("allowedRoutes", "namespaces", "from")
                        .filter("All"::equals)
                        .isPresent()
                || route.namespace().equals(gateway.namespace());
    }

    private static boolean hosts(Resource listener, Resource route) {
        Optional<String> host = listener.text("hostname");
        List<String> wanted = route.texts("spec", "hostnames");
        return host.isEmpty() || wanted.isEmpty() || wanted.stream().anyMatch(w -> covers(host.get(), w));
    }

    private static boolean covers(String listener, String host) {
        return listener.equals(host) || listener.startsWith("*.") && host.endsWith(listener.substring(1));
    }

    private Resource status(Resource route) {
        List<Object> parents = new ArrayList<>();
        route.items("status", "parents").stream()
                .filter(p -> !isGateway(new Resource(part(p, "parentRef")), route))
                .forEach(p -> parents.add(p.content()));
        for (Resource parent : route.items("spec", "parentRefs")) {
            if (isGateway(parent, route)) {
                parents.add(Json.map(
                        "parentRef",
                        parent.content(),
                        "controllerName",
                        Names.ENVOY_CONTROLLER,
                        "conditions",
                        conditions(parent, route)));
            }
        }
        return route.with(parents, "status", "parents");
    }

    private static Map<String, Object> part(Resource tree, String name) {
        Map<String, Object> copy = Json.map();
        tree.at(name)
                .filter(Map.class::isInstance)
                .ifPresent(m -> ((Map<?, ?>) m).forEach((k, v) -> copy.put(String.valueOf(k), v)));
        return copy;
    }

    private Object conditions(Resource parent, Resource route) {
        List<Resource> listeners = gateway.items("spec", "listeners").stream()
                .filter(l -> onListener(parent, l))
                .toList();
        String reason = listeners.isEmpty()
                ? "NoMatchingParent"
                : listeners.stream().noneMatch(l -> allowed(l, route))
                        ? "NotAllowedByListeners"
                        : listeners.stream().noneMatch(l -> hosts(l, route))
                                ? "NoMatchingListenerHostname"
                                : "Accepted";
        Optional<String> missing = route.items("spec", "rules").stream()
                .flatMap(r -> r.items("backendRefs").stream())
                .map(b -> ObjectRef.of(
                        Kind.SERVICE,
                        b.text("namespace").orElse(route.namespace()),
                        b.text("name").orElse("")))
                .filter(s -> world.get(s).isEmpty())
                .map(s -> s.namespace() + "/" + s.name())
                .findFirst();
        Resource before = route.items("status", "parents").stream()
                .filter(p -> part(p, "parentRef").equals(parent.content()))
                .findFirst()
                .map(p -> new Resource(Map.of("status", p.content())))
                .orElse(new Resource(Map.of()));
        Resource accepted = Conditions.set(
                before,
                "Accepted",
                reason.equals("Accepted") ? "True" : "False",
                reason,
                reason.equals("Accepted") ? "Route is accepted" : "No listener takes this route",
                world.now());
        Resource resolved = Conditions.set(
                accepted,
                "ResolvedRefs",
                missing.isEmpty() ? "True" : "False",
                missing.isEmpty() ? "ResolvedRefs" : "BackendNotFound",
                missing.map(m -> "Failed to process route rule 0 backendRef 0: service " + m + " not found.")
                        .orElse("Resolved all the Object references for the Route"),
                world.now());
        List<Object> all = new ArrayList<>();
        resolved.items("status", "conditions")
                .forEach(c ->
                        all.add(c.with(route.generation(), "observedGeneration").content()));
        return all;
    }
}
