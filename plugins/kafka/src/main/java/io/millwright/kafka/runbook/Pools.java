package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kit.plan.Ask;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks for a pool of the target. */
final class Pools {
    static final Parameter POOL =
            Ask.name("pool", "Pool", "Which node pool; empty when there is only one that fits.", 63);

    private Pools() {}

    static List<NodePool> of(Optional<Instance> target, ClusterView view) {
        return target.map(t -> NodePool.of(view, t.id().namespace(), t.id().name()))
                .orElse(List.of());
    }

    /** The parameter with a pool that fits as its default. */
    static Parameter ask(Optional<Instance> target, ClusterView view, Predicate<NodePool> fits) {
        return of(target, view).stream()
                .filter(fits)
                .findFirst()
                .map(p -> Ask.with(POOL, p.name(), "the first that fits"))
                .orElse(POOL);
    }

    /** The pool that was chosen; empty when there is none of that name that fits. */
    static Optional<NodePool> chosen(KafkaCluster c, String name, ClusterView view, Predicate<NodePool> fits) {
        return c.pools(view).stream()
                .filter(fits)
                .filter(p -> name.isEmpty() || p.name().equals(name))
                .findFirst();
    }
}
