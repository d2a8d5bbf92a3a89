package io.millwright.ingress.simulator;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives one Gateway its proxies, its Service and its conditions, and its routes theirs. */
final class GatewayReconciler {
    private final SimulatedCluster world;
    private final Resource gateway;
    private final Optional<Resource> proxy;
    private final ObjectRef workload;
    private final Routes routes;

    GatewayReconciler(SimulatedCluster world, Resource gateway, Resource gatewayClass, String namespace) {
        this.world = world;
        this.gateway = gateway;
        this.proxy = EnvoySite.parameters(gateway, "spec", "infrastructure")
                .or(() -> EnvoySite.parameters(gatewayClass, "spec"))
                .flatMap(world::get);
        String hash = "%08x".formatted((gateway.namespace() + "/" + gateway.name()).hashCode());
        this.workload = ObjectRef.of(
                Kind.DEPLOYMENT, namespace, "envoy-" + gateway.namespace() + "-" + gateway.name() + "-" + hash);
        this.routes = new Routes(world, gateway);
    }

    void step() {
        infrastructure();
        routes.step();
        world.updateStatus(gateway.ref(Names.GATEWAY), this::status);
    }

    private Map<String, Object> labels() {
        return Json.map(
                "app.kubernetes.io/managed-by",
                Names.ENVOY,
                Names.NAME_LABEL,
                "envoy",
                Names.OWNING_GATEWAY,
                gateway.name(),
                Names.OWNING_GATEWAY_NAMESPACE,
                gateway.namespace());
    }

    private void infrastructure() {
        long replicas = proxy.flatMap(p -> p.number("spec", "provider", "kubernetes", "envoyDeployment", "replicas"))
                .orElse(1L);
        world.ensure(Resource.of(Kind.DEPLOYMENT, workload.namespace(), workload.name(), Map.of("spec", spec(replicas)))
                .with(labels(), "metadata", "labels"));
        world.update(
                workload,
                d -> d.with(replicas, "spec", "replicas").with(containers(), "spec", "template", "spec", "containers"));
        world.get(workload).ifPresent(d -> Pods.follow(world, d, Faults.PROXY_DOWN));
        List<Object> ports = new ArrayList<>();
        gateway.items("spec", "listeners").stream()
                .map(l -> l.number("port").orElse(0L))
                .distinct()
                .forEach(p ->
                        ports.add(Json.map("name", "port-" + p, "port", p, "targetPort", p < 1024 ? p + 10000 : p)));
        String type = proxy.flatMap(p -> p.text("spec", "provider", "kubernetes", "envoyService", "type"))
                .orElse("LoadBalancer");
        ObjectRef service = ObjectRef.of(Kind.SERVICE, workload.namespace(), workload.name());
        if (world.get(service).isEmpty()) {
            world.create(Resource.of(
                            Kind.SERVICE,
                            service.namespace(),
                            service.name(),
                            Map.of("spec", Json.map("type", type, "selector", labels(), "ports", ports)))
                    .with(labels(), "metadata", "labels"));
        } else {
            world.update(
                    service, s -> s.items("spec", "ports").size() == ports.size() ? s : s.with(ports, "spec", "ports"));
        }
    }

    private Map<String, Object> spec(long replicas) {
        return Json.map(
                "replicas",
                replicas,
                "selector",
                Json.map("matchLabels", labels()),
                "template",
                Json.map("metadata", Json.map("labels", labels()), "spec", Json.map("containers", containers())));
    }

    private List<Object> containers() {
        String image = proxy.flatMap(
                        p -> p.text("spec", "provider", "kubernetes", "envoyDeployment", "container", "image"))
                .orElse("docker.io/envoyproxy/envoy:distroless-v1.39.0");
        return List.of(Json.map(
                "name", "envoy", "image", image, "ports", List.of(Json.map("name", "readiness", "containerPort", (long)
                        Names.PROXY_PORT))));
    }

