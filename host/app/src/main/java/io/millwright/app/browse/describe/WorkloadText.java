package io.millwright.app.browse.describe;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Workloads that keep pods running: how many there are and how they are replaced, then the pods that they make. */
final class WorkloadText {
    private WorkloadText() {}

    static void deployment(Resource o, Lines lines) {
        lines.head("Deployment");
        replicas(o, lines, "updatedReplicas", "updated");
        lines.field("strategy", strategy(o, "strategy"));
        paused(o, lines);
        lines.selector("selector", o, "spec", "selector");
        lines.field(
                "min ready",
                o.number("spec", "minReadySeconds").filter(s -> s > 0).map(s -> s + " s"));
        lines.field("deadline", o.number("spec", "progressDeadlineSeconds").map(s -> s + " s without progress"));
        lines.field("history", o.number("spec", "revisionHistoryLimit").map(n -> n + " revisions"));
        lines.field("revision", o.annotation("deployment.kubernetes.io/revision"));
        unseen(o, lines);
        template(o, lines, "spec", "template");
    }

    static void statefulSet(Resource o, Lines lines) {
        lines.head("StatefulSet");
        replicas(o, lines, "updatedReplicas", "updated");
        lines.field("service", o.text("spec", "serviceName"));
        lines.field("strategy", strategy(o, "updateStrategy"));
        lines.field("order", o.text("spec", "podManagementPolicy"));
        lines.selector("selector", o, "spec", "selector");
        lines.list(
                "claims",
                o.items("spec", "volumeClaimTemplates").stream()
                        .map(VolumeText::claimTemplate)
                        .toList());
        lines.field(
                "claims then",
                o.at("spec", "persistentVolumeClaimRetentionPolicy")
                        .map(_ -> retained(o, "whenDeleted") + " when it is deleted, " + retained(o, "whenScaled")
                                + " when it is scaled down"));
        unseen(o, lines);
        template(o, lines, "spec", "template");
    }

    private static String retained(Resource o, String when) {
        return o.text("spec", "persistentVolumeClaimRetentionPolicy", when).orElse("Retain");
    }

    static void daemonSet(Resource o, Lines lines) {
        lines.head("DaemonSet");
        long wanted = o.number("status", "desiredNumberScheduled").orElse(0L);
        replicas(
                o,
                wanted,
                lines,
                "updatedNumberScheduled",
                "updated",
                "numberReady",
                "ready",
                "numberAvailable",
                "available");
        o.number("status", "numberMisscheduled")
                .filter(n -> n > 0)
                .ifPresent(n -> lines.field("misplaced", n + " on nodes where they shouldn't run", true));
        lines.field("strategy", strategy(o, "updateStrategy"));
        lines.selector("selector", o, "spec", "selector");
        unseen(o, lines);
        template(o, lines, "spec", "template");
    }

    static void replicaSet(Resource o, Lines lines) {
        lines.head("ReplicaSet");
        replicas(o, lines);
        lines.selector("selector", o, "spec", "selector");
        lines.field("revision", o.annotation("deployment.kubernetes.io/revision"));
        unseen(o, lines);
        template(o, lines, "spec", "template");
    }

    /** Of what wants so many: those counts, then how many are ready and available. */
    private static void replicas(Resource o, Lines lines, String... before) {
        List<String> counts = new ArrayList<>(List.of(before));
        counts.addAll(List.of("readyReplicas", "ready", "availableReplicas", "available"));
        replicas(o, o.number("spec", "replicas").orElse(1L), lines, counts.toArray(String[]::new));
    }

    /** @param counts fields of the status, each with its word */
    private static void replicas(Resource o, long wanted, Lines lines, String... counts) {
        List<String> all = new ArrayList<>(List.of(wanted + " wanted"));
        boolean few = false;
        for (int i = 0; i < counts.length; i += 2) {
            long there = o.number("status", counts[i]).orElse(0L);
            all.add(there + " " + counts[i + 1]);
            few |= there < wanted;
        }
        lines.field("replicas", String.join(", ", all), few);
    }

    private static String strategy(Resource o, String field) {
        List<String> parts = new ArrayList<>();
        o.text("spec", field, "type").ifPresent(parts::add);
        o.text("spec", field, "rollingUpdate", "maxSurge").ifPresent(s -> parts.add("max surge " + s));
        o.text("spec", field, "rollingUpdate", "maxUnavailable").ifPresent(s -> parts.add("max unavailable " + s));
        o.number("spec", field, "rollingUpdate", "partition")
                .filter(p -> p > 0)
                .ifPresent(p -> parts.add("partition " + p));
        return String.join(", ", parts);
    }

    private static void paused(Resource o, Lines lines) {
        if (o.flag("spec", "paused").orElse(false)) {
            lines.field("paused", "yes: changes of the template aren't rolled out", true);
        }
    }

    /** Whether its controller has seen what was asked for last. */
    private static void unseen(Resource o, Lines lines) {
        o.number("status", "observedGeneration")
                .filter(seen -> seen < o.generation())
                .ifPresent(_ -> lines.field("unseen", "its controller hasn't seen the last change yet", true));
    }

    /** The pods that it makes. */
    static void template(Resource o, Lines lines, String... path) {
        Resource template = pods(o, path);
        Lines own = new Lines(lines.now());
        own.inline("labels", template.textMap("metadata", "labels"));
        own.map("annotations", template.textMap("metadata", "annotations"));
        PodText.specification(template.without("spec", "restartPolicy"), own);
        lines.under("Its pods", own);
        PodText.containers(template, lines, false);
    }

    /** Volumes of its pods, and where they may run. */
    static void around(Resource o, Lines lines) {
        PodText.around(pods(o, "spec", "template"), lines);
    }

    @SuppressWarnings("unchecked")
    static Resource pods(Resource o, String... path) {
        return o.at(path)
                .filter(Map.class::isInstance)
                .map(t -> new Resource((Map<String, Object>) t))
                .orElse(new Resource(Map.of()));
    }
}
