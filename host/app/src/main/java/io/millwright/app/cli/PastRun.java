package io.millwright.app.cli;

import io.millwright.engine.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as its journal tells it.
 *
 * @param id names it
 * @param title the plan's
 * @param state where it stands, one word
 * @param cluster the context it ran on
 * @param tool the tool's id
 * @param runbook the runbook's id
 * @param target the instance, {@code db/orders}
 * @param by who started it
 * @param started when
 * @param ended when, where it has
 * @param steps what became of each step
 * @param origin who goes on with it on which machine; empty for a run of this machine
 */
public record PastRun(
        String id,
        String title,
        String state,
        String cluster,
        String tool,
        String runbook,
        String target,
        String by,
        Instant started,
        Optional<Instant> ended,
        List<StepLine> steps,
        String origin) {
    /** The state of a line that is about the run, not about a step: its title is what there is to know. */
    public static final String REMARK = "note";

    public PastRun {
        steps = List.copyOf(steps);
    }

    /** Whether it has stopped on the way and waits for a decision: undo it or leave it as it is. */
    public boolean undecided() {
        return state.equals(RunState.FAILED.word()) || state.equals(RunState.INTERRUPTED.word());
    }

    /** Whether what it has changed may be taken back, as far as its state tells. */
    public boolean undoable() {
        return undecided() || succeeded();
    }

    /** Whether it has ended as it was meant to. */
    public boolean succeeded() {
        return state.equals(RunState.SUCCEEDED.word());
    }

    /**
     * One thing that happened to a step.
     *
     * @param at when
     * @param step the step's id
     * @param title the step's title
     * @param state one word
     * @param detail what was seen; may be empty
     */
    public record StepLine(Instant at, String step, String title, String state, String detail) {}
}
