package io.millwright.kube;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HelmPort.ReleaseState;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a release back to a revision that is kept. */
final class HelmRollback {
    private final KubeView view;
    private final KubeWriter writer;
    private final HelmRunner runner;

    HelmRollback(KubeView view, KubeWriter writer, HelmRunner runner) {
        this.view = view;
        this.writer = writer;
        this.runner = runner;
    }

    ReleaseState execute(Action.HelmRollback action, String description, Duration timeout) {
        List<HelmRevision> all = HelmRevision.of(action.namespace(), action.release(), view);
        HelmRevision former = all.stream()
                .filter(r -> r.number() == action.revision())
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem(
                        Problem.Kind.CLUSTER,
                        "roll back Helm release " + action.namespace() + "/" + action.release(),
                        "cluster " + view.cluster(),
                        "revision " + action.revision() + " isn't kept any more",
                        "'millwright helm history' tells what is; plan again.",
                        Optional.of("404"))));
        if (all.getFirst().isPending()) {
            giveUp(all.getFirst());
        }
        return runner.again(former, description, timeout);
    }

    /** Helm does nothing with a release while its newest revision is pending. One that was changed meanwhile is alive: 409. */
    private void giveUp(HelmRevision pending) {
        Resource failed = pending.release()
                .with("failed", "info", "status")
                .with("It was " + pending.status() + " and given up for a rollback", "info", "description");
        writer.patch(
                pending.secret().ref(Kind.SECRET),
                Map.of(
                        "metadata", Map.of("labels", Map.of("status", "failed")),
                        "data", Map.of("release", HelmRevision.packed(failed))),
                List.of(),
                "",
                Optional.of(pending.secret().resourceVersion()),
                ClusterWriter.Mode.REAL);
    }
}
