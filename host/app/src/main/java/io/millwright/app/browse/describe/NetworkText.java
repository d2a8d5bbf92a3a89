package io.millwright.app.browse.describe;

import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Services, and what leads to them. */
final class NetworkText {
    private static final String[][] SERVICE = {
        {"class", "spec", "loadBalancerClass"},
        {"IP families", "spec", "ipFamilyPolicy"}
    };

    private NetworkText() {}

    static void service(Resource o, Lines lines) {
        lines.head("Service");
        String type = o.text("spec", "type").orElse("ClusterIP");
        boolean headless = o.text("spec", "clusterIP").filter("None"::equals).isPresent();
        lines.field("type", type + (headless ? ", headless" : ""));
        lines.field("leads to", o.text("spec", "externalName"));
        List<String> addresses = new ArrayList<>(o.texts("spec", "clusterIPs"));
        if (addresses.isEmpty()) {
            o.text("spec", "clusterIP").ifPresent(addresses::add);
        }
        addresses.remove("None");
        lines.field("addresses", String.join(", ", addresses));
        lines.field("external IPs", String.join(", ", o.texts("spec", "externalIPs")));
        if (type.equals("LoadBalancer")) {
            List<String> given = balancers(o);
            lines.field("balancer", given.isEmpty() ? "none was given yet" : String.join(", ", given), given.isEmpty());
        }
        lines.list(
                "ports",
                o.items("spec", "ports").stream().map(NetworkText::port).toList());
        Map<String, String> selector = o.textMap("spec", "selector");
        if (!type.equals("ExternalName")) {
            lines.field(
                    "selector",
                    selector.isEmpty()
                            ? "none: its endpoints are made by somebody else"
                            : LabelSelector.exactly(selector).text());
        }
        lines.field("session", o.text("spec", "sessionAffinity").filter(s -> !s.equals("None")));
        List<String> traffic = new ArrayList<>();
        o.text("spec", "externalTrafficPolicy").ifPresent(t -> traffic.add("external " + t));
        o.text("spec", "internalTrafficPolicy").ifPresent(t -> traffic.add("internal " + t));
        lines.field("traffic", String.join(", ", traffic));
        lines.fields(o, SERVICE);
        if (o.flag("spec", "publishNotReadyAddresses").orElse(false)) {
            lines.field("not ready", "pods that aren't ready are reached, too");
        }
    }

    private static List<String> balancers(Resource o) {
        return o.items("status", "loadBalancer", "ingress").stream()
                .flatMap(i -> Stream.concat(i.text("ip").stream(), i.text("hostname").stream()))
                .toList();
    }

    private static String port(Resource p) {
        String port = p.text("port").orElse("");
        String target = p.text("targetPort").orElse(port);
        return p.text("name").map(n -> n + " ").orElse("")
                + port
                + (target.equals(port) ? "" : " → " + target)
                + "/"
                + p.text("protocol").orElse("TCP")
                + p.text("appProtocol").map(a -> ", " + a).orElse("")
                + p.text("nodePort").map(n -> ", node port " + n).orElse("");
    }

    static void ingress(Resource o, Lines lines) {
        lines.head("Ingress");
        lines.field("class", o.text("spec", "ingressClassName"));
        List<String> given = balancers(o);
        lines.field("addresses", given.isEmpty() ? "none were given" : String.join(", ", given));
        if (o.at("spec", "defaultBackend").isPresent()) {
            lines.field(
                    "default",
                    backend(new Resource(
                            Map.of("backend", o.at("spec", "defaultBackend").orElseThrow()))));
        }
        List<String> rules = new ArrayList<>();
        for (Resource rule : o.items("spec", "rules")) {
            String host = rule.text("host").filter(h -> !h.isEmpty()).orElse("any host");
            for (Resource path : rule.items("http", "paths")) {
                rules.add(host + path.text("path").orElse("/") + " → " + backend(path)
                        + path.text("pathType")
                                .filter(t -> !t.equals("Prefix"))
                                .map(t -> " (" + t + ")")
                                .orElse(""));
            }
        }
        lines.section("Rules", rules);
        lines.section(
                "TLS",
                o.items("spec", "tls").stream()
                        .map(t -> (t.texts("hosts").isEmpty() ? "all hosts" : String.join(", ", t.texts("hosts")))
                                + t.text("secretName")
                                        .map(s -> " by Secret " + s)
                                        .orElse(" by the controller's own certificate"))
                        .toList());
    }

    private static String backend(Resource holder) {
        return holder.text("backend", "service", "name")
                .map(n -> n + ":"
                        + holder.text("backend", "service", "port", "number")
                                .or(() -> holder.text("backend", "service", "port", "name"))
                                .orElse(""))
                .orElseGet(() -> holder.text("backend", "resource", "kind").orElse("?") + " "
                        + holder.text("backend", "resource", "name").orElse(""));
    }
}
