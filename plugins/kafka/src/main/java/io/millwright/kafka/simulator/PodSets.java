package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Optional;

/** The controller of pod sets: makes missing pods, takes surplus ones away, counts. It works on although the Kafka is paused. */
final class PodSets {
    private PodSets() {}

    static void step(SimulatedCluster world, Resource set) {
        if (Site.deleting(set)) {
            return;
        }
        List<Resource> wanted = set.items("spec", "pods");
        long ready = 0;
        long current = 0;
        for (Resource pod : wanted) {
            Optional<Resource> found = world.get(ObjectRef.of(Kind.POD, set.namespace(), pod.name()));
            if (found.isEmpty() && !goingClaims(world, pod)) {
                world.create(pod.with(Site.owner(set), "metadata", "ownerReferences"));
            } else if (found.isPresent() && !Site.deleting(found.get())) {
                ready += Pods.ready(found.get()) ? 1 : 0;
                current += found.get().annotation(Strimzi.REVISION).equals(pod.annotation(Strimzi.REVISION)) ? 1 : 0;
            }
        }
        List<String> names = wanted.stream().map(Resource::name).toList();
        world.list(Kind.POD, Selector.in(set.namespace())).stream()
                .filter(p -> p.items("metadata", "ownerReferences").stream()
                        .anyMatch(o -> o.text("uid").orElse("").equals(set.uid())))
                .filter(p -> !names.contains(p.name()) && !Site.deleting(p))
                .forEach(p -> world.delete(p.ref(Kind.POD)));
        long readyPods = ready;
        long currentPods = current;
        world.updateStatus(
                set.ref(Strimzi.POD_SET),
                s -> s.with((long) names.size(), "status", "pods")
                        .with(readyPods, "status", "readyPods")
                        .with(currentPods, "status", "currentPods")
                        .with(s.generation(), "status", "observedGeneration"));
    }

    /** A pod can't be made on a claim that is being deleted: it would keep it. */
    private static boolean goingClaims(SimulatedCluster world, Resource pod) {
        return pod.items("spec", "volumes").stream()
                .flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream())
                .anyMatch(c -> world.get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, pod.namespace(), c))
                        .filter(f -> !Site.deleting(f))
                        .isEmpty());
    }
}
