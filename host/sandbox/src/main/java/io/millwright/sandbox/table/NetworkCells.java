package io.millwright.sandbox.table;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Cells of services, endpoints and ingresses. */
final class NetworkCells {
    private NetworkCells() {}

    static String externalAddress(Resource s) {
        List<String> addresses = new ArrayList<>();
        String type = s.text("spec", "type").orElse("");
        if (type.equals("ExternalName")) {
            return s.text("spec", "externalName").orElse("");
        }
        if (type.equals("LoadBalancer")) {
            s.items("status", "loadBalancer", "ingress")
                    .forEach(i -> i.text("ip").or(() -> i.text("hostname")).ifPresent(addresses::add));
        }
        addresses.addAll(s.texts("spec", "externalIPs"));
        if (addresses.isEmpty()) {
            return type.equals("LoadBalancer") ? "<pending>" : Cells.NONE;
        }
        return String.join(",", addresses);
    }

    static String ports(Resource s) {
        String ports = s.items("spec", "ports").stream()
                .map(p -> p.text("port").orElse("")
                        + p.text("nodePort").map(n -> ":" + n).orElse("")
                        + "/"
                        + p.text("protocol").orElse("TCP"))
                .collect(Collectors.joining(","));
        return ports.isEmpty() ? Cells.NONE : ports;
    }

    static String endpoints(Resource e) {
        List<String> all = new ArrayList<>();
        for (Resource subset : e.items("subsets")) {
            List<Resource> ports = subset.items("ports");
            for (Resource address : subset.items("addresses")) {
                String ip = address.text("ip").orElse("");
                if (ports.isEmpty()) {
                    all.add(ip);
                }
                ports.forEach(p -> all.add(ip + ":" + p.text("port").orElse("")));
            }
        }
        return Cells.some(all, Cells.NONE);
    }

    static String sliceEndpoints(Resource e) {
        List<String> all = new ArrayList<>();
        e.items("endpoints").forEach(p -> all.addAll(p.texts("addresses")));
        return Cells.some(all, "<unset>");
    }

    static String slicePorts(Resource e) {
        return Cells.some(
                e.items("ports").stream().map(p -> p.text("port").orElse("*")).toList(), "<unset>");
    }

    static String hosts(Resource i) {
        return Cells.some(
                i.items("spec", "rules").stream()
                        .map(r -> r.text("host").orElse("*"))
                        .toList(),
                "*");
    }

    static String ingressAddress(Resource i) {
        return i.items("status", "loadBalancer", "ingress").stream()
                .flatMap(a -> a.text("ip").or(() -> a.text("hostname")).stream())
                .collect(Collectors.joining(","));
    }

    static String nodeStatus(Resource n) {
        String ready = n.condition("Ready")
                .flatMap(c -> c.text("status"))
                .map(s -> s.equals("True") ? "Ready" : "NotReady")
                .orElse("Unknown");
        return ready + (n.flag("spec", "unschedulable").orElse(false) ? ",SchedulingDisabled" : "");
    }

    static String nodeRoles(Resource n) {
        String roles = n.textMap("metadata", "labels").entrySet().stream()
                .flatMap(e -> e.getKey().startsWith("node-role.kubernetes.io/")
                        ? java.util.stream.Stream.of(e.getKey().substring("node-role.kubernetes.io/".length()))
                        : e.getKey().equals("kubernetes.io/role")
                                ? java.util.stream.Stream.of(e.getValue())
                                : java.util.stream.Stream.empty())
                .sorted()
                .distinct()
                .collect(Collectors.joining(","));
        return roles.isEmpty() ? Cells.NONE : roles;
    }

    static String nodeAddress(Resource n, String type) {
        return n.items("status", "addresses").stream()
                .filter(a -> a.text("type").orElse("").equals(type))
                .findFirst()
                .flatMap(a -> a.text("address"))
                .orElse(Cells.NONE);
    }
}
