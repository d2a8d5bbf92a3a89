package io.millwright.engine.port;

import io.millwright.spi.Action;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Helm on one cluster. Every method throws {@link io.millwright.spi.ProblemException} on failure. */
public interface HelmPort {
    /** The newest revision of that release, read from its stored Secret; empty when there is none. Needs no Helm library. */
    Optional<ReleaseState> release(String namespace, String name);

    /** All releases of the cluster, newest revisions only. */
    List<ReleaseState> releases();

    /** Executes the action. {@code description} is stored with the release, so that the run that made it can be recognised. */
    ReleaseState execute(Action.Helm action, String description, Duration timeout);

    /**
     * Takes a release back to a revision that is kept, as a new revision. A newest revision that is pending is marked as failed first: that no
     * other Helm works on it, the caller has made sure. Of the hooks of that revision, those for a rollback run.
     */
    ReleaseState rollBack(Action.HelmRollback action, String description, Duration timeout);

    /** What the chart would create, for previews; nothing is sent to the cluster but discovery. */
    List<Resource> render(Action.Helm action);

    /**
     * A stored release.
     *
     * @param status Helm's word: {@code deployed}, {@code pending-upgrade}
     * @param chart chart name
     * @param chartVersion chart version
     * @param appVersion the chart's app version
     */
    record ReleaseState(
            String namespace,
            String name,
            int revision,
            String status,
            String chart,
            String chartVersion,
            String appVersion,
            String description) {}
}
