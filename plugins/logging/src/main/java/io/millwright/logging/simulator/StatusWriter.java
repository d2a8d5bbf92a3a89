package io.millwright.logging.simulator;

import io.millwright.kit.Version;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes an Elasticsearch's status as ECK does, at the end of a turn. */
final class StatusWriter {
    static final String STALLED = "stalled";

    private StatusWriter() {}

    static void invalid(SimulatedCluster world, Elastic e, String why) {
        boolean told =
                e.object().text("status", "phase").filter("Invalid"::equals).isPresent();
        world.updateStatus(
                e.ref(),
                o -> o.with("Invalid", "status", "phase")
                        .with("unknown", "status", "health")
                        .with(o.generation(), "status", "observedGeneration"));
        if (!told) {
            world.event(e.object(), "Warning", "Validation", why);
        }
    }

    static void write(SimulatedCluster world, Elastic e, List<Resource> pods, String busy, boolean paused) {
        long ready = pods.stream().filter(Pods::ready).count();
        Optional<String> lowest = pods.stream()
                .flatMap(p -> p.label(Names.VERSION_LABEL).stream())
                .map(Version::of)
                .min(Version::compareTo)
                .map(Version::text);
        boolean stalled = busy.equals(STALLED);
        boolean done = busy.isEmpty() && ready >= e.nodes() && pods.size() == e.nodes();
        String phase = stalled
                ? "Stalled"
                : busy.startsWith("Downscale") ? "MigratingData" : done || paused ? "Ready" : "ApplyingChanges";
        String message = done || paused
                ? ""
                : stalled
                        ? "Downscale stalled: shards can't move off the leaving node"
                        : busy.isEmpty() ? "Elasticsearch cannot be reached yet, re-queuing" : busy;
        boolean current = lowest.filter(e.wanted()::equals).isPresent();
        world.updateStatus(e.ref(), o -> {
            Resource next = o.with(phase, "status", "phase")
                    .with(health(world, e, pods, ready), "status", "health")
                    .with(ready, "status", "availableNodes")
                    .with(o.generation(), "status", "observedGeneration");
            next = lowest.isPresent() ? next.with(lowest.get(), "status", "version") : next;
            next = condition(next, "ElasticsearchIsReachable", ready > 0, ready > 0 ? "" : "no endpoint", world);
            next = condition(next, "ReconciliationComplete", done || paused, message, world);
            next = condition(
                    next,
                    "RunningDesiredVersion",
                    current,
                    current
                            ? "All nodes are running version " + e.wanted()
                            : "Upgrading from " + lowest.orElse("none") + " to " + e.wanted(),
                    world);
            if (paused || o.condition("OrchestrationPaused").isPresent()) {
                next = condition(
                        next,
                        "OrchestrationPaused",
                        paused,
                        paused ? "Orchestration is paused" : "Orchestration has resumed normally",
                        world);
            }
            return next;
        });
    }

    private static String health(SimulatedCluster world, Elastic e, List<Resource> pods, long ready) {
        long masters = pods.stream()
                .filter(p -> p.label(Names.MASTER_LABEL).filter("true"::equals).isPresent())
                .filter(Pods::ready)
                .count();
        if (ready == 0) {
            return "unknown";
        }
        if (masters * 2 <= e.masters() && masters < e.masters()) {
            return "red";
        }
        return new Shards(world, e).unassigned() > 0 ? "yellow" : "green";
    }

    private static Resource condition(Resource o, String type, boolean on, String message, SimulatedCluster world) {
        String status = on ? "True" : "False";
        Optional<Resource> former = o.condition(type);
        boolean same = former.filter(c -> c.text("status").orElse("").equals(status)
                        && c.text("message").orElse("").equals(message))
                .isPresent();
        if (same) {
            return o;
        }
        List<Object> all = new ArrayList<>();
        o.items("status", "conditions").stream()
                .filter(c -> !c.text("type").orElse("").equals(type))
                .forEach(c -> all.add(c.content()));
        Map<String, Object> made =
                Json.map("type", type, "status", status, "lastTransitionTime", Json.time(world.now()));
        if (!message.isEmpty()) {
            made.put("message", message);
        }
        all.add(made);
        return o.with(all, "status", "conditions");
    }
}
