package io.millwright.sandbox.controller;

import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** Which node takes which pod, resources and other pods aside: selectors, affinity, taints. */
final class Placement {
    private Placement() {}

    /** Whether the node takes a pod (or pod template) with that {@code spec}. */
    static boolean accepts(Resource node, Resource pod) {
        return affinityHolds(node, pod) && tolerates(node, pod);
    }

    /** Whether node selector and required node affinity hold. */
    static boolean affinityHolds(Resource node, Resource pod) {
        Map<String, String> labels = node.textMap("metadata", "labels");
        if (!labels.entrySet().containsAll(pod.textMap("spec", "nodeSelector").entrySet())) {
            return false;
        }
        List<Resource> terms = pod.items(
                "spec",
                "affinity",
                "nodeAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution",
                "nodeSelectorTerms");
        return terms.isEmpty() || terms.stream().anyMatch(t -> termHolds(t, labels, node));
    }

    private static boolean termHolds(Resource term, Map<String, String> labels, Resource node) {
        Map<String, String> fields = Map.of("metadata.name", node.name());
        return term.items("matchExpressions").stream()
                        .allMatch(e -> LabelSelector.Requirement.of(e).holds(labels))
                && term.items("matchFields").stream()
                        .allMatch(e -> LabelSelector.Requirement.of(e).holds(fields));
    }

    /** The taints that keep the pod off the node. */
    static List<Resource> untolerated(Resource node, Resource pod) {
        return node.items("spec", "taints").stream()
                .filter(t -> !t.text("effect").orElse("").equals("PreferNoSchedule"))
                .filter(t -> pod.items("spec", "tolerations").stream().noneMatch(o -> tolerated(o, t)))
                .toList();
    }

    static boolean tolerates(Resource node, Resource pod) {
        return untolerated(node, pod).isEmpty();
    }

    private static boolean tolerated(Resource toleration, Resource taint) {
        String effect = toleration.text("effect").orElse("");
        String key = toleration.text("key").orElse("");
        boolean exists = toleration.text("operator").filter("Exists"::equals).isPresent();
        return (effect.isEmpty() || effect.equals(taint.text("effect").orElse("")))
                && (key.isEmpty() ? exists : key.equals(taint.text("key").orElse("")))
                && (exists
                        || toleration
                                .text("value")
                                .orElse("")
                                .equals(taint.text("value").orElse("")));
    }

    /** Cpu in thousandths, memory in bytes. */
    record Room(long cpu, long memory) {
        static final Room NONE = new Room(0, 0);

        Room plus(Room other) {
            return new Room(cpu + other.cpu, memory + other.memory);
        }

        Room max(Room other) {
            return new Room(Math.max(cpu, other.cpu), Math.max(memory, other.memory));
        }
    }

    /** What the pod asks for: the sum of its containers, or its largest init container. */
    static Room requests(Resource pod) {
        Room sum =
                pod.items("spec", "containers").stream().map(Placement::request).reduce(Room.NONE, Room::plus);
        return pod.items("spec", "initContainers").stream()
                .map(Placement::request)
                .reduce(sum, Room::max);
    }

    private static Room request(Resource container) {
        return new Room(Quantity.milli(asked(container, "cpu")), Quantity.whole(asked(container, "memory")));
    }

    private static String asked(Resource container, String what) {
        return container
                .text("resources", "requests", what)
                .or(() -> container.text("resources", "limits", what))
                .orElse("0");
    }
}
