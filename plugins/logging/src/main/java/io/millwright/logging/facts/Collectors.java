package io.millwright.logging.facts;

import io.millwright.kit.Operators;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds fluent-bit and Loki: they have no kind of their own. */
public final class Collectors {
    private Collectors() {}

    /** DaemonSets of fluent-bit, by its image. */
    public static List<Resource> fluentBits(ClusterView view) {
        return view.list(Kind.DAEMON_SET, Selector.ALL).stream()
                .filter(d -> image(d, "/fluent-bit"))
                .toList();
    }

    /** Workloads of Loki that answer its API. */
    public static List<Resource> lokis(ClusterView view) {
        List<Resource> all = new ArrayList<>(view.list(Kind.STATEFUL_SET, Selector.ALL));
        all.addAll(view.list(Kind.DEPLOYMENT, Selector.ALL));
        return all.stream().filter(w -> image(w, "/loki")).toList();
    }

    private static boolean image(Resource workload, String end) {
        return workload.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.text("image").stream())
                .anyMatch(i -> i.replaceFirst("[:@][^/]*$", "").endsWith(end));
    }

    public static Optional<String> version(Resource workload) {
        return Operators.version(workload).map(v -> v.text());
    }

    public static List<Resource> pods(Resource workload, ClusterView view) {
        Map<String, String> labels = workload.textMap("spec", "selector", "matchLabels");
        return view.list(Kind.POD, new Selector(workload.namespace(), labels, Map.of()));
    }

    public static ObjectRef ref(Resource pod) {
        return ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
    }

    /** The configuration that a fluent-bit mounts, if a ConfigMap holds it. */
    public static Optional<Resource> configuration(Resource daemonSet, ClusterView view) {
        return daemonSet.items("spec", "template", "spec", "volumes").stream()
                .flatMap(v -> v.text("configMap", "name").stream())
                .flatMap(n -> view.get(ObjectRef.of(Kind.CONFIG_MAP, daemonSet.namespace(), n)).stream())
                .filter(c -> c.at("data", "fluent-bit.conf").isPresent()
                        || c.at("data", "fluent-bit.yaml").isPresent())
                .findFirst();
    }
}
