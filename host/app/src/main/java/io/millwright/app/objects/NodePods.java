package io.millwright.app.objects;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pods of a node, as a drain sees them.
 *
 * @param evicted those that go
 * @param daemons those of daemon sets, which tolerate a cordoned node and would come back at once
 * @param fixed those that the node starts from files of its own
 * @param unmanaged those of the evicted that run and that no controller owns
 * @param withData those of the evicted that run and have emptyDir volumes
 */
record NodePods(
        List<Resource> evicted,
        List<Resource> daemons,
        List<Resource> fixed,
        List<Resource> unmanaged,
        List<Resource> withData) {
    private static final int NAMED = 8;
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    static NodePods of(String node, ClusterView cluster) {
        List<Resource> evicted = new ArrayList<>();
        List<Resource> daemons = new ArrayList<>();
        List<Resource> fixed = new ArrayList<>();
        cluster.list(Kind.POD, Selector.ALL.andField("spec.nodeName", node)).stream()
                .sorted(Comparator.comparing(Resource::namespace).thenComparing(Resource::name))
                .forEach(pod -> {
                    if (pod.annotation("kubernetes.io/config.mirror").isPresent()) {
                        fixed.add(pod);
                    } else if (controller(pod)
                            .filter(c -> c.startsWith("DaemonSet "))
                            .isPresent()) {
                        daemons.add(pod);
                    } else {
                        evicted.add(pod);
                    }
                });
        List<Resource> running = evicted.stream().filter(p -> !isOver(p)).toList();
        return new NodePods(
                List.copyOf(evicted),
                List.copyOf(daemons),
                List.copyOf(fixed),
                running.stream().filter(p -> controller(p).isEmpty()).toList(),
                running.stream().filter(NodePods::hasEmptyDir).toList());
    }

    /** Whether its containers have ended for good: it disrupts nobody. */
    static boolean isOver(Resource pod) {
        return OVER.contains(pod.text("status", "phase").orElse(""));
    }

    private static boolean hasEmptyDir(Resource pod) {
        return pod.items("spec", "volumes").stream()
                .anyMatch(v -> v.at("emptyDir").isPresent());
    }

    /** {@code StatefulSet orders}: what makes the pod anew. */
    static Optional<String> controller(Resource pod) {
        return pod.items("metadata", "ownerReferences").stream()
                .filter(o -> o.flag("controller").orElse(false))
                .findFirst()
                .map(o -> o.kind() + " " + o.text("name").orElse(""));
    }

    /** {@code db/orders-1, db/orders-2 and 3 more}. */
    static String names(List<Resource> pods) {
        String few = String.join(
                ", ",
                pods.stream()
                        .limit(NAMED)
                        .map(p -> p.namespace() + "/" + p.name())
                        .toList());
        return pods.size() > NAMED ? few + " and " + (pods.size() - NAMED) + " more" : few;
    }
}
