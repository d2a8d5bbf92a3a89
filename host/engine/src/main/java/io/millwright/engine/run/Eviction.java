package io.millwright.engine.run;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Action;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.Optional;

/** Evicts a pod: asks again while its disruption budget doesn't permit it, until the step's deadline or until somebody stops the wait. */
final class Eviction {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ClusterConnection cluster;
    private final Fence fence;
    private final Patience patience;

    Eviction(ClusterConnection cluster, Fence fence, Patience patience) {
        this.cluster = cluster;
        this.fence = fence;
        this.patience = patience;
    }

    /** One line: what came of it. The lock is looked at before each attempt. */
    String of(Step step, Action.Evict action) {
        try {
            return patience.of(step, new Patience.Terms(step.deadline(), PAUSE, PAUSE, Eviction::isHeld), () -> {
                fence.look();
                cluster.writer().evict(action.pod(), Mode.REAL);
                return "eviction accepted";
            });
        } catch (ProblemException e) {
            throw isHeld(e.problem()) ? left(step, action, e.problem()) : e;
        }
    }

    private static boolean isHeld(Problem problem) {
        return problem.code().equals(Optional.of("429"));
    }

    private static ProblemException left(Step step, Action.Evict action, Problem held) {
        return new ProblemException(new Problem(
                Problem.Kind.CLUSTER,
                step.title(),
                action.pod().display(),
                held.why(),
                "The pod was left. See why the pods of that budget aren't ready, or scale their workload up; then resume the run, or undo it.",
                held.code()));
    }
}