    private List<Object> addresses() {
        Optional<Resource> service = world.get(ObjectRef.of(Kind.SERVICE, workload.namespace(), workload.name()));
        List<Object> found = new ArrayList<>();
        if (service.isEmpty() || world.fault(Faults.NO_ADDRESS)) {
            return found;
        }
        List<String> values = switch (service.get().text("spec", "type").orElse("ClusterIP")) {
            case "LoadBalancer" ->
                service.get().items("status", "loadBalancer", "ingress").stream()
                        .flatMap(a -> a.text("ip").stream())
                        .toList();
            case "NodePort" ->
                world.list(Kind.NODE, Selector.ALL).stream()
                        .flatMap(n -> n.items("status", "addresses").stream())
                        .filter(a -> a.text("type").filter("InternalIP"::equals).isPresent())
                        .flatMap(a -> a.text("address").stream())
                        .toList();
            default -> service.get().text("spec", "clusterIP").stream().toList();
        };
        values.forEach(v -> found.add(Json.map("type", "IPAddress", "value", v)));
        return found;
    }

    private Resource status(Resource g) {
        List<Object> addresses = addresses();
        long wanted =
                world.get(workload).flatMap(d -> d.number("spec", "replicas")).orElse(0L);
        long ready = world.get(workload)
                .flatMap(d -> d.number("status", "availableReplicas"))
                .orElse(0L);
        Resource next =
                addresses.isEmpty() ? g.without("status", "addresses") : g.with(addresses, "status", "addresses");
        next = condition(next, "Accepted", true, "Accepted", "The Gateway has been scheduled by Envoy Gateway");
        if (addresses.isEmpty()) {
            next = condition(
                    next, "Programmed", false, "AddressNotAssigned", "No addresses have been assigned to the Gateway");
        } else if (ready == 0) {
            next = condition(next, "Programmed", false, "NoResources", "Envoy replicas unavailable");
        } else {
            next = condition(
                    next,
                    "Programmed",
                    true,
                    "Programmed",
                    "Address assigned to the Gateway, " + ready + "/" + wanted + " envoy replicas available");
        }
        List<Object> listeners = new ArrayList<>();
        g.items("spec", "listeners").forEach(l -> listeners.add(listener(l, g)));
        return next.with(listeners, "status", "listeners");
    }

    private Resource condition(Resource g, String type, boolean holds, String reason, String message) {
        Resource set = Conditions.set(g, type, holds ? "True" : "False", reason, message, world.now());
        List<Object> all = new ArrayList<>();
        set.items("status", "conditions")
                .forEach(c ->
                        all.add(c.with(g.generation(), "observedGeneration").content()));
        return set.with(all, "status", "conditions");
    }

    private Map<String, Object> listener(Resource listener, Resource g) {
        String name = listener.text("name").orElse("");
        Optional<String> missing = listener.items("tls", "certificateRefs").stream()
                .map(r -> ObjectRef.of(
                        Kind.SECRET,
                        r.text("namespace").orElse(gateway.namespace()),
                        r.text("name").orElse("")))
                .filter(r -> world.get(r).isEmpty())
                .map(r -> r.namespace() + "/" + r.name())
                .findFirst();
        Resource before = g.items("status", "listeners").stream()
                .filter(s -> s.text("name").filter(name::equals).isPresent())
                .findFirst()
                .map(s ->
                        new Resource(Map.of("metadata", Json.map("generation", g.generation()), "status", s.content())))
                .orElse(new Resource(Map.of("metadata", Json.map("generation", g.generation()))));
        Resource next = condition(before, "Accepted", true, "Accepted", "Listener has been successfully translated");
        next = condition(
                next,
                "ResolvedRefs",
                missing.isEmpty(),
                missing.isEmpty() ? "ResolvedRefs" : "InvalidCertificateRef",
                missing.map(m -> "certificate refs 0: Secret " + m + " does not exist.")
                        .orElse("Listener references have been resolved"));
        next = condition(
                next,
                "Programmed",
                missing.isEmpty(),
                missing.isEmpty() ? "Programmed" : "Invalid",
                missing.isEmpty()
                        ? "Sending translated listener configuration to the data plane"
                        : "Listener is invalid, see other Conditions for details.");
        Map<String, Object> status = Json.map("name", name, "attachedRoutes", routes.attached(listener));
        status.put("supportedKinds", List.of());
        next.at("status", "conditions").ifPresent(c -> status.put("conditions", c));
        return status;
    }
}
