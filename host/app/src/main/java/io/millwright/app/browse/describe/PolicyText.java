package io.millwright.app.browse.describe;

import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What limits pods: whom they may talk to, how many of them may go. */
final class PolicyText {
    private PolicyText() {}

    static void network(Resource o, Lines lines) {
        lines.head("NetworkPolicy");
        lines.field("of pods", selected(o, "spec", "podSelector"));
        List<String> types = o.texts("spec", "policyTypes");
        for (String type : types.isEmpty() ? List.of("Ingress") : types) {
            boolean in = type.equals("Ingress");
            String field = type.toLowerCase(Locale.ROOT);
            List<Resource> rules = o.items("spec", field);
            List<String> told = rules.stream()
                    .map(r -> peers(r, in ? "from" : "to") + " " + ports(r))
                    .toList();
            lines.section(
                    in ? "Into them" : "Out of them",
                    told.isEmpty() ? List.of("nothing is let " + (in ? "in" : "out")) : told);
        }
    }

    private static String peers(Resource rule, String field) {
        List<Resource> peers = rule.items(field);
        return field + " "
                + (peers.isEmpty()
                        ? "anywhere"
                        : peers.stream().map(PolicyText::peer).collect(Collectors.joining(", or ")));
    }

    private static String peer(Resource peer) {
        List<String> parts = new ArrayList<>();
        peer.text("ipBlock", "cidr").ifPresent(cidr -> {
            List<String> except = peer.texts("ipBlock", "except");
            parts.add(cidr + (except.isEmpty() ? "" : " without " + String.join(", ", except)));
        });
        if (peer.at("podSelector").isPresent()) {
            parts.add("pods " + selected(peer, "podSelector"));
        }
        if (peer.at("namespaceSelector").isPresent()) {
            parts.add((peer.at("podSelector").isPresent() ? "of namespaces " : "namespaces ")
                    + selected(peer, "namespaceSelector"));
        }
        return String.join(" ", parts);
    }

    private static String selected(Resource o, String... path) {
        LabelSelector selector = LabelSelector.of(o, path);
        return selector.isEmpty() ? "all" : selector.text();
    }

    private static String ports(Resource rule) {
        List<Resource> ports = rule.items("ports");
        return ports.isEmpty()
                ? "on any port"
                : "on "
                        + ports.stream()
                                .map(p -> p.text("port").orElse("any port")
                                        + p.text("endPort").map(e -> "-" + e).orElse("")
                                        + "/"
                                        + p.text("protocol").orElse("TCP"))
                                .collect(Collectors.joining(", "));
    }

    static void budget(Resource o, Lines lines) {
        lines.head("PodDisruptionBudget");
        lines.field(
                "budget",
                o.text("spec", "minAvailable")
                        .map(n -> "at least " + n + " available")
                        .or(() -> o.text("spec", "maxUnavailable").map(n -> "at most " + n + " unavailable")));
        lines.selector("of pods", o, "spec", "selector");
        o.number("status", "disruptionsAllowed").ifPresent(n -> lines.field("disruptions", n + " allowed now", n == 0));
        o.number("status", "expectedPods")
                .ifPresent(n -> lines.field(
                        "pods",
                        n + " expected, " + o.number("status", "currentHealthy").orElse(0L) + " healthy, "
                                + o.number("status", "desiredHealthy").orElse(0L) + " must be",
                        o.number("status", "currentHealthy").orElse(0L)
                                < o.number("status", "desiredHealthy").orElse(0L)));
        lines.field("unhealthy pods", o.text("spec", "unhealthyPodEvictionPolicy"));
    }
}
