package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the status of PodDisruptionBudgets, which the eviction API reads. */
final class DisruptionController implements Controller {
    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.POD_DISRUPTION_BUDGET, Kind.POD);
    }

    @Override
    public void reconcile(World world) {
        for (Resource budget : world.list(Kind.POD_DISRUPTION_BUDGET)) {
            List<Resource> pods = world.list(Kind.POD, budget.namespace()).stream()
                    .filter(p -> Owners.matches(budget, p, "spec", "selector") && !PodState.finished(p))
                    .toList();
            long expected = expected(world, pods);
            long healthy = pods.stream()
                    .filter(p -> PodState.ready(p) && !Owners.deleting(p))
                    .count();
            long desired = desired(budget, expected);
            long allowed = Math.max(0, healthy - desired);
            world.updateStatus(
                    budget.ref(Kind.POD_DISRUPTION_BUDGET),
                    b -> b.with(
                            Fields.of(
                                    "observedGeneration", budget.generation(),
                                    "currentHealthy", healthy,
                                    "desiredHealthy", desired,
                                    "disruptionsAllowed", allowed,
                                    "expectedPods", expected,
                                    "conditions",
                                            Conditions.of(b, world.now())
                                                    .set(
                                                            "DisruptionAllowed",
                                                            allowed > 0 ? "True" : "False",
                                                            allowed > 0 ? "SufficientPods" : "InsufficientPods",
                                                            "")
                                                    .list()),
                            "status"));
        }
    }

    private static long desired(Resource budget, long expected) {
        Optional<String> least = budget.text("spec", "minAvailable");
        Optional<String> most = budget.text("spec", "maxUnavailable");
        return least.map(l -> Quantity.share(l, expected, true))
                .or(() -> most.map(m -> Math.max(0, expected - Quantity.share(m, expected, true))))
                .orElse(Math.max(0, expected - 1));
    }

    /** What the owners want; pods of other owners count as themselves. */
    private static long expected(World world, List<Resource> pods) {
        long loose = 0;
        Map<String, Long> wanted = new LinkedHashMap<>();
        for (Resource pod : pods) {
            Optional<Resource> owner = Owners.controllerUid(pod)
                    .flatMap(uid -> List.of(Kind.REPLICA_SET, Kind.STATEFUL_SET).stream()
                            .flatMap(k -> world.list(k, pod.namespace()).stream())
                            .filter(o -> o.uid().equals(uid))
                            .findFirst());
            if (owner.isPresent()) {
                wanted.put(
                        owner.get().uid(),
                        owner.get().number("spec", "replicas").orElse(1L));
            } else {
                loose++;
            }
        }
        return loose + wanted.values().stream().mapToLong(Long::longValue).sum();
    }
}
