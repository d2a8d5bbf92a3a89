package io.millwright.engine.check;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an object is ready, by its kind's own rules. Order as kstatus: deletion, generation, then the kind; a controller that hasn't seen
 * the newest generation never makes an object ready. Unlike kstatus, silence is no consent: a workload without a status is not ready, and
 * a custom resource without a {@code Ready} condition can't be told. Source: kubectl's rollout status and cli-utils' kstatus.
 */
final class Readiness {
    /** What was found: whether it is ready, why, and which field said so. */
    record State(Answer answer, String message, String field) {
        State(boolean ready, String message, String field) {
            this(ready ? Answer.READY : Answer.NOT_READY, message, field);
        }

        boolean ready() {
            return answer == Answer.READY;
        }
    }

    /** Three-valued, as checks are. */
    enum Answer {
        READY,
        NOT_READY,
        CANNOT_TELL
    }

    /** Kinds whose controller says with {@code status.observedGeneration} what it has seen. */
    private static final Set<String> WORKLOADS =
            Set.of("deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps");

    /** Groups of Kubernetes itself: kinds of them that aren't named below are ready when they are there (settings, rights, classes). */
    private static final Set<String> BUILT_IN = Set.of(
            "",
            "apps",
            "batch",
            "autoscaling",
            "policy",
            "rbac.authorization.k8s.io",
            "storage.k8s.io",
            "networking.k8s.io",
            "admissionregistration.k8s.io",
            "coordination.k8s.io",
            "scheduling.k8s.io",
            "discovery.k8s.io",
            "node.k8s.io",
            "events.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "certificates.k8s.io");

    private Readiness() {}

    static State of(Kind kind, Resource object) {
        if (object.text("metadata", "deletionTimestamp").isPresent()) {
            return new State(false, "it is being deleted", "metadata.deletionTimestamp");
        }
        Optional<Long> observed = object.number("status", "observedGeneration");
        if (observed.isPresent() && observed.get() < object.generation()) {
            return new State(false, "its controller hasn't seen the newest change", "status.observedGeneration");
        }
        if (observed.isEmpty() && WORKLOADS.contains(kind.resourceName())) {
            return new State(false, "its controller hasn't seen it yet", "status.observedGeneration");
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
            default -> other(kind, object);
        };
    }

    private static State other(Kind kind, Resource object) {
        if (object.condition("Ready").isPresent()) {
            return conditioned(object, "Ready");
        }
        if (BUILT_IN.contains(kind.group())) {
            return new State(true, "it is there, and its kind has no readiness", "metadata.uid");
        }
        return new State(Answer.CANNOT_TELL, "its status says nothing about being ready", "status.conditions[Ready]");
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
        if (condition
                .flatMap(c -> c.number("observedGeneration"))
                .filter(seen -> seen < o.generation())
                .isPresent()) {
            String field = "status.conditions[" + type + "].observedGeneration";
            return new State(false, type + " is about a former generation", field);
        }
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
