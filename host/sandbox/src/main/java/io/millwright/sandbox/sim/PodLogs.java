package io.millwright.sandbox.sim;

import io.millwright.sandbox.controller.Fields;
import io.millwright.sandbox.controller.PodScript;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a simulated container would have logged: told from its pod's status, so that it agrees with what else can be seen. */
public final class PodLogs {
    private static final Duration BEAT = Duration.ofMinutes(1);
    private static final int MOST = 500;

    private PodLogs() {}

    /** A line and when it was written. */
    public record Line(Instant time, String text) {}

    /**
     * The lines of a container, oldest first.
     *
     * @param previous those of the container before its last restart
     * @return empty when that container hasn't run: the API refuses then
     */
    public static Optional<List<Line>> of(Resource pod, String container, boolean previous, Instant now) {
        Optional<Resource> status = Stream.concat(
                        pod.items("status", "containerStatuses").stream(),
                        pod.items("status", "initContainerStatuses").stream())
                .filter(s -> s.text("name").filter(container::equals).isPresent())
                .findFirst();
        if (status.isEmpty()) {
            return Optional.empty();
        }
        Resource seen = status.get();
        if (previous) {
            return ended(pod, seen, "lastState");
        }
        Optional<Instant> running = seen.text("state", "running", "startedAt").map(Fields::parse);
        if (running.isPresent()) {
            return Optional.of(alive(pod, seen, running.get(), now));
        }
        return ended(pod, seen, "state").or(() -> ended(pod, seen, "lastState"));
    }

    private static List<Line> start(Resource pod, Resource status, Instant since) {
        String name = status.text("name").orElse("");
        String image = status.text("image").orElse("");
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(since, "level=info msg=\"starting\" component=" + name + " image=\"" + image + "\""));
        lines.add(new Line(
                since,
                "level=info msg=\"running on node\" node="
                        + pod.text("spec", "nodeName").orElse("")));
        pod.items("spec", "containers").stream()
                .filter(c -> c.text("name").filter(name::equals).isPresent())
                .flatMap(c -> c.items("ports").stream())
                .forEach(p -> lines.add(new Line(
                        since,
                        "level=info msg=\"listening\" port="
                                + p.number("containerPort").orElse(0L))));
        return lines;
    }

    private static List<Line> alive(Resource pod, Resource status, Instant since, Instant now) {
        List<Line> lines = start(pod, status, since);
        boolean ready = status.flag("ready").orElse(false);
        lines.add(
                ready
                        ? new Line(since.plusSeconds(1), "level=info msg=\"ready\"")
                        : new Line(
                                since.plusSeconds(1),
                                "level=warn msg=\"not ready\" reason=\""
                                        + pod.annotation(PodScript.READY)
                                                .map(v -> "held back")
                                                .orElse("starting") + "\""));
        long beats = Duration.between(since, now).dividedBy(BEAT);
        for (long i = Math.max(1, beats - MOST); i <= beats; i++) {
            lines.add(new Line(
                    since.plus(BEAT.multipliedBy(i)),
                    ready
                            ? "level=info msg=\"alive\" uptime=" + i + "m"
                            : "level=warn msg=\"still not ready\" uptime=" + i + "m"));
        }
        lines.removeIf(l -> l.time().isAfter(now));
        return lines;
    }

    private static Optional<List<Line>> ended(Resource pod, Resource status, String state) {
        Optional<Instant> from = status.text(state, "terminated", "startedAt").map(Fields::parse);
        Optional<Instant> to = status.text(state, "terminated", "finishedAt").map(Fields::parse);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        List<Line> lines = start(pod, status, from.get());
        long code = status.number(state, "terminated", "exitCode").orElse(0L);
        lines.add(
                code == 0
                        ? new Line(to.get(), "level=info msg=\"done\"")
                        : new Line(to.get(), "level=error msg=\"fatal: giving up\" exit=" + code));
        return Optional.of(lines);
    }
}
