package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.Tree;
import java.util.List;
import java.util.Map;

/** Defaults of pod specs, in pods and in templates. */
final class PodDefaults {
    private PodDefaults() {}

    static void fill(Tree spec) {
        spec.fill("Always", "restartPolicy")
                .fill(30L, "terminationGracePeriodSeconds")
                .fill("ClusterFirst", "dnsPolicy");
        spec.fill("default-scheduler", "schedulerName");
        spec.make("securityContext");
        if (spec.has("serviceAccountName")) {
            spec.fill(spec.text("serviceAccountName"), "serviceAccount");
        } else if (spec.has("serviceAccount")) {
            spec.fill(spec.text("serviceAccount"), "serviceAccountName");
        }
        for (String list : List.of("containers", "initContainers")) {
            spec.items(list).forEach(PodDefaults::container);
        }
        spec.items("volumes").forEach(PodDefaults::volume);
    }

    private static void container(Tree c) {
        String image = c.text("image");
        boolean floating = !image.contains("@")
                && (!image.substring(image.lastIndexOf('/') + 1).contains(":") || image.endsWith(":latest"));
        c.fill(floating ? "Always" : "IfNotPresent", "imagePullPolicy");
        c.fill("/dev/termination-log", "terminationMessagePath").fill("File", "terminationMessagePolicy");
        c.make("resources");
        c.child("resources", "limits")
                .ifPresent(limits -> limits.root().forEach((k, v) -> c.fill(v, "resources", "requests", k)));
        c.items("ports").forEach(p -> p.fill("TCP", "protocol"));
        c.items("env").forEach(e -> e.child("valueFrom", "fieldRef").ifPresent(f -> f.fill("v1", "apiVersion")));
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            c.child(probe).ifPresent(p -> {
                p.fill(1L, "timeoutSeconds")
                        .fill(10L, "periodSeconds")
                        .fill(1L, "successThreshold")
                        .fill(3L, "failureThreshold");
                p.child("httpGet").ifPresent(h -> h.fill("HTTP", "scheme").fill("/", "path"));
            });
        }
    }

    private static void volume(Tree v) {
        for (String source : List.of("secret", "configMap", "projected", "downwardAPI")) {
            v.child(source).ifPresent(s -> s.fill(420L, "defaultMode"));
        }
        v.child("hostPath").ifPresent(h -> h.fill("", "type"));
        v.items("projected", "sources")
                .forEach(s -> s.child("serviceAccountToken").ifPresent(t -> t.fill(3600L, "expirationSeconds")));
        if (v.root().size() == 1 && v.has("name")) {
            v.put(Map.of(), "emptyDir");
        }
    }

    /** {@code Guaranteed}, {@code Burstable} or {@code BestEffort}. */
    static String quality(Tree spec) {
        boolean any = false;
        boolean all = true;
        for (Tree c : spec.items("containers")) {
            Map<String, Object> limits =
                    c.child("resources", "limits").map(Tree::root).orElse(Map.of());
            Map<String, Object> requests =
                    c.child("resources", "requests").map(Tree::root).orElse(Map.of());
            any |= !limits.isEmpty() || !requests.isEmpty();
            all &= limits.containsKey("cpu") && limits.containsKey("memory") && requests.equals(limits);
        }
        return !any ? "BestEffort" : all ? "Guaranteed" : "Burstable";
    }
}
