package io.millwright.app.browse;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How much of what the nodes of a cluster can give to pods is used.
 *
 * @param nodes how many are measured
 */
public record ClusterLoad(OptionalDouble cpuPart, OptionalDouble memoryPart, int nodes) {
    /**
     * Reads loads. What nodes can give changes rarely and takes many times the bytes of what they use: it is read again when there is another
     * node, and once an hour. Safe for any thread.
     */
    public static final class Reader {
        private static final Duration LASTING = Duration.ofHours(1);

        private final Clock clock;
        private final Map<String, Capacity> known = new ConcurrentHashMap<>();

        /** @param byNode how much there is of processors and memory */
        private record Capacity(Instant read, Map<String, Map<String, String>> byNode) {
            boolean covers(List<Resource> measured, Instant now) {
                return now.isBefore(read.plus(LASTING))
                        && measured.stream().allMatch(m -> byNode.containsKey(m.name()));
            }
        }

        public Reader(Clock clock) {
            this.clock = clock;
        }

        /**
         * The load of that cluster; empty where nothing is measured.
         *
         * @throws io.millwright.spi.ProblemException when the cluster refused or didn't answer
         */
        public Optional<ClusterLoad> read(ClusterConnection cluster) {
            ClusterView view = cluster.view();
            if (!Usage.isMeasured(view, Kind.NODE)) {
                return Optional.empty();
            }
            List<Resource> measured = view.list(Usage.NODE_METRICS, Selector.ALL);
            Capacity capacity = Optional.ofNullable(known.get(cluster.context()))
                    .filter(c -> c.covers(measured, clock.instant()))
                    .orElseGet(() -> capacity(view));
            known.put(cluster.context(), capacity);
            return sum(measured, capacity);
        }

        private Capacity capacity(ClusterView view) {
            return new Capacity(
                    clock.instant(),
                    view.list(Kind.NODE, Selector.ALL).stream()
                            .collect(Collectors.toMap(
                                    Resource::name, n -> n.textMap("status", "allocatable"), (first, _) -> first)));
        }

        private static Optional<ClusterLoad> sum(List<Resource> measured, Capacity capacity) {
            double[] used = new double[2];
            double[] all = new double[2];
            int nodes = 0;
            for (Resource metrics : measured) {
                Map<String, String> there = capacity.byNode().get(metrics.name());
                if (there != null) {
                    Map<String, String> usage = metrics.textMap("usage");
                    used[0] += Usage.amount(usage.getOrDefault("cpu", "0"));
                    used[1] += Usage.amount(usage.getOrDefault("memory", "0"));
                    all[0] += Usage.amount(there.getOrDefault("cpu", "0"));
                    all[1] += Usage.amount(there.getOrDefault("memory", "0"));
                    nodes++;
                }
            }
            return nodes == 0
                    ? Optional.empty()
                    : Optional.of(new ClusterLoad(part(used[0], all[0]), part(used[1], all[1]), nodes));
        }

        private static OptionalDouble part(double used, double all) {
            return all > 0 ? OptionalDouble.of(used / all) : OptionalDouble.empty();
        }
    }

    /** What of it is much, in words with a sign; empty when nothing is. */
    public String load(Thresholds thresholds) {
        return thresholds.load(cpuPart, memoryPart);
    }
}
