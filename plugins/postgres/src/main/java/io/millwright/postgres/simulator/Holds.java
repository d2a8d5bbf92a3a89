package io.millwright.postgres.simulator;

import io.millwright.spi.Kind;
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
                hold(pod, Marks.FENCE);
            } else if (victim.filter(pod.name()::equals).isPresent()) {
                hold(pod, Marks.FAULT);
            } else {
                release(pod, Marks.FENCE);
                release(pod, Marks.FAULT);
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
        lastReplica().flatMap(site::pod).ifPresent(p -> hold(p, Marks.SCENARIO));
        site.update(c -> c.without("metadata", "annotations", Marks.LATER));
    }

    private Optional<String> lastReplica() {
        return site.pods().stream()
                .map(Resource::name)
                .filter(p -> !p.equals(site.currentPrimary()))
                .reduce((a, b) -> b);
    }

    private void hold(Resource pod, String by) {
        if (!Site.held(pod)) {
            site.world()
                    .update(
                            pod.ref(Kind.POD),
                            p -> p.with("false", "metadata", "annotations", Marks.READY)
                                    .with(by, "metadata", "annotations", Marks.HELD_BY));
        }
    }

    private void release(Resource pod, String by) {
        if (pod.annotation(Marks.HELD_BY).filter(by::equals).isPresent()) {
            site.world()
                    .update(
                            pod.ref(Kind.POD),
                            p -> p.without("metadata", "annotations", Marks.READY)
                                    .without("metadata", "annotations", Marks.HELD_BY));
        }
    }
}
