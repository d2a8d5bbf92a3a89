package io.millwright.engine.diagnosis;

import io.millwright.engine.diagnosis.Diagnosis.Likely;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What single objects say of a cause. */
final class Signs {
    private Signs() {}

    static Optional<Likely> ofProblem(Problem problem) {
        String why = problem.why();
        Optional<Cause> cause = switch (problem.code().orElse("")) {
            case "403", "denied" -> ofText(why).or(() -> Optional.of(Cause.RBAC_DENIED));
            case "409" ->
                why.toLowerCase(Locale.ROOT).contains("already exists")
                        ? Optional.empty()
                        : Optional.of(Cause.CONFLICT_OTHER_WRITER);
            case "401" -> Optional.of(Cause.LOGIN_REFUSED);
            case "422" -> ofText(why).or(() -> Optional.of(Cause.INVALID));
            case "500", "502", "503", "504" -> ofText(why).or(() -> Optional.of(Cause.API_FAILING));
            case "429" -> ofText(why).or(() -> Optional.of(Cause.API_THROTTLED));
            case "dns", "timeout", "refused", "connection", "tls" -> Optional.of(Cause.API_UNREACHABLE);
            case "" -> Optional.empty();
            default -> ofText(why);
        };
        return cause.map(c -> new Likely(c, why));
    }

    /** By the words that the API server itself uses. */
    private static Optional<Cause> ofText(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("failed calling webhook")) {
            return Optional.of(Cause.WEBHOOK_DOWN);
        }
        if (words.contains("admission webhook")) {
            return Optional.of(Cause.WEBHOOK_DENIED);
        }
        if (words.contains("exceeded quota")) {
            return Optional.of(Cause.QUOTA);
        }
        if (words.contains("disruption budget")) {
            return Optional.of(Cause.PDB_BLOCKED);
        }
        if (words.contains("is forbidden")) {
            return Optional.of(Cause.RBAC_DENIED);
        }
        return words.contains("no space left") || words.contains("disk quota")
                ? Optional.of(Cause.STORAGE_FULL)
                : Optional.empty();
    }

    static List<Likely> ofPod(Resource pod) {
        String name = "pod " + pod.name();
        List<Likely> found = new ArrayList<>();
        pod.text("metadata", "deletionTimestamp")
                .filter(t -> !pod.texts("metadata", "finalizers").isEmpty())
                .ifPresent(t -> found.add(new Likely(
                        Cause.FINALIZER_STUCK,
                        name + " is being deleted since " + t + ", kept by "
                                + String.join(", ", pod.texts("metadata", "finalizers")))));
        pod.condition("PodScheduled")
                .filter(c -> c.text("status").filter("False"::equals).isPresent())
                .flatMap(c -> c.text("message"))
                .ifPresent(m -> found.add(new Likely(unscheduled(m), name + ": " + m)));
        Stream.concat(
                        pod.items("status", "initContainerStatuses").stream(),
                        pod.items("status", "containerStatuses").stream())
                .forEach(c -> ofContainer(name, c).ifPresent(found::add));
        return found;
    }

    /** One message may name several reasons for several nodes; what room is missing is what most of them come down to. */
    private static Cause unscheduled(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("persistentvolumeclaim")) {
            return Cause.PVC_PENDING;
        }
        if (words.contains("insufficient") || words.contains("too many pods")) {
            return Cause.SCHED_RESOURCES;
        }
        return words.contains("taint") && !words.contains("affinity") ? Cause.SCHED_TAINT : Cause.SCHED_AFFINITY;
    }

    private static Optional<Likely> ofContainer(String pod, Resource container) {
        String name = pod + ", container " + container.text("name").orElse("?");
        Optional<Resource> ended = Stream.of("state", "lastState")
                .flatMap(s -> container.at(s, "terminated").isPresent() ? Stream.of(s) : Stream.empty())
                .findFirst()
                .map(s -> terminated(container, s));
        if (ended.flatMap(t -> t.text("reason")).filter("OOMKilled"::equals).isPresent()) {
            return Optional.of(new Likely(Cause.OOM, name + " was killed: OOMKilled"));
        }
        Optional<String> waiting = container.text("state", "waiting", "reason");
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        String said = waiting.get()
                + container
                        .text("state", "waiting", "message")
                        .map(m -> ": " + m)
                        .orElse("");
        return switch (waiting.get()) {
            case "ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull" ->
                Optional.of(new Likely(Cause.IMAGE_PULL, name + " " + said));
            case "CrashLoopBackOff" ->
                Optional.of(new Likely(
                        Cause.CRASH_CONFIG,
                        name + " " + said
                                + ended.flatMap(t -> t.text("exitCode"))
                                        .map(c -> ", exit code " + c)
                                        .orElse("")));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(new Likely(Cause.CRASH_CONFIG, name + " " + said));
            default -> Optional.empty();
        };
    }

    private static Resource terminated(Resource container, String state) {
        return new Resource(java.util.Map.of(
                "reason", container.text(state, "terminated", "reason").orElse(""),
                "exitCode", container.text(state, "terminated", "exitCode").orElse("?")));
    }

    static Optional<Likely> ofClaim(Resource claim) {
        return claim.text("status", "phase")
                .filter("Pending"::equals)
                .map(p -> new Likely(Cause.PVC_PENDING, "claim " + claim.name() + " is Pending"));
    }

    static Optional<Likely> ofEvent(Resource event) {
        if (event.text("type").filter("Warning"::equals).isEmpty()) {
            return Optional.empty();
        }
        String reason = event.text("reason").orElse("");
        String message = event.text("message").or(() -> event.text("note")).orElse("");
        Optional<Cause> cause = ofText(message)
                .or(() -> Optional.ofNullable(
                        switch (reason) {
                            case "FailedMount", "FailedAttachVolume", "FailedMapVolume" -> Cause.VOLUME_ATTACH;
                            case "ProvisioningFailed" -> Cause.PVC_PENDING;
                            case "Unhealthy" -> Cause.PROBE_FAIL;
                            case "Evicted", "FreeDiskSpaceFailed" ->
                                message.contains("ephemeral-storage") || message.contains("disk")
                                        ? Cause.STORAGE_FULL
                                        : null;
                            case "NodeNotReady" -> Cause.NODE_DOWN;
                            default -> null;
                        }));
        String about = event.text("involvedObject", "kind").orElse("object").toLowerCase(Locale.ROOT) + " "
                + event.text("involvedObject", "name").orElse("?");
        return cause.map(c -> new Likely(c, about + ": " + reason + ": " + message));
    }

    static Optional<Likely> ofNode(Resource node) {
        return node.condition("Ready")
                .filter(c -> c.text("status").filter("True"::equals).isEmpty())
                .map(c -> new Likely(
                        Cause.NODE_DOWN,
                        "node " + node.name() + " is not ready: "
                                + c.text("message").orElse("it says nothing")));
    }

    static Optional<Likely> ofRoot(Resource root) {
        return root.number("status", "observedGeneration")
                .filter(seen -> seen < root.generation())
                .map(seen -> new Likely(
                        Cause.OPERATOR_NOT_OBSERVING,
                        root.kind() + " " + root.name() + " is at generation " + root.generation()
                                + ", the operator has seen " + seen));
    }
}
