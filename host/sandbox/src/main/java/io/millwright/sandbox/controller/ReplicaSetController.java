package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps as many pods as a ReplicaSet asks for. */
final class ReplicaSetController implements Controller {
    private static final String SELF = "replicaset-controller";

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.REPLICA_SET, Kind.POD);
    }

    @Override
    public void reconcile(World world) {
        for (Resource set : world.list(Kind.REPLICA_SET)) {
            List<Resource> pods = Owners.controlled(world, set, Kind.POD).stream()
                    .filter(PodState::active)
                    .toList();
            if (!Owners.deleting(set)) {
                scale(world, set, pods);
            }
            status(world, set, pods);
        }
    }

    private void scale(World world, Resource set, List<Resource> pods) {
        int wanted = Math.toIntExact(set.number("spec", "replicas").orElse(1L));
        for (int i = pods.size(); i < wanted; i++) {
            Resource pod = PodTemplate.pod(set, set.name() + "-" + world.suffix(), Map.of())
                    .with(set.name() + "-", "metadata", "generateName");
            world.create(pod)
                    .ifPresent(made ->
                            world.event(set, SELF, "Normal", "SuccessfulCreate", "Created pod: " + made.name()));
        }
        pods.stream()
                .sorted(Comparator.<Resource, Boolean>comparing(
                                p -> !PodState.node(p).isEmpty())
                        .thenComparing(PodState::ready)
                        .thenComparing(Comparator.comparing((Resource p) ->
                                        p.text("metadata", "creationTimestamp").orElse(""))
                                .reversed())
                        .thenComparing(Resource::name))
                .limit(Math.max(0, pods.size() - wanted))
                .forEach(pod -> {
                    world.delete(pod.ref(Kind.POD));
                    world.event(set, SELF, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.name());
                });
    }

    private void status(World world, Resource set, List<Resource> before) {
        List<Resource> pods = world.list(Kind.POD, set.namespace()).stream()
                .filter(p -> Owners.controls(set, p) && PodState.active(p))
                .toList();
        long minReady = set.number("spec", "minReadySeconds").orElse(0L);
        long available = pods.stream()
                .filter(p -> PodState.available(p, minReady, world.now()))
                .count();
        long ready = pods.stream().filter(PodState::ready).count();
        if (available < ready) {
            before.stream()
                    .filter(PodState::ready)
                    .forEach(p -> world.wakeAt(PodState.readySince(p).plus(Duration.ofSeconds(minReady))));
        }
        world.updateStatus(
                set.ref(Kind.REPLICA_SET),
                s -> s.with(
                        Fields.of(
                                "replicas",
                                (long) pods.size(),
                                "fullyLabeledReplicas",
                                Fields.count(pods.size()),
                                "readyReplicas",
                                Fields.count(ready),
                                "availableReplicas",
                                Fields.count(available),
                                "observedGeneration",
                                set.generation()),
                        "status"));
    }
}
