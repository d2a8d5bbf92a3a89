package io.millwright.app.browse.describe;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes. */
final class NodeText {
    private static final String ROLE = "node-role.kubernetes.io/";
    private static final String[][] SOFTWARE = {
        {"kubelet", "status", "nodeInfo", "kubeletVersion"},
        {"runtime", "status", "nodeInfo", "containerRuntimeVersion"},
        {"system", "status", "nodeInfo", "osImage"},
        {"kernel", "status", "nodeInfo", "kernelVersion"},
        {"architecture", "status", "nodeInfo", "architecture"}
    };

    private NodeText() {}

    static void node(Resource o, Lines lines) {
        lines.head("Node");
        List<String> roles = o.textMap("metadata", "labels").keySet().stream()
                .filter(l -> l.startsWith(ROLE))
                .map(l -> l.substring(ROLE.length()))
                .toList();
        lines.field("roles", String.join(", ", roles));
        if (o.flag("spec", "unschedulable").orElse(false)) {
            lines.field("cordoned", "yes: no new pods", true);
        }
        lines.list(
                "taints",
                o.items("spec", "taints").stream()
                        .map(t -> t.text("key").orElse("")
                                + t.text("value")
                                        .filter(v -> !v.isEmpty())
                                        .map(v -> "=" + v)
                                        .orElse("")
                                + ":"
                                + t.text("effect").orElse(""))
                        .toList());
        lines.list(
                "addresses",
                o.items("status", "addresses").stream()
                        .map(a -> a.text("address").orElse("") + " ("
                                + a.text("type").orElse("") + ")")
                        .toList());
        lines.field("pod networks", String.join(", ", o.texts("spec", "podCIDRs")));
        lines.field("provider", o.text("spec", "providerID"));
        lines.fields(o, SOFTWARE);
        resources(o, lines);
        lines.section(
                "Volumes attached",
                o.items("status", "volumesAttached").stream()
                        .flatMap(v -> v.text("name").stream())
                        .toList());
    }

    private static void resources(Resource o, Lines lines) {
        Map<String, String> capacity = o.textMap("status", "capacity");
        Map<String, String> allocatable = o.textMap("status", "allocatable");
        Set<String> names = new LinkedHashSet<>(capacity.keySet());
        names.addAll(allocatable.keySet());
        List<String> rows = new ArrayList<>();
        for (String name : names) {
            rows.add("%-20s %s, %s allocatable"
                    .formatted(name, capacity.getOrDefault(name, "-"), allocatable.getOrDefault(name, "-")));
        }
        lines.section("Resources", rows);
    }
}
