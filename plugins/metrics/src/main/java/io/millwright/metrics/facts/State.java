package io.millwright.metrics.facts;

import io.millwright.spi.Severity;

/** What a condition of the operator says. {@code Available} knows a fourth word beside those of Kubernetes. */
public enum State {
    TRUE("True", Severity.OK),
    DEGRADED("Degraded", Severity.WARNING),
    FALSE("False", Severity.CRITICAL),
    UNKNOWN("Unknown", Severity.UNKNOWN),
    /** The operator hasn't written it yet. */
    ABSENT("", Severity.UNKNOWN),
    /** A word that upstream has added since. */
    UNMAPPED("?", Severity.UNKNOWN);

    private final String word;
    private final Severity severity;

    State(String word, Severity severity) {
        this.word = word;
        this.severity = severity;
    }

    public static State of(String word) {
        for (State s : values()) {
            if (s != UNMAPPED && s.word.equals(word)) {
                return s;
            }
        }
        return UNMAPPED;
    }

    public Severity severity() {
        return severity;
    }
}
