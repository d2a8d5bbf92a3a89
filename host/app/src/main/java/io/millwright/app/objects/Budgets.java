package io.millwright.app.objects;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The disruption budgets of pods that are to be evicted: which stand in the way. */
final class Budgets {
    private final Map<Resource, List<Resource>> podsOf = new LinkedHashMap<>();

    private Budgets() {}

    static Budgets of(List<Resource> pods, ClusterView cluster) {
        Budgets all = new Budgets();
        pods.stream()
                .map(Resource::namespace)
                .distinct()
                .sorted()
                .forEach(namespace -> cluster.list(Kind.POD_DISRUPTION_BUDGET, Selector.in(namespace))
                        .forEach(budget -> {
                            List<Resource> covered = pods.stream()
                                    .filter(p -> p.namespace().equals(namespace) && !NodePods.isOver(p))
                                    .filter(p -> covers(budget, p))
                                    .toList();
                            if (!covered.isEmpty()) {
                                all.podsOf.put(budget, covered);
                            }
                        }));
        return all;
    }

    /** An empty selector covers all pods of the namespace, none at all covers none. */
    private static boolean covers(Resource budget, Resource pod) {
        if (budget.at("spec", "selector").isEmpty()) {
            return false;
        }
        return LabelSelector.of(budget, "spec", "selector").selects(pod);
    }

    /** Why the API server would never evict one of the pods. */
    Optional<String> impossible() {
        Set<String> seen = new HashSet<>();
        return podsOf.values().stream()
                .flatMap(List::stream)
                .filter(p -> !seen.add(p.uid()))
                .findFirst()
                .map(p -> "the API server never evicts a pod with several disruption budgets, and " + p.namespace()
                        + "/" + p.name() + " has " + String.join(" and ", namesOf(p)));
    }

    private List<String> namesOf(Resource pod) {
        return podsOf.entrySet().stream()
                .filter(e -> e.getValue().contains(pod))
                .map(e -> e.getKey().name())
                .toList();
    }

    /** Those whose budget permits nothing now come last: meanwhile it may come to permit it. */
    List<Resource> freeFirst(List<Resource> pods) {
        Set<Resource> held = new HashSet<>();
        podsOf.forEach((budget, covered) -> {
            if (allowed(budget) == 0) {
                held.addAll(covered);
            }
        });
        return Stream.concat(
                        pods.stream().filter(p -> !held.contains(p)),
                        pods.stream().filter(held::contains))
                .toList();
    }

    private static long allowed(Resource budget) {
        return budget.number("status", "disruptionsAllowed").orElse(0L);
    }

    /** Those that permit nothing now, and what they miss. */
    List<String> blocking() {
        List<String> lines = new ArrayList<>();
        podsOf.forEach((budget, covered) -> {
            if (allowed(budget) == 0) {
                lines.add(display(budget) + " permits no eviction of " + NodePods.names(covered) + " now: it wants "
                        + budget.number("status", "desiredHealthy").orElse(0L) + " healthy pods and there are "
                        + budget.number("status", "currentHealthy").orElse(0L));
            }
        });
        return lines;
    }

    /** Those that permit fewer at once than there are on the node. */
    List<String> slowing() {
        List<String> lines = new ArrayList<>();
        podsOf.forEach((budget, covered) -> {
            long allowed = allowed(budget);
            if (allowed > 0 && allowed < covered.size()) {
                lines.add(display(budget) + " permits " + allowed + " of " + covered.size()
                        + " now; the others go when pods elsewhere are ready");
            }
        });
        return lines;
    }

    private static String display(Resource budget) {
        return "PodDisruptionBudget " + budget.namespace() + "/" + budget.name();
    }
}
