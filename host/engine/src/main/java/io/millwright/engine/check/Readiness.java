package io.millwright.engine.check;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.Optional;

/**
 * Whether an object is ready, by its kind's own rules. Order as kstatus: deletion, generation, then the kind; a controller that hasn't seen
 * the newest generation never makes an object ready. Source: kubectl's rollout status and cli-utils' kstatus.
 */
final class Readiness {
    /** What was found: whether it is ready, why, and which field said so. */
    record State(boolean ready, String message, String field) {}

    private Readiness() {}

    static State of(Kind kind, Resource object) {
        if (object.text("metadata", "deletionTimestamp").isPresent()) {
            return new State(false, "it is being deleted", "metadata.deletionTimestamp");
        }
        Optional<Long> observed = object.number("status", "observedGeneration");
        if (observed.isPresent() && observed.get() < object.generation()) {
            return new State(false, "its controller hasn't seen the newest change", "status.observedGeneration");
        }
        return switch (kind.resourceName()) {
            case "deployments.apps" -> deployment(object);
            case "statefulsets.apps" -> statefulSet(object);
            case "daemonsets.apps" -> daemonSet(object);
            case "replicasets.apps" ->
                counted(object, object.number("spec", "replicas").orElse(1L), "readyReplicas");
            case "jobs.batch" -> conditioned(object, "Complete");
            case "pods" -> conditioned(object, "Ready");
            case "persistentvolumeclaims" -> phase(object, "Bound");
            case "namespaces" -> phase(object, "Active");
            case "customresourcedefinitions.apiextensions.k8s.io" -> conditioned(object, "Established");
            default ->
                object.condition("Ready").isPresent()
                        ? conditioned(object, "Ready")
                        : new State(true, "it is there, and its kind has no readiness", "metadata.uid");
        };
    }

    private static State deployment(Resource o) {
        long wanted = o.number("spec", "replicas").orElse(1L);
        State updated = counted(o, wanted, "updatedReplicas");
        if (!updated.ready()) {
            return updated;
        }
        State available = counted(o, wanted, "availableReplicas");
        long all = o.number("status", "replicas").orElse(0L);
        return available.ready() && all > wanted
                ? new State(false, (all - wanted) + " old replicas are still there", "status.replicas")
                : available;
    }

    private static State statefulSet(Resource o) {
        long wanted = o.number("spec", "replicas").orElse(1L);
        State ready = counted(o, wanted, "readyReplicas");
        boolean rolled = o.text("status", "updateRevision").equals(o.text("status", "currentRevision"));
        return ready.ready() && !rolled
                ? new State(false, "pods of the former revision are still there", "status.currentRevision")
                : ready;
    }

    private static State daemonSet(Resource o) {
        long wanted = o.number("status", "desiredNumberScheduled").orElse(0L);
        State updated = counted(o, wanted, "updatedNumberScheduled");
        return updated.ready() ? counted(o, wanted, "numberReady") : updated;
    }

    private static State counted(Resource o, long wanted, String field) {
        long there = o.number("status", field).orElse(0L);
        return new State(there >= wanted, there + " of " + wanted + " " + field, "status." + field);
    }

    private static State phase(Resource o, String wanted) {
        String phase = o.text("status", "phase").orElse("unknown");
        return new State(phase.equals(wanted), "phase is " + phase, "status.phase");
    }

    private static State conditioned(Resource o, String type) {
        Optional<Resource> condition = o.condition(type);
        boolean ready =
                condition.flatMap(c -> c.text("status")).filter("True"::equals).isPresent();
        String why = condition
                .map(c -> c.text("reason").orElse("") + " " + c.text("message").orElse(""))
                .orElse("absent")
                .strip();
        return new State(
                ready, type + " is " + (ready ? "True" : "not True: " + why), "status.conditions[" + type + "]");
    }
}
