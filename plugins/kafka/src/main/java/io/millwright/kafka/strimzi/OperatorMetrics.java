package io.millwright.kafka.strimzi;

import io.millwright.kit.Metrics;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the operator tells of its work. */
public final class OperatorMetrics {
    public static final String FAILED = "strimzi_reconciliations_failed_total";
    public static final String GOOD = "strimzi_reconciliations_successful_total";
    /** Passes that didn't begin because an earlier one hadn't ended. */
    public static final String LOCKED = "strimzi_reconciliations_locked_total";

    public static final int PORT = 8080;
    public static final String PATH = "/metrics";

    private OperatorMetrics() {}

    /**
     * How the operator got through the objects of a kind.
     *
     * @param kind such as {@code Kafka}
     * @param good passes that ended well
     * @param failed passes that failed
     * @param locked passes that found the object taken
     */
    public record Passes(String kind, long good, long failed, long locked) {}

    /** What those pods tell together, by kind; empty when none of them answers. */
    public static Optional<List<Passes>> passes(List<Resource> pods, ClusterView view) {
        List<Metrics> pages = pods.stream()
                .flatMap(p -> Metrics.read(view, p.ref(Kind.POD), "http", PORT, PATH).stream())
                .toList();
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> good = byKind(pages, GOOD);
        Map<String, Long> failed = byKind(pages, FAILED);
        Map<String, Long> locked = byKind(pages, LOCKED);
        Map<String, Long> kinds = new TreeMap<>(good);
        kinds.putAll(failed);
        kinds.putAll(locked);
        List<Passes> all = new ArrayList<>();
        kinds.keySet()
                .forEach(k -> all.add(new Passes(
                        k, good.getOrDefault(k, 0L), failed.getOrDefault(k, 0L), locked.getOrDefault(k, 0L))));
        return Optional.of(all);
    }

    private static Map<String, Long> byKind(List<Metrics> pages, String metric) {
        Map<String, Long> sums = new TreeMap<>();
        pages.stream()
                .flatMap(p -> p.samples().stream())
                .filter(s -> s.name().equals(metric))
                .forEach(s -> s.label("kind").ifPresent(k -> sums.merge(k, (long) s.value(), Long::sum)));
        return sums;
    }
}
