package io.millwright.kube;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HelmPort.ReleaseState;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
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
        ObjectRef ref = pending.secret().ref(Kind.SECRET);
        writer.patch(
                ref,
                Map.of(
                        "metadata", Map.of("labels", Map.of("status", "failed")),
                        "data", Map.of("release", HelmRevision.packed(failed(ref, pending.status())))),
                List.of(),
                "",
                Optional.of(pending.secret().resourceVersion()),
                ClusterWriter.Mode.REAL);
    }

    /** As Helm wrote it but for its state: a value of null isn't to be lost on the way. */
    private Map<String, Object> failed(ObjectRef ref, String status) {
        Resource secret = view.get(ref).orElseThrow(() -> gone(ref));
        try {
            Map<String, Object> release = new LinkedHashMap<>(HelmRevision.tree(secret));
            Map<String, Object> info = new LinkedHashMap<>();
            if (release.get("info") instanceof Map<?, ?> before) {
                before.forEach((k, v) -> info.put(String.valueOf(k), v));
            }
            info.put("status", "failed");
            info.put("description", "It was " + status + " and given up for a rollback");
            release.put("info", info);
            return release;
        } catch (IOException | IllegalArgumentException e) {
            // It was read a moment ago, so that somebody has written it since.
            throw gone(ref);
        }
    }

    private ProblemException gone(ObjectRef ref) {
        return new ProblemException(new Problem(
                Problem.Kind.CLUSTER,
                "give up the pending revision in " + ref.display(),
                "cluster " + view.cluster(),
                "somebody has changed or removed it meanwhile",
                "Another Helm may be at work: look with 'millwright helm history', then plan again.",
                Optional.of("409")));
    }
}
