package io.millwright.app.browse;

import io.millwright.app.browse.Relations.State;
import io.millwright.spi.Resource;
import java.time.Instant;

/** How an object is, in few words. */
final class ObjectState {
    private ObjectState() {}

    /** By what each kind tells of itself. */
    static State of(Resource o) {
        if (o.text("metadata", "deletionTimestamp").isPresent()) {
            return new State("being deleted", true);
        }
        return switch (o.kind()) {
            case "Pod" -> pod(o);
            case "Deployment", "StatefulSet", "ReplicaSet" ->
                ready(
                        o.number("status", "readyReplicas").orElse(0L),
                        o.number("spec", "replicas").orElse(1L));
            case "DaemonSet" ->
                ready(
                        o.number("status", "numberReady").orElse(0L),
                        o.number("status", "desiredNumberScheduled").orElse(0L));
            default ->
                o.condition("Ready")
                        .or(() -> o.condition("Complete"))
                        .map(c -> c.text("status").filter("True"::equals).isPresent()
                                ? new State(c.text("type").orElse("Ready"), false)
                                : new State(
                                        "not ready"
                                                + c.text("reason")
                                                        .map(r -> ": " + r)
                                                        .orElse(""),
                                        true))
                        .or(() -> o.text("status", "phase").map(p -> new State(p, Faults.bad("phase", p))))
                        .orElse(State.NOTHING);
        };
    }

    private static State ready(long ready, long wanted) {
        return new State(ready + "/" + wanted + " ready", ready < wanted);
    }

    private static State pod(Resource pod) {
        String phase = pod.text("status", "phase").orElse("Unknown");
        if (phase.equals("Succeeded")) {
            return new State(phase, false);
        }
        return Containers.of(pod, Instant.EPOCH).stream()
                .filter(Containers.Container::bad)
                .map(c -> new State(
                        phase + ", " + c.name() + " " + (c.state().isEmpty() ? "not started" : c.state()), true))
                .findFirst()
                .orElse(new State(phase, Faults.bad("phase", phase)));
    }
}
