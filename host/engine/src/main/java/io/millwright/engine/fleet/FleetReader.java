package io.millwright.engine.fleet;

import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Tool;
import java.util.List;
import java.util.function.Consumer;

/** Looks at one cluster of the fleet. Callers look at many at once, each on a thread of its own, so that a dead one delays nobody. */
public final class FleetReader {
    private final ClusterSource clusters;
    private final List<Tool> tools;

    public FleetReader(ClusterSource clusters, List<Tool> tools) {
        this.clusters = clusters;
        this.tools = List.copyOf(tools);
    }

    /** Reads that cluster; parts are given on the calling thread as they become known. Never throws. */
    public void read(String context, Consumer<FleetPart> parts) {
        ClusterView view;
        try {
            view = clusters.open(context).view();
            parts.accept(new FleetPart.ClusterReached(context, view.kubernetesMinor()));
        } catch (ProblemException e) {
            parts.accept(new FleetPart.ClusterFailed(context, e.problem()));
            return;
        }
        for (Tool tool : tools) {
            String id = tool.descriptor().id();
            try {
                parts.accept(new FleetPart.ToolDiscovered(context, id, tool.discover(view)));
            } catch (ProblemException e) {
                parts.accept(new FleetPart.ToolFailed(context, id, e.problem()));
            } catch (RuntimeException e) {
                parts.accept(new FleetPart.ToolFailed(context, id, Problem.internal("discover " + id, context, e)));
            }
        }
    }
}
