package io.millwright.app.browse;

import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.inspect.SelectedPods;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.util.Optional;

/**
 * What ports are to be forwarded to, without secret values.
 *
 * @param object a pod, a service or a workload
 * @param pod one that a service selects and that is ready; empty for other objects
 */
public record Forwardable(Resource object, Optional<Resource> pod) {
    /**
     * Reads what belongs to that object.
     *
     * @throws io.millwright.spi.ProblemException when pods can't be listed, without which there is no forwarding to a service
     */
    public static Forwardable of(Resource object, ClusterView view) {
        return new Forwardable(
                Inspection.shown(object),
                object.kind().equals("Service")
                        ? SelectedPods.ready(object, view).map(Inspection::shown)
                        : Optional.empty());
    }

    /** Whose annotations say which ports: as in k9s, those of a service are its pod's, and lead to that pod. */
    public Resource annotated() {
        return pod.orElse(object);
    }
}
