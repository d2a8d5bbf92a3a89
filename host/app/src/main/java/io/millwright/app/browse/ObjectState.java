package io.millwright.app.browse;

import io.millwright.app.browse.Relations.State;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.Optional;

/** How an object is, in few words. */
public final class ObjectState {
    private ObjectState() {}

    /** By what each kind tells of itself. */
    public static State of(Resource o) {
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
            case "Job" -> job(o);
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

    /** One that has failed has no condition that says that it isn't complete. */
    private static State job(Resource job) {
        long failed = job.number("status", "failed").orElse(0L);
        long active = job.number("status", "active").orElse(0L);
        return holds(job, "Complete")
                .map(_ -> new State("Complete", false))
                .or(() -> holds(job, "Failed").map(c -> new State("failed" + reason(c), true)))
                .or(() -> holds(job, "FailureTarget").map(c -> new State("fails" + reason(c), true)))
                .or(() -> holds(job, "Suspended").map(_ -> new State("suspended", false)))
                .orElseGet(() -> active == 0
                        ? State.NOTHING
                        : new State(
                                active + " running" + (failed == 0 ? "" : ", " + failed + " failed before"), false));
    }

    private static Optional<Resource> holds(Resource object, String condition) {
        return object.condition(condition)
                .filter(c -> c.text("status").filter("True"::equals).isPresent());
    }

    private static String reason(Resource condition) {
        return condition
                .text("reason")
                .filter(r -> !r.isEmpty())
                .map(r -> ": " + r)
                .orElse("");
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
