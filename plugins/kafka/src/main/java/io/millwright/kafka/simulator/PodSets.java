package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The controller of pod sets: makes missing pods, takes surplus ones away, counts. It works on although the Kafka is paused. */
final class PodSets {
    private PodSets() {}

    static void step(SimulatedCluster world, Resource set) {
        if (Site.deleting(set)) {
            return;
        }
        List<?> wanted = set.at("spec", "pods").map(v -> (List<?>) v).orElse(List.of());
        Set<String> names = new LinkedHashSet<>();
        long ready = 0;
        long current = 0;
        for (int i = 0; i < wanted.size(); i++) {
            String at = Integer.toString(i);
            String name = set.text("spec", "pods", at, "metadata", "name").orElse("");
            names.add(name);
            Optional<Resource> found = world.get(ObjectRef.of(Kind.POD, set.namespace(), name));
            if (found.isEmpty()) {
                make(world, set, set.items("spec", "pods").get(i));
            } else if (!Site.deleting(found.get())) {
                Optional<String> revision = set.text("spec", "pods", at, "metadata", "annotations", Strimzi.REVISION);
                ready += Pods.ready(found.get()) ? 1 : 0;
                current += found.get().annotation(Strimzi.REVISION).equals(revision) ? 1 : 0;
            }
        }
        world.list(Kind.POD, Selector.labelled(set.namespace(), "strimzi.io/controller-name", set.name())).stream()
                .filter(p -> !names.contains(p.name()) && !Site.deleting(p))
                .forEach(p -> world.delete(p.ref(Kind.POD)));
        count(world, set, names.size(), ready, current);
    }

    private static void make(SimulatedCluster world, Resource set, Resource pod) {
        if (!goingClaims(world, pod)) {
            world.create(pod.with(Site.owner(set), "metadata", "ownerReferences"));
        }
    }

    private static void count(SimulatedCluster world, Resource set, long pods, long ready, long current) {
        Map<String, Object> status = Json.map(
                "pods", pods, "readyPods", ready, "currentPods", current, "observedGeneration", set.generation());
        if (!set.at("status").equals(Optional.of(status))) {
            world.updateStatus(set.ref(Strimzi.POD_SET), s -> s.with(status, "status"));
        }
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
