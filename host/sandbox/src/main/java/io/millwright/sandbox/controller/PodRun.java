package io.millwright.sandbox.controller;

import io.millwright.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One look at a pod on a node: from its present status, what the kubelet would write next. */
final class PodRun {
    private static final Duration CRASH_AFTER = Duration.ofSeconds(2);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private final Instant now;
    private final Resource pod;
    private final List<Event> events = new ArrayList<>();
    private Optional<Instant> next = Optional.empty();

    PodRun(Instant now, Resource pod) {
        this.now = now;
        this.pod = pod;
    }

    /** What to write, what to say, and when to look again. */
    record Outcome(Resource status, List<Event> events, Optional<Instant> next) {}

    /** An event to emit. */
    record Event(String type, String reason, String message) {}

    boolean firstSight() {
        return pod.text("status", "startTime").isEmpty();
    }

    Instant started() {
        return pod.text("status", "startTime").map(Fields::parse).orElse(now);
    }

    boolean everStarted() {
        return pod.items("status", "containerStatuses").stream()
                .anyMatch(c -> c.at("state", "running").isPresent()
                        || c.at("lastState", "terminated").isPresent()
                        || c.at("state", "terminated").isPresent());
    }

    boolean waitingFor(String reason) {
        return pod.items("status", "containerStatuses").stream()
                .anyMatch(c -> c.text("state", "waiting", "reason")
                        .filter(reason::equals)
                        .isPresent());
    }

    /** The status of a pod whose containers aren't there yet. */
    Resource creating() {
        return creating(pod.items("spec", "initContainers").isEmpty() ? "ContainerCreating" : "PodInitializing", "");
    }

    /** The status of a pod whose containers wait for that reason. */
    Resource creating(String reason, String message) {
        List<Object> statuses = new ArrayList<>();
        Map<String, Object> waiting =
                message.isEmpty() ? Fields.of("reason", reason) : Fields.of("reason", reason, "message", message);
        for (Resource container : pod.items("spec", "containers")) {
            statuses.add(status(container, 0, false, "waiting", waiting, Map.of()));
        }
        return assemble(
                "Pending", statuses, false, pod.items("spec", "initContainers").isEmpty());
    }

    /** Moves each container on. */
    Outcome advance() {
        List<Object> statuses = new ArrayList<>();
        List<Resource> containers = pod.items("spec", "containers");
        boolean running = false;
        for (Resource container : containers) {
            Map<String, Object> status = container(container, old(container));
            Resource view = new Resource(status);
            running |= view.at("state", "running").isPresent()
                    || view.at("lastState", "terminated").isPresent()
                    || view.at("state", "terminated").isPresent();
            statuses.add(status);
        }
        List<Resource> views = statuses.stream()
                .map(s -> new Resource(Owners.tree(new Resource(Map.of("s", s)), "s")))
                .toList();
        boolean ended = !containers.isEmpty()
                && views.stream().allMatch(v -> v.at("state", "terminated").isPresent());
        boolean ok = views.stream()
                .allMatch(v -> v.number("state", "terminated", "exitCode").orElse(1L) == 0);
        boolean final_ = ended
                && (ok
                        || pod.text("spec", "restartPolicy")
                                .filter("Never"::equals)
                                .isPresent());
        String phase = final_ ? (ok ? "Succeeded" : "Failed") : running ? "Running" : "Pending";
        boolean ready = !final_ && views.stream().allMatch(v -> v.flag("ready").orElse(false));
        return new Outcome(assemble(phase, statuses, ready, true), events, next);
    }

    private Resource old(Resource container) {
        return pod.items("status", "containerStatuses").stream()
                .filter(s -> s.text("name").equals(container.text("name")))
                .findFirst()
                .orElseGet(() -> new Resource(Map.of()));
    }

    private Map<String, Object> container(Resource container, Resource old) {
        long restarts = old.number("restartCount").orElse(0L);
        Map<String, Object> last = Owners.tree(old, "lastState");
        if (PodScript.pullFails(container) && old.at("state", "running").isEmpty()) {
            return pullFailure(container, old, restarts, last);
        }
        if (old.at("state", "terminated").isPresent() && !restartsAfterEnd(old)) {
            return old.content();
        }
        Optional<Instant> since = old.text("state", "running", "startedAt").map(Fields::parse);
        if (since.isEmpty() && backingOff(old)) {
            Instant again = old.text("lastState", "terminated", "finishedAt")
                    .map(Fields::parse)
                    .orElse(now)
                    .plus(backoff(restarts));
            if (again.isAfter(now)) {
                look(again);
                return old.content();
            }
            return start(container, restarts, last);
        }
        return since.map(s -> running(container, old, s, restarts, last))
                .orElseGet(() -> start(container, restarts, last));
    }

