package io.millwright.testkit.sandbox;

import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Several tools' simulators as one, for a cluster that isn't the sandbox's. One thread at a time is in it: its cluster isn't thread-safe. */
final class LabTools implements Simulator {
    private final LabKubelet kubelet;
    private final List<ToolSimulator> tools;
    private final Map<String, Problem> problems = new TreeMap<>();

    LabTools(LabCluster cluster, List<ToolSimulator> tools) {
        this.kubelet = new LabKubelet(cluster);
        this.tools = List.copyOf(tools);
    }

    @Override
    public synchronized void reconcile(SimulatedCluster cluster) {
        guarded("the nodes", kubelet::step);
        tools.forEach(
                t -> guarded("the simulator of " + t.tool(), () -> t.simulator().reconcile(cluster)));
    }

    /** What one of them can't do is told, and tried again with the next pass: it mustn't keep the others from working. */
    private void guarded(String who, Runnable work) {
        try {
            work.run();
            problems.remove(who);
        } catch (ProblemException e) {
            problems.put(who, e.problem());
        } catch (RuntimeException e) {
            problems.put(who, Problem.internal("let " + who + " work", "the cluster", e));
        }
    }

    /** What went wrong in the last pass. */
    synchronized List<Problem> problems() {
        return List.copyOf(problems.values());
    }

    @Override
    public List<Resource> release(String version) {
        return List.of();
    }

    @Override
    public synchronized Optional<HttpReply> answer(SimulatedCluster cluster, HttpCall call) {
        return tools.stream()
                .flatMap(t -> t.simulator().answer(cluster, call).stream())
                .findFirst();
    }

    @Override
    public synchronized Optional<Output> exec(
            SimulatedCluster cluster, ObjectRef pod, String container, List<String> command) {
        return tools.stream()
                .flatMap(t -> t.simulator().exec(cluster, pod, container, command).stream())
                .findFirst();
    }
}
