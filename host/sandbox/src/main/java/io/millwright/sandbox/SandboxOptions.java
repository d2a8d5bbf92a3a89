package io.millwright.sandbox;

import io.millwright.sandbox.sim.ToolSimulator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How to start a sandbox.
 *
 * @param clusters its clusters, in the order of their contexts; the first is the current one
 * @param tools the tools whose operators are simulated
 * @param speed how many times as fast as the wall's the clusters' time goes, once their seed has grown up
 * @param state the file that keeps all clusters' objects; read at the start when it is there
 * @param port the first cluster's port, the others follow; 0 for any free ports
 * @param standing for tests: time stands at that moment and moves only by {@link RunningCluster#advance}
 */
public record SandboxOptions(
        List<ClusterSpec> clusters,
        List<ToolSimulator> tools,
        double speed,
        Optional<Path> state,
        int port,
        Optional<Instant> standing) {
    public SandboxOptions {
        clusters = List.copyOf(clusters);
        tools = List.copyOf(tools);
    }

    /**
     * A cluster to make.
     *
     * @param name its name and its context's
     * @param scenario what the simulators fill it with: {@code healthy}, {@code findings}, or {@code empty} for none of the tools
     */
    public record ClusterSpec(String name, String scenario) {}

    /** The two clusters of {@code millwright sandbox}: one healthy, one with findings, in real time, nothing kept. */
    public static SandboxOptions standard(List<ToolSimulator> tools) {
        return new SandboxOptions(
                List.of(new ClusterSpec("sandbox-1", "healthy"), new ClusterSpec("sandbox-2", "findings")),
                tools,
                1,
                Optional.empty(),
                0,
                Optional.empty());
    }

    /** For tests: one cluster of that name and scenario whose time stands. */
    public static SandboxOptions test(String name, String scenario, List<ToolSimulator> tools) {
        return new SandboxOptions(
                List.of(new ClusterSpec(name, scenario)),
                tools,
                1,
                Optional.empty(),
                0,
                Optional.of(Instant.parse("2026-11-24T10:00:00Z")));
    }

    public SandboxOptions withState(Path file) {
        return new SandboxOptions(clusters, tools, speed, Optional.of(file), port, standing);
    }

    public SandboxOptions withPort(int first) {
        return new SandboxOptions(clusters, tools, speed, state, first, standing);
    }

    public SandboxOptions withSpeed(double factor) {
        return new SandboxOptions(clusters, tools, factor, state, port, standing);
    }
}