    private boolean restartsAfterEnd(Resource old) {
        return PodScript.restartsAlways(pod)
                || pod.text("spec", "restartPolicy").filter("OnFailure"::equals).isPresent()
                        && old.number("state", "terminated", "exitCode").orElse(0L) != 0;
    }

    private static boolean backingOff(Resource old) {
        return old.text("state", "waiting", "reason")
                .filter("CrashLoopBackOff"::equals)
                .isPresent();
    }

    private static Duration backoff(long restarts) {
        Duration wait = Duration.ofSeconds(10L << Math.min(5, Math.max(0, restarts - 1)));
        return wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait;
    }

    private Map<String, Object> pullFailure(Resource container, Resource old, long restarts, Map<String, Object> last) {
        String image = container.text("image").orElse("");
        if (old.text("state", "waiting", "reason")
                .filter("ImagePullBackOff"::equals)
                .isPresent()) {
            return old.content();
        }
        String error = "failed to pull and unpack image \"" + image + "\": failed to resolve reference \"" + image
                + "\": " + image + ": not found";
        say("Normal", "Pulling", "Pulling image \"" + image + "\"");
        say("Warning", "Failed", "Failed to pull image \"" + image + "\": " + error);
        say("Warning", "Failed", "Error: ErrImagePull");
        say("Normal", "BackOff", "Back-off pulling image \"" + image + "\"");
        say("Warning", "Failed", "Error: ImagePullBackOff");
        return status(
                container,
                restarts,
                false,
                "waiting",
                Fields.of(
                        "reason",
                        "ImagePullBackOff",
                        "message",
                        "Back-off pulling image \"" + image + "\": ErrImagePull: " + error),
                last);
    }

    private Map<String, Object> start(Resource container, long restarts, Map<String, Object> last) {
        String image = container.text("image").orElse("");
        String name = container.text("name").orElse("");
        say(
                "Normal",
                "Pulled",
                restarts == 0
                        ? "Successfully pulled image \"" + image + "\" in 812ms (812ms including waiting)"
                        : "Container image \"" + image + "\" already present on machine");
        say("Normal", "Created", "Created container: " + name);
        say("Normal", "Started", "Started container " + name);
        Resource running =
                new Resource(Fields.of("state", Fields.of("running", Fields.of("startedAt", Fields.time(now)))));
        return running(container, running, now, restarts, last);
    }

