package io.millwright.engine.run;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Action;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Evicts a pod: asks again while its disruption budget doesn't permit it, until the step's deadline or until somebody stops the wait. */
final class Eviction {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ClusterConnection cluster;
    private final Fence fence;
    private final Pace pace;
    private final Cancellation cancellation;
    private final BiConsumer<Step, String> progress;

    /** {@code progress} is told what holds the pod whenever that changes. */
    Eviction(
            ClusterConnection cluster,
            Fence fence,
            Pace pace,
            Cancellation cancellation,
            BiConsumer<Step, String> progress) {
        this.cluster = cluster;
        this.fence = fence;
        this.pace = pace;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    /** One line: what came of it. The lock is looked at before each attempt. */
    String of(Step step, Action.Evict action) {
        long end = pace.nanos() + step.deadline().toNanos();
        String last = "";
        while (true) {
            fence.look();
            try {
                cluster.writer().evict(action.pod(), Mode.REAL);
                return last.isEmpty() ? "eviction accepted" : "eviction accepted in the end";
            } catch (ProblemException e) {
                Problem held = e.problem();
                if (!held.code().equals(Optional.of("429"))) {
                    throw e;
                }
                if (!held.why().equals(last)) {
                    last = held.why();
                    progress.accept(step, last);
                }
                if (pace.nanos() >= end) {
                    throw over(step, action, "after " + step.deadline().toSeconds() + " s: " + last);
                }
            }
            pause();
            if (cancellation.requested()) {
                throw over(step, action, "it was stopped while it waited: " + last);
            }
        }
    }

    private void pause() {
        try {
            pace.pause(PAUSE);
        } catch (InterruptedException e) {
            // The interrupt has become a request to stop; left pending, it would close the journal's file.
            cancellation.request();
        }
    }

    private static ProblemException over(Step step, Action.Evict action, String why) {
        return new ProblemException(new Problem(
                Problem.Kind.CLUSTER,
                step.title(),
                action.pod().display(),
                why,
                "The pod was left. See why the pods of that budget aren't ready, or scale their workload up; then resume the run, or undo it.",
                Optional.of("429")));
    }
}
