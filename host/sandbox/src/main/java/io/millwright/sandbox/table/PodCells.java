package io.millwright.sandbox.table;

import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** A pod's readiness, status and restarts, as upstream's printer derives them. */
final class PodCells {
    private final Resource pod;
    private long total;
    private long ready;
    private long restarts;
    private String lastRestart = "";
    private String reason;

    private PodCells(Resource pod) {
        this.pod = pod;
        this.reason = pod.text("status", "reason")
                .filter(r -> !r.isEmpty())
                .or(() -> pod.text("status", "phase"))
                .orElse("");
        this.total = pod.items("spec", "containers").size()
                + pod.items("spec", "initContainers").stream()
                        .filter(PodCells::restartable)
                        .count();
        boolean gated = pod.condition("PodScheduled")
                .flatMap(c -> c.text("reason"))
                .filter("SchedulingGated"::equals)
                .isPresent();
        if (gated) {
            reason = "SchedulingGated";
        }
        boolean initializing = initializing();
        if (!initializing || holds("Initialized")) {
            containers();
        }
        if (pod.text("metadata", "deletionTimestamp").isPresent()) {
            String phase = pod.text("status", "phase").orElse("");
            if (pod.text("status", "reason").orElse("").equals("NodeLost")) {
                reason = "Unknown";
            } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
                reason = "Terminating";
            }
        }
    }

    static String ready(Resource pod) {
        PodCells c = new PodCells(pod);
        return c.ready + "/" + c.total;
    }

    static String status(Resource pod) {
        return new PodCells(pod).reason;
    }

    static String restarts(Resource pod, Ages ages) {
        PodCells c = new PodCells(pod);
        return c.restarts == 0 || c.lastRestart.isEmpty()
                ? Long.toString(c.restarts)
                : c.restarts + " (" + ages.since(c.lastRestart) + " ago)";
    }

    static String gates(Resource pod) {
        List<Resource> gates = pod.items("spec", "readinessGates");
        long open = gates.stream()
                .filter(g -> pod.condition(g.text("conditionType").orElse(""))
                        .flatMap(c -> c.text("status"))
                        .filter("True"::equals)
                        .isPresent())
                .count();
        return gates.isEmpty() ? Cells.NONE : open + "/" + gates.size();
    }

    private static boolean restartable(Resource container) {
        return container.text("restartPolicy").orElse("").equals("Always");
    }

    private boolean holds(String condition) {
        return pod.condition(condition)
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    private boolean initializing() {
        List<Resource> statuses = pod.items("status", "initContainerStatuses");
        for (int i = 0; i < statuses.size(); i++) {
            Resource c = statuses.get(i);
            count(c);
            boolean sidecar = pod.items("spec", "initContainers").stream()
                    .anyMatch(s -> s.text("name").equals(c.text("name")) && restartable(s));
            Optional<Long> exit = c.number("state", "terminated", "exitCode");
            if (exit.filter(code -> code == 0).isPresent()) {
                continue;
            }
            if (sidecar && c.flag("started").orElse(false)) {
                ready += c.flag("ready").orElse(false) ? 1 : 0;
                continue;
            }
            String waiting = c.text("state", "waiting", "reason").orElse("");
            if (exit.isPresent()) {
                reason = "Init:" + ended(c);
            } else if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) {
                reason = "Init:" + waiting;
            } else {
                reason = "Init:" + i + "/" + pod.items("spec", "initContainers").size();
            }
            return true;
        }
        return false;
    }

    private static String ended(Resource c) {
        return c.text("state", "terminated", "reason")
                .filter(r -> !r.isEmpty())
                .orElseGet(() -> c.number("state", "terminated", "signal")
                        .filter(s -> s != 0)
                        .map(s -> "Signal:" + s)
                        .orElseGet(() -> "ExitCode:"
                                + c.number("state", "terminated", "exitCode").orElse(0L)));
    }

    private void count(Resource c) {
        restarts += c.number("restartCount").orElse(0L);
        String finished = c.text("lastState", "terminated", "finishedAt").orElse("");
        if (finished.compareTo(lastRestart) > 0) {
            lastRestart = finished;
        }
    }

    private void containers() {
        boolean running = false;
        String error = "";
        restarts = 0;
        lastRestart = "";
        for (Resource c : pod.items("status", "containerStatuses").reversed()) {
            count(c);
            String waiting = c.text("state", "waiting", "reason").orElse("");
            if (!waiting.isEmpty()) {
                reason = waiting;
            } else if (c.at("state", "terminated").isPresent()) {
                reason = ended(c);
                error = c.number("state", "terminated", "exitCode").orElse(0L) != 0 ? reason : error;
            } else if (c.flag("ready").orElse(false) && c.at("state", "running").isPresent()) {
                running = true;
                ready++;
            }
        }
        if (reason.equals("Completed")) {
            reason = running && holds("Ready") ? "Running" : !error.isEmpty() ? error : running ? "NotReady" : reason;
        }
    }
}
