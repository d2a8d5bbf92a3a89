package io.millwright.engine.run;

/** Where a step stands. */
public enum StepState {
    PENDING("pending"),
    CHECKING("checking"),
    DOING("doing"),
    VERIFYING("waiting"),
    DONE("done"),
    /** Its effect was there already. */
    SKIPPED("already true"),
    FAILED("failed"),
    /** What must hold before it doesn't, or can't be told. */
    BLOCKED("blocked"),
    /** It was begun, and nothing tells whether it was done. */
    IN_DOUBT("in doubt"),
    UNDONE("undone"),
    UNDO_FAILED("undo failed");

    private final String word;

    StepState(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
