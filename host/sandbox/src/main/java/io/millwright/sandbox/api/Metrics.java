package io.millwright.sandbox.api;

import io.millwright.sandbox.controller.Quantity;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What metrics-server would say: use of running pods and of nodes. Made up from what containers request, their names and the minute, so that
 * the same cluster at the same moment always says the same.
 */
final class Metrics {
    static final String GROUP = "metrics.k8s.io";
    static final String VERSION = "v1beta1";
    private static final List<String> VERBS = List.of("get", "list");
    private static final String CPU = "100m";
    private static final String MEMORY = "128Mi";
    /** What the node itself takes. */
    private static final long NODE_MILLIS = 150;

    private static final long NODE_KIB = 700 * 1024;

    private final ObjectStore store;

    Metrics(ObjectStore store) {
        this.store = store;
    }

    /** One of the two kinds, as the old discovery lists it. */
    static List<Map<String, Object>> resources() {
        return List.of(resource("nodes", "NodeMetrics", false), resource("pods", "PodMetrics", true));
    }

    private static Map<String, Object> resource(String name, String kind, boolean namespaced) {
        Map<String, Object> r = new LinkedHashMap<>();
        r.put("name", name);
        r.put("singularName", "");
        r.put("namespaced", namespaced);
        r.put("kind", kind);
        r.put("verbs", VERBS);
        return r;
    }

    void answer(Call call, Target target) throws IOException {
        if (!call.method().equals("GET") || !target.subresource().isEmpty()) {
            throw ApiError.methodNotAllowed();
        }
        boolean nodes = target.info().kind().equals(Kind.NODE);
        if (!nodes && !target.info().kind().equals(Kind.POD)) {
            throw ApiError.noSuchResource();
        }
        Instant now = store.clock().instant().truncatedTo(ChronoUnit.MINUTES);
        List<Map<String, Object>> items = new ArrayList<>();
        for (Resource object : store.list(target.info().kind(), Reads.filter(call, target), 0, "")
                .items()) {
            if (nodes) {
                items.add(node(object, now));
            } else if (runs(object)) {
                items.add(pod(object, now));
            }
        }
        if (target.name().isEmpty()) {
            call.json(
                    200,
                    Reads.ordered(
                            nodes ? "NodeMetricsList" : "PodMetricsList", GROUP + "/" + VERSION, Map.of(), items));
        } else {
            call.json(
                    200,
                    items.stream()
                            .findFirst()
                            .orElseThrow(() -> ApiError.notFound(target.info().kind(), target.name())));
        }
    }

    private static boolean runs(Resource pod) {
        return pod.text("status", "phase").filter("Running"::equals).isPresent();
    }

    private Map<String, Object> pod(Resource pod, Instant now) {
        Map<String, Object> metrics = head("PodMetrics", pod, now);
        metrics.put(
                "containers",
                pod.items("spec", "containers").stream()
                        .map(c -> Map.of(
                                "name",
                                c.text("name").orElse(""),
                                "usage",
                                usage(millis(pod, c, now), kibibytes(pod, c))))
                        .toList());
        return metrics;
    }

    private Map<String, Object> node(Resource node, Instant now) {
        long millis = NODE_MILLIS;
        long kibibytes = NODE_KIB;
        for (Resource pod : store.list(Kind.POD, Selector.ALL)) {
            if (runs(pod)
                    && pod.text("spec", "nodeName").filter(node.name()::equals).isPresent()) {
                for (Resource c : pod.items("spec", "containers")) {
                    millis += millis(pod, c, now);
                    kibibytes += kibibytes(pod, c);
                }
            }
        }
        Map<String, Object> metrics = head("NodeMetrics", node, now);
        metrics.put("usage", usage(millis, kibibytes));
        return metrics;
    }

    private static Map<String, Object> head(String kind, Resource of, Instant now) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", of.name());
        if (!of.namespace().isEmpty()) {
            metadata.put("namespace", of.namespace());
        }
        metadata.put("labels", of.textMap("metadata", "labels"));
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("kind", kind);
        metrics.put("apiVersion", GROUP + "/" + VERSION);
        metrics.put("metadata", metadata);
        metrics.put("timestamp", now.toString());
        metrics.put("window", "30s");
        return metrics;
    }

    private static Map<String, Object> usage(long millis, long kibibytes) {
        return Map.of("cpu", millis * 1_000_000 + "n", "memory", kibibytes + "Ki");
    }

    /** Between a fifth and nine tenths of what is requested, up and down from minute to minute. */
    private static long millis(Resource pod, Resource container, Instant now) {
        long minute = now.getEpochSecond() / 60;
        return requested(container, "cpu", CPU, 3) * (20 + part(pod, container, minute, 70)) / 100;
    }

    /** Between two fifths and nine tenths of what is requested; memory stays what it is. */
    private static long kibibytes(Resource pod, Resource container) {
        return requested(container, "memory", MEMORY, 0) / 1024 * (40 + part(pod, container, 0, 50)) / 100;
    }

    private static long requested(Resource container, String what, String usual, int shift) {
        String text = container
                .text("resources", "requests", what)
                .or(() -> container.text("resources", "limits", what))
                .orElse(usual);
        return Quantity.parse(text).movePointRight(shift).longValue();
    }

    private static long part(Resource pod, Resource container, long minute, int of) {
        String seed = pod.namespace() + "/" + pod.name() + "/"
                + container.text("name").orElse("") + "/" + minute;
        return Math.floorMod(seed.hashCode() * 31L, of);
    }
}
