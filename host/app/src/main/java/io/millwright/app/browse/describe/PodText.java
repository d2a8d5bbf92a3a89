package io.millwright.app.browse.describe;

import io.millwright.app.browse.ObjectState;
import io.millwright.app.browse.Relations.State;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Pods, and the pods that a template describes. */
final class PodText {
    private static final Map<String, String> AFFINITIES = new TreeMap<>(Map.of(
            "nodeAffinity", "node affinity", "podAffinity", "pod affinity", "podAntiAffinity", "pod anti-affinity"));

    private PodText() {}

    /** Where and how it is, then its containers. */
    static void state(Resource pod, Lines lines) {
        lines.head("Pod");
        State state = ObjectState.of(pod);
        lines.field("state", state.text(), state.bad());
        lines.field("reason", pod.text("status", "reason"));
        lines.field("message", pod.text("status", "message"));
        lines.field(
                "node",
                pod.text("spec", "nodeName")
                        .map(n -> n
                                + pod.text("status", "hostIP")
                                        .map(ip -> " (" + ip + ")")
                                        .orElse("")));
        lines.field("waits for", pod.text("status", "nominatedNodeName").map(n -> "room on " + n));
        List<String> addresses = pod.items("status", "podIPs").stream()
                .flatMap(a -> a.text("ip").stream())
                .toList();
        lines.field("addresses", String.join(", ", addresses));
        lines.moment("started", pod, "status", "startTime");
        specification(pod, lines);
        lines.field("QoS class", pod.text("status", "qosClass"));
        containers(pod, lines, true);
    }

    /** What holds for all containers of a pod. */
    static void specification(Resource pod, Lines lines) {
        lines.field(
                "account",
                pod.text("spec", "serviceAccountName")
                        .map(a -> a
                                + (pod.flag("spec", "automountServiceAccountToken")
                                                .orElse(true)
                                        ? ""
                                        : ", without a token")));
        lines.field(
                "priority",
                pod.text("spec", "priorityClassName")
                        .map(c -> c
                                + pod.text("spec", "priority")
                                        .map(p -> " (" + p + ")")
                                        .orElse("")));
        lines.field("restart policy", pod.text("spec", "restartPolicy"));
        lines.field(
                "grace period",
                pod.number("spec", "terminationGracePeriodSeconds")
                        .filter(s -> s != 30)
                        .map(s -> s + " s"));
        lines.field("runtime class", pod.text("spec", "runtimeClassName"));
        lines.field("scheduler", pod.text("spec", "schedulerName").filter(s -> !s.equals("default-scheduler")));
        List<String> shared = Stream.of("hostNetwork", "hostPID", "hostIPC")
                .filter(f -> pod.flag("spec", f).orElse(false))
                .toList();
        lines.field("of its node", String.join(", ", shared));
        lines.field(
                "pulls with",
                String.join(
                        ", ",
                        pod.items("spec", "imagePullSecrets").stream()
                                .flatMap(s -> s.text("name").stream())
                                .toList()));
    }

    /** All containers; those of a template have no state. */
    static void containers(Resource pod, Lines lines, boolean running) {
        List<Resource> statuses = new ArrayList<>(pod.items("status", "initContainerStatuses"));
        statuses.addAll(pod.items("status", "containerStatuses"));
        statuses.addAll(pod.items("status", "ephemeralContainerStatuses"));
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (Resource container : pod.items("spec", list)) {
                String name = container.text("name").orElse("");
                lines.head(title(list, container) + " " + name);
                Optional<Resource> status = statuses.stream()
                        .filter(s -> running)
                        .filter(s -> s.text("name").filter(name::equals).isPresent())
                        .findFirst();
                ContainerText.write(container, status, lines);
            }
        }
    }

    private static String title(String list, Resource container) {
        return switch (list) {
            case "initContainers" ->
                container.text("restartPolicy").filter("Always"::equals).isPresent() ? "Sidecar" : "Init container";
            case "ephemeralContainers" -> "Debug container";
            default -> "Container";
        };
    }

    /** Volumes, and where it may run. */
    static void around(Resource pod, Lines lines) {
        lines.section(
                "Volumes",
                pod.items("spec", "volumes").stream()
                        .map(v -> "%-14s %s".formatted(v.text("name").orElse(""), VolumeText.source(v)))
                        .toList());
        List<String> places = new ArrayList<>();
        Map<String, String> nodes = pod.textMap("spec", "nodeSelector");
        if (!nodes.isEmpty()) {
            places.add("%-14s %s".formatted("nodes with", Lines.inline(nodes)));
        }
        affinity(pod).ifPresent(a -> places.add("%-14s %s".formatted("affinity", a)));
        pod.items("spec", "topologySpreadConstraints")
                .forEach(t -> places.add("%-14s over %s, at most %s apart, else %s"
                        .formatted(
                                "spread",
                                t.text("topologyKey").orElse(""),
                                t.text("maxSkew").orElse("1"),
                                t.text("whenUnsatisfiable").orElse("DoNotSchedule"))));
        String lead = "tolerates";
        for (Resource toleration : pod.items("spec", "tolerations")) {
            places.add("%-14s %s".formatted(lead, toleration(toleration)));
            lead = "";
        }
        lines.section("Scheduling", places);
    }

    /** Which kinds of rules there are; what they say takes more room than a line. */
    private static Optional<String> affinity(Resource pod) {
        List<String> rules = new ArrayList<>();
        for (String kind : AFFINITIES.keySet()) {
            String words = AFFINITIES.get(kind);
            if (pod.at("spec", "affinity", kind, "requiredDuringSchedulingIgnoredDuringExecution")
                    .isPresent()) {
                rules.add(words + " required");
            }
            if (pod.at("spec", "affinity", kind, "preferredDuringSchedulingIgnoredDuringExecution")
                    .isPresent()) {
                rules.add(words + " preferred");
            }
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", rules) + "; the YAML has the rules");
    }

    private static String toleration(Resource t) {
        String key = t.text("key").orElse("any taint");
        String value =
                t.text("value").filter(v -> !v.isEmpty()).map(v -> "=" + v).orElse("");
        String effect =
                t.text("effect").filter(e -> !e.isEmpty()).map(e -> ":" + e).orElse("");
        return key
                + value
                + effect
                + t.number("tolerationSeconds").map(s -> " for " + s + " s").orElse("");
    }
}
