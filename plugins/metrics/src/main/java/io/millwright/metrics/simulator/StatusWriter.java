package io.millwright.metrics.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("paused", s.paused());
            status.put("replicas", (long) pods.size());
            status.put("updatedReplicas", updated);
            status.put("availableReplicas", ready);
            status.put("unavailableReplicas", Math.max(0, s.wanted() - ready));
            if (s.prometheus()) {
                status.put("shards", s.shards());
            }
            Optional<Object> reconciled = s.paused()
                    ? o.condition("Reconciled").map(Resource::content)
                    : Optional.of(
                            error.isPresent()
                                    ? condition(o, "Reconciled", "False", "ReconciliationFailed", error.get())
                                    : condition(o, "Reconciled", "True", "", ""));
            status.put(
                    "conditions",
                    Stream.concat(Stream.of(available(o, sets, pods, ready)), reconciled.stream())
                            .toList());
            return o.with(status, "status");
        });
    }

    private Object available(Resource o, List<Resource> sets, List<Resource> pods, long ready) {
        if (sets.isEmpty()) {
            return condition(o, "Available", "False", "StatefulSetNotFound", "shard 0: statefulset not found");
        }
        if (ready >= s.wanted()) {
            return condition(o, "Available", "True", "", "");
        }
        String message = pods.stream()
                .filter(p -> !Pods.ready(p))
                .map(p -> "shard 0: pod " + p.name() + ": containers with unready status: [" + s.word() + "]")
                .collect(Collectors.joining("\n"));
        return ready == 0
                ? condition(o, "Available", "False", "NoPodReady", message)
                : condition(o, "Available", "Degraded", "SomePodsNotReady", message);
    }

    /** The time of transition changes with the status alone. */
    private Object condition(Resource o, String type, String status, String reason, String message) {
        String since = o.condition(type)
                .filter(c -> c.text("status").orElse("").equals(status))
                .flatMap(c -> c.text("lastTransitionTime"))
                .orElse(Json.time(world.now()));
        return Json.map(
                "type",
                type,
                "status",
                status,
                "reason",
                reason,
                "message",
                message,
                "lastTransitionTime",
                since,
                "observedGeneration",
                o.generation());
    }
}
