package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** Holds pods not ready: fenced ones, and those that a fault or a scenario takes. Whoever holds a pod lets it go again, nobody else. */
final class Holds {
    private final Site site;

    Holds(Site site) {
        this.site = site;
    }

    void apply() {
        List<String> fenced = site.cluster().fenced();
        Optional<String> victim = site.world().fault(Marks.REPLICA_DOWN) ? lastReplica() : Optional.empty();
        for (Resource pod : site.pods()) {
            if (fenced.contains("*") || fenced.contains(pod.name())) {
                Pods.hold(site.world(), pod, Marks.FENCE);
            } else if (victim.filter(pod.name()::equals).isPresent()) {
                Pods.hold(site.world(), pod, Marks.FAULT);
            } else {
                Pods.release(site.world(), pod, Marks.FENCE);
                Pods.release(site.world(), pod, Marks.FAULT);
            }
        }
    }

    /** What the scenario wants to go wrong once the cluster is healthy. It stays until the pod is made anew. */
    void scenario() {
        if (site.object()
                .annotation(Marks.LATER)
                .filter(Marks.REPLICA_DOWN::equals)
                .isEmpty()) {
            return;
        }
        lastReplica().flatMap(site::pod).ifPresent(p -> Pods.hold(site.world(), p, Marks.SCENARIO));
        site.update(c -> c.without("metadata", "annotations", Marks.LATER));
    }

    private Optional<String> lastReplica() {
        return site.pods().stream()
                .map(Resource::name)
                .filter(p -> !p.equals(site.currentPrimary()))
                .reduce((a, b) -> b);
    }
}
