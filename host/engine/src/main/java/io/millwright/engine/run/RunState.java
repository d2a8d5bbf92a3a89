package io.millwright.engine.run;

/** Where a run stands. Every run that was begun ends in one of the final states by a journalled decision. */
public enum RunState {
    RUNNING("Running", false),
    VERIFYING("Verifying", false),
    WAITING_INPUT("Waiting for input", false),
    /** A step failed or the operator stopped the run, after something was changed: it waits for a decision, to undo or to abandon. */
    FAILED("Failed", false),
    COMPENSATING("Undoing", false),
    SUCCEEDED("Succeeded", true),
    ROLLED_BACK("Rolled back", true),
    PARTLY_ROLLED_BACK("Partly rolled back", true),
    /** Stopped before anything was changed. */
    CANCELLED("Cancelled", true),
    /** What was changed stays as it is, by a decision with a written reason. */
    ABANDONED("Abandoned", true),
    /** A process that lives is at it. */
    RUNNING_ELSEWHERE("Running elsewhere", false),
    /** The process ended in the middle; the journal says where. */
    INTERRUPTED("Interrupted", false);

    private final String word;
    private final boolean last;

    RunState(String word, boolean last) {
        this.word = word;
        this.last = last;
    }

    public String word() {
        return word;
    }

    /** Whether nothing more will happen to the run. */
    public boolean isFinal() {
        return last;
    }
}