    private Map<String, Object> running(
            Resource container, Resource old, Instant since, long restarts, Map<String, Object> last) {
        if (PodScript.crashes(pod, container)) {
            if (!since.plus(CRASH_AFTER).isAfter(now)) {
                return crashed(container, since, restarts, 1);
            }
            look(since.plus(CRASH_AFTER));
        } else if (!PodScript.restartsAlways(pod)) {
            Instant end = since.plus(PodScript.duration(pod, container));
            if (!end.isAfter(now)) {
                long code = PodScript.exitCode(pod, container);
                boolean again = code != 0
                        && !pod.text("spec", "restartPolicy")
                                .filter("Never"::equals)
                                .isPresent();
                return again
                        ? crashed(container, since, restarts, code)
                        : status(
                                container,
                                restarts,
                                false,
                                "terminated",
                                terminated(container, since, restarts, code),
                                last);
            }
            look(end);
        }
        Optional<Instant> readyAt = PodScript.readyAfter(pod, container).map(since::plus);
        readyAt.filter(t -> t.isAfter(now)).ifPresent(this::look);
        boolean ready = readyAt.filter(t -> !t.isAfter(now)).isPresent();
        if (!ready && readyAt.isEmpty() && old.flag("ready").orElse(true)) {
            say("Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
        }
        return status(container, restarts, ready, "running", Fields.of("startedAt", Fields.time(since)), last);
    }

    private Map<String, Object> crashed(Resource container, Instant since, long restarts, long code) {
        String name = container.text("name").orElse("");
        say(
                "Warning",
                "BackOff",
                "Back-off restarting failed container " + name + " in pod " + pod.name() + "_" + pod.namespace() + "("
                        + pod.uid() + ")");
        long seconds = backoff(restarts + 1).toSeconds();
        look(now.plusSeconds(seconds));
        return status(
                container,
                restarts + 1,
                false,
                "waiting",
                Fields.of(
                        "reason",
                        "CrashLoopBackOff",
                        "message",
                        "back-off " + seconds + "s restarting failed container=" + name + " pod=" + pod.name() + "_"
                                + pod.namespace() + "(" + pod.uid() + ")"),
                Map.of("terminated", terminated(container, since, restarts, code)));
    }

    private Map<String, Object> terminated(Resource container, Instant since, long restarts, long code) {
        return Fields.of(
                "exitCode", code,
                "reason", code == 0 ? "Completed" : "Error",
                "startedAt", Fields.time(since),
                "finishedAt", Fields.time(now),
                "containerID", id(container, restarts));
    }

    private void look(Instant when) {
        next = Optional.of(next.filter(n -> n.isBefore(when)).orElse(when));
    }

    private void say(String type, String reason, String message) {
        events.add(new Event(type, reason, message));
    }

    private Map<String, Object> status(
            Resource container,
            long restarts,
            boolean ready,
            String state,
            Map<String, Object> detail,
            Map<String, Object> last) {
        String image = container.text("image").orElse("");
        boolean there = !state.equals("waiting") || !last.isEmpty();
        return Fields.of(
                "name",
                container.text("name").orElse(""),
                "state",
                Map.of(state, detail),
                "lastState",
                last,
                "ready",
                ready,
                "started",
                state.equals("running"),
                "restartCount",
                restarts,
                "image",
                image,
                "imageID",
                there ? image + "@sha256:" + hex(image) : "",
                "containerID",
                there ? Optional.of(id(container, restarts)) : Optional.empty());
    }

    private String id(Resource container, long restarts) {
        return "containerd://" + hex(pod.uid() + container.text("name").orElse("") + restarts);
    }

    private static String hex(String seed) {
        String one =
                UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
        String two = UUID.nameUUIDFromBytes((seed + one).getBytes(StandardCharsets.UTF_8))
                .toString();
        return (one + two).replace("-", "");
    }

    private Resource assemble(String phase, List<Object> statuses, boolean ready, boolean initialized) {
        boolean done = phase.equals("Succeeded");
        String names = statuses.stream()
                .map(s -> new Resource(Map.of("s", s)))
                .filter(s -> !s.flag("s", "ready").orElse(false))
                .map(s -> s.text("s", "name").orElse(""))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
        String why = ready ? "" : done ? "PodCompleted" : phase.equals("Failed") ? "PodFailed" : "ContainersNotReady";
        String message = ready || done ? "" : "containers with unready status: [" + names + "]";
        Conditions conditions = Conditions.of(pod, now)
                .set("PodReadyToStartContainers", everStarted() || phase.equals("Running") ? "True" : "False", "", "")
                .set("Initialized", initialized ? "True" : "False", initialized ? "" : "ContainersNotInitialized", "")
                .set("Ready", ready ? "True" : "False", why, message)
                .set("ContainersReady", ready ? "True" : "False", why, message)
                .set("PodScheduled", "True", "", "");
        Map<String, Object> status = new LinkedHashMap<>(Owners.tree(pod, "status"));
        status.putAll(Fields.of(
                "phase", phase,
                "conditions", conditions.list(),
                "hostIP", NodeController.address(PodState.node(pod)),
                "hostIPs", List.of(Map.of("ip", NodeController.address(PodState.node(pod)))),
                "startTime", Fields.time(started()),
                "qosClass", qos(),
                "containerStatuses", statuses));
        List<Object> inits = inits(initialized, phase);
        if (!inits.isEmpty()) {
            status.put("initContainerStatuses", inits);
        }
        return new Resource(status);
    }

    /** One that restarts always is a sidecar: it goes on running beside the containers, until the pod ends. */
    private List<Object> inits(boolean done, String phase) {
        List<Object> result = new ArrayList<>();
        for (Resource container : pod.items("spec", "initContainers")) {
            boolean sidecar =
                    container.text("restartPolicy").filter("Always"::equals).isPresent();
            Instant since = started();
            Map<String, Object> begun = Fields.of("startedAt", Fields.time(since));
            Map<String, Object> ended = Fields.of(
                    "exitCode", 0L,
                    "reason", "Completed",
                    "startedAt", Fields.time(since),
                    "finishedAt", Fields.time(since.plusSeconds(1)),
                    "containerID", id(container, 0));
            if (!done) {
                result.add(status(container, 0, false, "waiting", Fields.of("reason", "PodInitializing"), Map.of()));
            } else if (sidecar && !phase.equals("Succeeded") && !phase.equals("Failed")) {
                result.add(status(container, 0, true, "running", begun, Map.of()));
            } else {
                result.add(status(container, 0, !sidecar, "terminated", ended, Map.of()));
            }
        }
        return result;
    }

    private String qos() {
        List<Resource> containers = pod.items("spec", "containers");
        boolean none = containers.stream()
                .allMatch(c -> c.textMap("resources", "requests").isEmpty()
                        && c.textMap("resources", "limits").isEmpty());
        boolean all = containers.stream().allMatch(c -> {
            Map<String, String> limits = c.textMap("resources", "limits");
            Map<String, String> requests = c.textMap("resources", "requests");
            return limits.containsKey("cpu")
                    && limits.containsKey("memory")
                    && (requests.isEmpty() || requests.equals(limits));
        });
        return none ? "BestEffort" : all ? "Guaranteed" : "Burstable";
    }
}
