package io.millwright.app.browse;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A pod or node with what it uses, and how much that is of what it asked for.
 *
 * @param cpuOfRequest empty for nodes, and where nothing is requested
 */
public record Topped(
        String cluster,
        String namespace,
        String name,
        Usage usage,
        OptionalDouble cpuOfRequest,
        OptionalDouble cpuOfLimit,
        OptionalDouble memoryOfRequest,
        OptionalDouble memoryOfLimit) {
    /**
     * Those of a cluster.
     *
     * @param kind pods or nodes
     * @param namespaces empty for all; several are separated by commas
     * @throws ProblemException when nothing is measured there, or it can't be read
     */
    public static List<Topped> read(ClusterConnection cluster, Kind kind, String namespaces) {
        ClusterView view = cluster.view();
        if (!Usage.isMeasured(view, kind)) {
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER,
                    "measure " + kind.plural(),
                    "cluster " + cluster.context(),
                    "it doesn't serve metrics.k8s.io",
                    "Install metrics-server, or look at why it isn't ready: 'millwright get apiservices'.",
                    Optional.of("404")));
        }
        List<String> wanted =
                Stream.of(namespaces.split(",")).map(String::strip).toList();
        Map<String, Resource> pods = new LinkedHashMap<>();
        if (kind.equals(Kind.POD)) {
            wanted.forEach(n -> view.list(Kind.POD, n.isEmpty() ? Selector.ALL : Selector.in(n))
                    .forEach(p -> pods.put(p.namespace() + "/" + p.name(), p)));
        }
        return Usage.read(view, kind, wanted).entrySet().stream()
                .map(e -> {
                    int slash = e.getKey().indexOf('/');
                    Optional<Resource> pod = Optional.ofNullable(pods.get(e.getKey()));
                    Usage usage = e.getValue();
                    return new Topped(
                            cluster.context(),
                            e.getKey().substring(0, slash),
                            e.getKey().substring(slash + 1),
                            usage,
                            part(usage.cpu(), pod, "requests", "cpu"),
                            part(usage.cpu(), pod, "limits", "cpu"),
                            part(usage.memory(), pod, "requests", "memory"),
                            part(usage.memory(), pod, "limits", "memory"));
                })
                .toList();
    }

    /** Empty where one of the containers states none: the sum would say less than is meant. */
    private static OptionalDouble part(double used, Optional<Resource> pod, String which, String what) {
        List<Resource> containers = pod.map(p -> p.items("spec", "containers")).orElse(List.of());
        double all = 0;
        for (Resource c : containers) {
            Optional<String> stated = c.text("resources", which, what);
            if (stated.isEmpty()) {
                return OptionalDouble.empty();
            }
            all += Usage.amount(stated.get());
        }
        return all > 0 ? OptionalDouble.of(used / all) : OptionalDouble.empty();
    }
}
