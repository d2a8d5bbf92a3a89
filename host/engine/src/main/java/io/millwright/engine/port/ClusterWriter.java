package io.millwright.engine.port;

import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes one cluster. Every method blocks up to the connection's request time limit, and throws
 * {@link io.millwright.spi.ProblemException} whose problem carries the HTTP status as its code. No method retries a change by itself
 * unless the server said with 429 or 503 that it had not been accepted. The field manager is {@code millwright}.
 */
public interface ClusterWriter {
    /**
     * Server-side apply. Field-manager conflicts (409) are a problem that names the other managers, unless {@code force}. An object with a
     * resourceVersion in it is refused (409) unless it still has that in the cluster.
     */
    Resource apply(Resource object, boolean force, Mode mode);

    /** Create. 409 when it is there. */
    Resource create(Resource object, Mode mode);

    /**
     * JSON merge patch.
     *
     * @param removals paths as in {@link Action.Patch}: their value is taken away
     * @param resourceVersion when given, the patch is refused (409) unless the object still has it
     */
    Resource patch(
            ObjectRef object,
            Map<String, Object> patch,
            List<String> removals,
            String subresource,
            Optional<String> resourceVersion,
            Mode mode);

    /**
     * Sets {@code spec.replicas} of the scale subresource.
     *
     * @param resourceVersion when given, it is refused (409) unless the object still has it
     */
    void scale(ObjectRef object, int replicas, Optional<String> resourceVersion, Mode mode);

    /** Delete; with the UID as precondition when the reference has one. Nothing happens when it isn't there. */
    void delete(ObjectRef object, Action.Propagation propagation, Mode mode);

    /** Deletes that incarnation of a pod at once, without waiting for its node. Nothing happens when it isn't there any more. */
    void forceDelete(ObjectRef pod, Mode mode);

    /**
     * Evicts that incarnation of a pod, asked once. Nothing happens when it isn't there any more.
     *
     * @throws io.millwright.spi.ProblemException with code 429 while a disruption budget, which it names, doesn't permit it
     */
    void evict(ObjectRef pod, Mode mode);

    /**
     * A request to a pod or service, sent once.
     *
     * @return its answer whatever its status; the body is empty when it was saved
     */
    ClusterView.HttpReply http(HttpExchange exchange);

    /**
     * Runs a command in a container and gives its exit code and output.
     *
     * @param limit how long it may take; where it takes longer it goes on there, and a problem says so
     */
    ExecReply exec(ObjectRef pod, String container, List<String> command, Duration limit);

    /** The same for a command that takes no longer than a minute. */
    default ExecReply exec(ObjectRef pod, String container, List<String> command) {
        return exec(pod, container, command, Duration.ofMinutes(1));
    }

    /** For real, or as the server's dry run. */
    enum Mode {
        REAL,
        DRY_RUN
    }

    /**
     * What a command said.
     *
     * @param exitCode 0 when it succeeded
     * @param output standard output
     * @param error standard error
     */
    record ExecReply(int exitCode, String output, String error) {}
}
