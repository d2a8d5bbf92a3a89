package io.millwright.engine.fleet;

import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Tool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at one cluster of the fleet. Callers look at many at once, each on a thread of its own, so that a dead one delays nobody. */
public final class FleetReader {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ClusterSource clusters;
    private final List<Tool> tools;
    private final Duration limit;

    public FleetReader(ClusterSource clusters, List<Tool> tools) {
        this(clusters, tools, LIMIT);
    }

    /** {@code limit}: how long all tools together may look at one cluster. */
    public FleetReader(ClusterSource clusters, List<Tool> tools, Duration limit) {
        this.clusters = clusters;
        this.tools = List.copyOf(tools);
        this.limit = limit;
    }

    /**
     * Reads that cluster, all tools at the same time; parts are given on the calling thread as they become known. A tool that is late is a
     * {@link FleetPart.ToolFailed}. Never throws.
     */
    public void read(String context, Consumer<FleetPart> parts) {
        ClusterView view;
        try {
            view = clusters.open(context).view();
            parts.accept(new FleetPart.ClusterReached(context, view.kubernetesMinor()));
        } catch (ProblemException e) {
            parts.accept(new FleetPart.ClusterFailed(context, e.problem()));
            return;
        } catch (RuntimeException e) {
            parts.accept(new FleetPart.ClusterFailed(context, Problem.internal("open the cluster", context, e)));
            return;
        }
        BlockingQueue<FleetPart> arriving = new LinkedBlockingQueue<>();
        Map<String, Thread> looking = new LinkedHashMap<>();
        for (Tool tool : tools) {
            String id = tool.descriptor().id();
            looking.put(
                    id,
                    Thread.ofVirtual()
                            .name("discover-" + id)
                            .start(() -> arriving.add(discovered(context, tool, id, view))));
        }
        collect(context, arriving, looking, parts);
    }

    private void collect(
            String context, BlockingQueue<FleetPart> arriving, Map<String, Thread> looking, Consumer<FleetPart> parts) {
        long end = System.nanoTime() + limit.toNanos();
        String why = "no answer within " + limit.toMillis() + " ms";
        try {
            while (!looking.isEmpty()) {
                Optional<FleetPart> part =
                        Optional.ofNullable(arriving.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
                if (part.isEmpty()) {
                    break;
                }
                looking.remove(tool(part.get()));
                parts.accept(part.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "it was cancelled";
        }
        for (Map.Entry<String, Thread> late : looking.entrySet()) {
            late.getValue().interrupt();
            parts.accept(new FleetPart.ToolFailed(
                    context,
                    late.getKey(),
                    new Problem(
                            Problem.Kind.TOOL,
                            "discover " + late.getKey(),
                            "cluster " + context,
                            why,
                            "Look again; whether the tool is there is not known.",
                            Optional.empty())));
        }
    }

    private static String tool(FleetPart part) {
        return switch (part) {
            case FleetPart.ToolDiscovered p -> p.tool();
            case FleetPart.ToolFailed p -> p.tool();
            case FleetPart.ClusterReached p -> "";
            case FleetPart.ClusterFailed p -> "";
        };
    }

    private static FleetPart discovered(String context, Tool tool, String id, ClusterView view) {
        try {
            return new FleetPart.ToolDiscovered(context, id, tool.discover(view));
        } catch (ProblemException e) {
            return new FleetPart.ToolFailed(context, id, e.problem());
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return new FleetPart.ToolFailed(context, id, Problem.internal("discover " + id, context, e));
        }
    }
}
