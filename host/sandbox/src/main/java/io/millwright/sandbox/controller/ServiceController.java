package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives Services their addresses and keeps Endpoints and EndpointSlices in step with the pods behind them. */
final class ServiceController implements Controller {
    private static final String MANAGED = "endpointslice.kubernetes.io/managed-by";

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.SERVICE, Kind.POD);
    }

    @Override
    public void reconcile(World world) {
        List<Resource> services = world.list(Kind.SERVICE);
        Set<String> addresses = new HashSet<>();
        Set<Long> ports = new HashSet<>();
        for (Resource service : services) {
            service.text("spec", "clusterIP").ifPresent(addresses::add);
            service.items("spec", "ports").forEach(p -> p.number("nodePort").ifPresent(ports::add));
        }
        for (Resource service : services) {
            if (!Owners.deleting(service)) {
                address(world, service, addresses, ports);
                endpoints(world, service);
            }
        }
    }

    private static String type(Resource service) {
        return service.text("spec", "type").orElse("ClusterIP");
    }

    private static void address(World world, Resource service, Set<String> addresses, Set<Long> ports) {
        if (type(service).equals("ExternalName")) {
            return;
        }
        world.update(service.ref(Kind.SERVICE), s -> {
            Resource next = s.at("spec", "type").isPresent() ? s : s.with("ClusterIP", "spec", "type");
            if (next.text("spec", "clusterIP").filter(ip -> !ip.isEmpty()).isEmpty()) {
                String ip = free(next, addresses);
                next = next.with(ip, "spec", "clusterIP").with(List.of(ip), "spec", "clusterIPs");
            } else if (next.at("spec", "clusterIPs").isEmpty()) {
                next = next.with(List.of(next.text("spec", "clusterIP").orElse("")), "spec", "clusterIPs");
            }
            return type(next).equals("ClusterIP") ? next : nodePorts(next, ports);
        });
        if (type(service).equals("LoadBalancer")
                && service.items("status", "loadBalancer", "ingress").isEmpty()) {
            String ip = "172.18.200." + (1 + Math.floorMod(service.uid().hashCode(), 250));
            world.updateStatus(
                    service.ref(Kind.SERVICE),
                    s -> s.with(List.of(Fields.of("ip", ip, "ipMode", "VIP")), "status", "loadBalancer", "ingress"));
        }
    }

    private static Resource nodePorts(Resource service, Set<Long> taken) {
        List<Object> ports = new ArrayList<>();
        for (Resource port : service.items("spec", "ports")) {
            if (port.number("nodePort").filter(n -> n > 0).isPresent()) {
                ports.add(port.content());
            } else {
                long seed = Math.floorMod((service.uid() + port.number("port").orElse(0L)).hashCode(), 2768);
                while (!taken.add(30_000 + seed)) {
                    seed = (seed + 1) % 2768;
                }
                ports.add(port.with(30_000 + seed, "nodePort").content());
            }
        }
        return service.with(ports, "spec", "ports");
    }

    private static String free(Resource service, Set<String> taken) {
        if (service.namespace().equals("default") && service.name().equals("kubernetes")) {
            return "10.96.0.1";
        }
        int seed = Math.floorMod(service.uid().hashCode(), 60_000);
        for (int i = 0; i < 60_000; i++) {
            int n = 300 + (seed + i) % 60_000;
            String candidate = "10.96." + n / 250 + "." + (2 + n % 250);
            if (taken.add(candidate)) {
                return candidate;
            }
        }
        return "";
    }

    private static void endpoints(World world, Resource service) {
        Map<String, String> selector = service.textMap("spec", "selector");
        if (selector.isEmpty()) {
            return;
        }
        List<Resource> pods = world.list(Kind.POD, service.namespace()).stream()
                .filter(p -> p.textMap("metadata", "labels").entrySet().containsAll(selector.entrySet()))
                .filter(p -> p.text("status", "podIP").isPresent() && !PodState.finished(p))
                .toList();
        slice(world, service, pods);
        List<Object> ready = new ArrayList<>();
        List<Object> notReady = new ArrayList<>();
        boolean anyway = service.flag("spec", "publishNotReadyAddresses").orElse(false);
        for (Resource pod : pods) {
            if (!Owners.deleting(pod)) {
                (anyway || PodState.ready(pod) ? ready : notReady)
                        .add(Fields.of(
                                "ip", pod.text("status", "podIP"),
                                "nodeName", PodState.node(pod),
                                "targetRef", target(pod)));
            }
        }
        List<Object> subsets = ready.isEmpty() && notReady.isEmpty()
                ? List.of()
                : List.of(Fields.of(
                        "addresses", ready.isEmpty() ? Optional.empty() : Optional.of(ready),
                        "notReadyAddresses", notReady.isEmpty() ? Optional.empty() : Optional.of(notReady),
                        "ports", ports(service, pods)));
        Resource wanted = Resource.of(
                        Kinds.ENDPOINTS, service.namespace(), service.name(), Fields.of("subsets", subsets))
                .with(service.textMap("metadata", "labels"), "metadata", "labels");
        put(world, wanted, Kinds.ENDPOINTS, "subsets", subsets);
    }

    private static void put(World world, Resource wanted, Kind kind, String field, Object value) {
        if (world.get(kind, wanted.namespace(), wanted.name()).isEmpty()) {
            world.create(wanted);
        } else {
            world.update(wanted.ref(kind), o -> o.with(value, field));
        }
    }

    private static Map<String, Object> target(Resource pod) {
        return Fields.of("kind", "Pod", "namespace", pod.namespace(), "name", pod.name(), "uid", pod.uid());
    }

    private static List<Object> ports(Resource service, List<Resource> pods) {
        List<Object> result = new ArrayList<>();
        for (Resource port : service.items("spec", "ports")) {
            result.add(Fields.of(
                    "name", port.text("name").orElse(""),
                    "protocol", port.text("protocol").orElse("TCP"),
                    "port", targetPort(port, pods)));
        }
        return result;
    }

    private static long targetPort(Resource port, List<Resource> pods) {
        Optional<Long> number = port.number("targetPort");
        return number.orElseGet(() -> {
            String name = port.text("targetPort").orElse("");
            return pods.stream()
                    .flatMap(p -> p.items("spec", "containers").stream())
                    .flatMap(c -> c.items("ports").stream())
                    .filter(p -> p.text("name").filter(name::equals).isPresent())
                    .flatMap(p -> p.number("containerPort").stream())
                    .findFirst()
                    .or(() -> port.number("port"))
                    .orElse(0L);
        });
    }

    private static void slice(World world, Resource service, List<Resource> pods) {
        List<Object> endpoints = new ArrayList<>();
        boolean anyway = service.flag("spec", "publishNotReadyAddresses").orElse(false);
        for (Resource pod : pods) {
            boolean serving = PodState.ready(pod);
            boolean leaving = Owners.deleting(pod);
            endpoints.add(Fields.of(
                    "addresses", List.of(pod.text("status", "podIP").orElse("")),
                    "conditions",
                            Fields.of(
                                    "ready", anyway || serving && !leaving, "serving", serving, "terminating", leaving),
                    "nodeName", PodState.node(pod),
                    "targetRef", target(pod)));
        }
        String name = service.name() + "-" + Fields.hash(service.uid()).substring(0, 5);
        Kind kind = Kinds.ENDPOINT_SLICE;
        Resource wanted = Resource.of(
                        kind,
                        service.namespace(),
                        name,
                        Fields.of("addressType", "IPv4", "endpoints", endpoints, "ports", ports(service, pods)))
                .with(
                        Map.of(
                                "kubernetes.io/service-name",
                                service.name(),
                                MANAGED,
                                "endpointslice-controller.k8s.io"),
                        "metadata",
                        "labels")
                .with(List.of(Owners.controllerReference(service)), "metadata", "ownerReferences");
        put(world, wanted, kind, "endpoints", endpoints);
        world.update(wanted.ref(kind), o -> o.with(ports(service, pods), "ports"));
    }
}
