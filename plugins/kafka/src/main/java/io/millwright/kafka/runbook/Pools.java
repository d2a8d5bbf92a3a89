package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.NodePool.Volume;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks for a pool of the target, and says what its volumes are to be. */
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

    /** A block where no pool has several volumes by its type. */
    static Optional<Constraint> jbod(KafkaCluster c, ClusterView view) {
        return c.pools(view).stream().anyMatch(NodePool::jbod)
                ? Optional.empty()
                : Optional.of(Constraints.blocks(
                        "no-jbod",
                        "no pool has storage of type jbod",
                        "runbook move-pool gives brokers other storage"));
    }

    /** The volumes of the pool as its object has them, and one more: a merge patch can't reach into a list. */
    static List<Object> with(NodePool pool, Volume more) {
        List<Object> volumes = new ArrayList<>(without(pool, -1));
        volumes.add(volume(more));
        return volumes;
    }

    /** The volume of the size and class that the request asks for; its claims stay when it is taken away. */
    static Volume asked(long id, Request request) {
        return new Volume(
                Optional.of(id),
                "persistent-claim",
                request.input("size"),
                Optional.of(request.input("storage-class")).filter(s -> !s.isEmpty()),
                false);
    }

    static Map<String, Object> volume(Volume v) {
        Map<String, Object> fields = new LinkedHashMap<>();
        v.id().ifPresent(i -> fields.put("id", i));
        fields.put("type", v.type());
        fields.put("size", v.size());
        v.storageClass().ifPresent(c -> fields.put("class", c));
        fields.put("deleteClaim", v.deleteClaim());
        return fields;
    }

    /** The volumes of the pool as its object has them, but that one. */
    static List<Object> without(NodePool pool, long id) {
        return pool.object().items("spec", "storage", "volumes").stream()
                .filter(v -> v.number("id").orElse(-1L) != id)
                .map(v -> (Object) v.content())
                .toList();
    }

    /** The pool has exactly those volumes, in that order. */
    static Check volumesAre(NodePool pool, List<Volume> volumes) {
        List<Check> all = new ArrayList<>();
        for (int i = 0; i < volumes.size(); i++) {
            all.add(Check.fieldIs(
                    pool.ref(),
                    volumes.get(i).id().map(String::valueOf).orElse(""),
                    "spec",
                    "storage",
                    "volumes",
                    Integer.toString(i),
                    "id"));
        }
        all.add(new Check.FieldMatches(
                pool.ref(),
                List.of("spec", "storage", "volumes", Integer.toString(volumes.size()), "id"),
                Check.Operator.ABSENT,
                ""));
        return new Check.All(all);
    }
}
