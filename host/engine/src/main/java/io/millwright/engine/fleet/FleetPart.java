package io.millwright.engine.fleet;

import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import java.util.List;

/** A piece of knowledge about the fleet, as it arrives. */
public sealed interface FleetPart {
    /** The context it is about. */
    String context();

    /** The cluster answered. */
    record ClusterReached(String context, String kubernetesMinor) implements FleetPart {}

    /** The cluster didn't. */
    record ClusterFailed(String context, Problem problem) implements FleetPart {}

    /** A tool's instances there; none when the list is empty. */
    record ToolDiscovered(String context, String tool, List<Instance> instances) implements FleetPart {
        public ToolDiscovered {
            instances = List.copyOf(instances);
        }
    }

    /** It could not be told whether the tool is there. */
    record ToolFailed(String context, String tool, Problem problem) implements FleetPart {}
}
