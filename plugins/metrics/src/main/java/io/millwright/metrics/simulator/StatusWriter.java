package io.millwright.metrics.simulator;

import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the status of a Prometheus or Alertmanager as the operator does. A paused object still gets its pods counted. */
final class StatusWriter {
    private final SimulatedCluster world;
    private final Server s;

    StatusWriter(SimulatedCluster world, Server s) {
        this.world = world;
        this.s = s;
    }

    void write(List<Resource> sets, List<Resource> pods, Optional<String> error) {
        long ready = pods.stream().filter(Pods::ready).count();
        long updated = sets.stream()
                .mapToLong(set -> set.number("status", "updatedReplicas").orElse(0L))
                .sum();
        world.updateStatus(s.ref(), o -> {
            Resource next = o.with(s.paused(), "status", "paused")
                    .with((long) pods.size(), "status", "replicas")
                    .with(updated, "status", "updatedReplicas")
                    .with(ready, "status", "availableReplicas")
                    .with(Math.max(0, s.wanted() - ready), "status", "unavailableReplicas");
            if (s.prometheus()) {
                next = next.with(s.shards(), "status", "shards");
            }
            next = available(next, sets, pods, ready);
            if (!s.paused()) {
                next = error.isPresent()
                        ? set(next, "Reconciled", "False", "ReconciliationFailed", error.get())
                        : set(next, "Reconciled", "True", "", "");
            }
            return next;
        });
    }

    private Resource available(Resource o, List<Resource> sets, List<Resource> pods, long ready) {
        if (sets.isEmpty()) {
            return set(o, "Available", "False", "StatefulSetNotFound", "shard 0: statefulset not found");
        }
        if (ready >= s.wanted()) {
            return set(o, "Available", "True", "", "");
        }
        String message = pods.stream()
                .filter(p -> !Pods.ready(p))
                .map(p -> "shard 0: pod " + p.name() + ": containers with unready status: [" + s.word() + "]")
                .collect(Collectors.joining("\n"));
        return ready == 0
                ? set(o, "Available", "False", "NoPodReady", message)
                : set(o, "Available", "Degraded", "SomePodsNotReady", message);
    }

    private Resource set(Resource o, String type, String status, String reason, String message) {
        Resource next = Conditions.set(o, type, status, reason, message, world.now());
        List<Object> all = new ArrayList<>();
        next.items("status", "conditions")
                .forEach(c -> all.add(
                        c.text("type").orElse("").equals(type)
                                ? Json.map(
                                        "type",
                                        type,
                                        "status",
                                        status,
                                        "reason",
                                        reason,
                                        "message",
                                        message,
                                        "lastTransitionTime",
                                        c.text("lastTransitionTime").orElse(Json.time(world.now())),
                                        "observedGeneration",
                                        o.generation())
                                : c.content()));
        return next.with(all, "status", "conditions");
    }
}
