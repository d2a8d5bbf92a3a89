package io.millwright.app.browse;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a pod or node uses at the moment, as metrics.k8s.io tells it.
 *
 * @param cpu in cores
 * @param memory in bytes
 * @param cpuPart how much of what a node has to give that is; empty where it isn't known
 */
public record Usage(double cpu, double memory, OptionalDouble cpuPart, OptionalDouble memoryPart) {
    static final Kind POD_METRICS = new Kind("metrics.k8s.io", "v1beta1", "PodMetrics", "pods", true);
    static final Kind NODE_METRICS = new Kind("metrics.k8s.io", "v1beta1", "NodeMetrics", "nodes", false);

    private static final double GIBI = 0x1p30;

    /** Whether that cluster measures anything. */
    public static boolean isMeasured(ClusterView view, Kind kind) {
        return view.serves(metrics(kind));
    }

    private static Kind metrics(Kind kind) {
        return kind.equals(Kind.NODE) ? NODE_METRICS : POD_METRICS;
    }

    /**
     * What the pods or nodes of a cluster use, by {@code namespace/name}. Nothing where it isn't measured or may not be read: that is no
     * error of the list of pods beside which it is wanted.
     *
     * @param kind pods or nodes
     * @param namespaces {@code ""} for all
     */
    public static Map<String, Usage> quietly(ClusterConnection cluster, Kind kind, List<String> namespaces) {
        try {
            return isMeasured(cluster.view(), kind) ? read(cluster.view(), kind, namespaces) : Map.of();
        } catch (ProblemException notToBeHad) {
            return Map.of();
        }
    }

    /**
     * The same, told when it can't be read.
     *
     * @throws ProblemException when the cluster refused or didn't answer
     */
    public static Map<String, Usage> read(ClusterView view, Kind kind, List<String> namespaces) {
        if (kind.equals(Kind.NODE)) {
            Map<String, Resource> nodes = view.list(Kind.NODE, Selector.ALL).stream()
                    .collect(Collectors.toMap(Resource::name, Function.identity(), (a, _) -> a));
            Map<String, Usage> usage = new LinkedHashMap<>();
            view.list(NODE_METRICS, Selector.ALL)
                    .forEach(m ->
                            usage.put("/" + m.name(), of(m.textMap("usage")).partOf(nodes.getOrDefault(m.name(), m))));
            return usage;
        }
        Map<String, Usage> usage = new LinkedHashMap<>();
        for (String namespace : namespaces) {
            view.list(POD_METRICS, namespace.isEmpty() ? Selector.ALL : Selector.in(namespace))
                    .forEach(m -> usage.put(m.namespace() + "/" + m.name(), ofPod(m)));
        }
        return usage;
    }

    /**
     * What these pods use, each asked for by itself: that costs what is looked at, however many there are beside them. Nothing where it isn't
     * measured or may not be read.
     *
     * @param places {@code namespace/name}
     */
    public static Map<String, Usage> ofSome(ClusterConnection cluster, List<String> places) {
        Map<String, Usage> usage = new LinkedHashMap<>();
        try {
            if (!isMeasured(cluster.view(), Kind.POD)) {
                return Map.of();
            }
            for (String place : places) {
                int slash = place.indexOf('/');
                cluster.view()
                        .get(ObjectRef.of(POD_METRICS, place.substring(0, slash), place.substring(slash + 1)))
                        .ifPresent(m -> usage.put(place, ofPod(m)));
            }
        } catch (ProblemException notToBeHad) {
            // What came before it is true all the same.
            return usage;
        }
        return usage;
    }

    private static Usage ofPod(Resource metrics) {
        return metrics.items("containers").stream()
                .map(c -> of(c.textMap("usage")))
                .reduce(Usage::plus)
                .orElse(of(Map.of()));
    }

    private static Usage of(Map<String, String> usage) {
        return new Usage(
                amount(usage.getOrDefault("cpu", "0")),
                amount(usage.getOrDefault("memory", "0")),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** A quantity as a number; 0 for what is none. */
    static double amount(String quantity) {
        return Amounts.of(quantity, "cpu").orElse(0);
    }

    private Usage plus(Usage other) {
        return new Usage(cpu + other.cpu, memory + other.memory, cpuPart, memoryPart);
    }

    private Usage partOf(Resource node) {
        Map<String, String> all = node.textMap("status", "allocatable");
        return new Usage(cpu, memory, part(cpu, all.get("cpu")), part(memory, all.get("memory")));
    }

    /** How much of a quantity a number is. */
    static OptionalDouble part(double used, @org.jspecify.annotations.Nullable String of) {
        double all = of == null ? 0 : amount(of);
        return all > 0 ? OptionalDouble.of(used / all) : OptionalDouble.empty();
    }

    /** {@code 250m}. */
    public String cpuText() {
        return Math.round(cpu * 1000) + "m";
    }

    /** {@code 512Mi}, {@code 12.4Gi}. */
    public String memoryText() {
        return memory < 10 * GIBI ? Math.round(memory / 0x1p20) + "Mi" : "%.1fGi".formatted(memory / GIBI);
    }

    /** {@code 31%}; empty where it isn't known. */
    public static String percent(OptionalDouble part) {
        return part.isPresent() ? Math.round(part.getAsDouble() * 100) + "%" : "";
    }

    /** What of it is much, in words with a sign; empty when nothing is. */
    public String load(Thresholds thresholds) {
        return thresholds.load(cpuPart, memoryPart);
    }
}
