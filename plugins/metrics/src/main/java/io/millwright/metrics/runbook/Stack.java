package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import java.util.List;
import java.util.Map;

/** Values of the chart kube-prometheus-stack. */
final class Stack {
    static final String CHART = "kube-prometheus-stack";

    private Stack() {}

    /** What objects of a release begin with: as the chart's templates make it. Only what isn't there yet is named by it. */
    static String fullname(String release) {
        String name = release.contains(CHART) ? release : release + "-" + CHART;
        String cut = name.length() > 26 ? name.substring(0, 26) : name;
        return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
    }

    /** A volume for each pod, or none for an empty size. */
    static Map<String, Object> volume(String size, String storageClass) {
        if (size.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> spec = Tree.of(
                "accessModes", List.of("ReadWriteOnce"), "resources", Tree.of("requests", Tree.of("storage", size)));
        if (!storageClass.isEmpty()) {
            spec.put("storageClassName", storageClass);
        }
        return Tree.of("volumeClaimTemplate", Tree.of("spec", spec));
    }

    /** Alerts go to that address, and the one that always fires to nobody; an empty address is the chart's own configuration. */
    static Map<String, Object> receiver(String webhook) {
        return Tree.of(
                "route",
                Tree.of(
                        "receiver",
                        "webhook",
                        "group_by",
                        List.of("namespace", "alertname"),
                        "routes",
                        List.of(Tree.of("receiver", "null", "matchers", List.of("alertname = \"Watchdog\"")))),
                "receivers",
                List.of(
                        Tree.of("name", "null"),
                        Tree.of("name", "webhook", "webhook_configs", List.of(Tree.of("url", webhook)))));
    }
}
