package io.millwright.spi;

/**
 * Why something can't be done now.
 *
 * @param id stable
 * @param reason one line, in the tool's terms
 * @param lift what would lift it
 * @param kind whether it stands against it, or could not be told (which blocks what is dangerous)
 */
public record Constraint(String id, String reason, String lift, Kind kind) {
    /** How firmly it stands. */
    public enum Kind {
        /** It is so: the runbook can't run now. */
        BLOCKS,
        /** The runbook does not fit this target at all. */
        NOT_APPLICABLE,
        /** It could not be told; blocks everything but reversible runbooks. */
        CANNOT_TELL
    }
}
