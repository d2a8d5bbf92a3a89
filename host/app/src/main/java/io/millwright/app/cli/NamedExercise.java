package io.millwright.app.cli;

import io.millwright.spi.Simulator;
import io.millwright.spi.Simulator.Exercise;
import io.millwright.spi.Tool;
import java.util.List;

/** An exercise of a tool: a fault that a simulated cluster can be told to have. */
public record NamedExercise(String tool, Exercise exercise) {
    /** As simulated clusters name it when it is on. */
    public String name() {
        return tool + "/" + exercise.fault();
    }

    /** What the tools offer, in their order. */
    public static List<NamedExercise> of(List<Tool> tools) {
        return tools.stream()
                .flatMap(t -> t.simulator().map(Simulator::exercises).orElse(List.of()).stream()
                        .map(e -> new NamedExercise(t.descriptor().id(), e)))
                .toList();
    }
}
