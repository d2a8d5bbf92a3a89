package io.millwright.engine.run;

import io.millwright.spi.Problem;
import java.time.Instant;

/** What happens to a run, as it happens. */
public sealed interface RunEvent {
    /** A step reached a state. {@code detail} is what was seen; it may be empty. */
    record StepChanged(Instant at, String step, String title, StepState state, String detail) implements RunEvent {}

    /** A step goes on waiting; {@code detail} is what is there instead. */
    record Progress(Instant at, String step, String detail) implements RunEvent {}

    /** The run reached a state. */
    record RunChanged(Instant at, RunState state, String detail) implements RunEvent {}

    /** Something that the operator should know and that stops nothing. */
    record Remark(Instant at, String text) implements RunEvent {}

    /** A step failed for that reason. */
    record StepProblem(Instant at, String step, Problem problem) implements RunEvent {}
}
