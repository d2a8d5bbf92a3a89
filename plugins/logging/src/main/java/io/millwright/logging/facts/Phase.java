package io.millwright.logging.facts;

import io.millwright.spi.Activity.State;
import io.millwright.spi.Severity;

/** The phases that ECK writes into an Elasticsearch's status. */
public enum Phase {
    READY("Ready", "what is asked for is reached", State.STEADY, Severity.OK),
    APPLYING("ApplyingChanges", "the operator works on it", State.CHANGING, Severity.INFO),
    MIGRATING("MigratingData", "shards move off nodes that leave", State.CHANGING, Severity.INFO),
    STALLED("Stalled", "a node can't leave: its shards have no other place", State.STALLED, Severity.CRITICAL),
    INVALID("Invalid", "what is asked for isn't valid; nothing is done", State.STALLED, Severity.CRITICAL),
    RESET("", "a reconciliation has just begun, or none ever has", State.CHANGING, Severity.INFO),
    UNMAPPED("?", "this phase isn't known here", State.CHANGING, Severity.UNKNOWN);

    private final String word;
    private final String meaning;
    private final State state;
    private final Severity severity;

    Phase(String word, String meaning, State state, Severity severity) {
        this.word = word;
        this.meaning = meaning;
        this.state = state;
        this.severity = severity;
    }

    /** The phase of that word; {@link #UNMAPPED} when upstream has a new one. */
    public static Phase of(String word) {
        for (Phase p : values()) {
            if (p != UNMAPPED && p.word.equals(word)) {
                return p;
            }
        }
        return UNMAPPED;
    }

    public String meaning() {
        return meaning;
    }

    public State state() {
        return state;
    }

    public Severity severity() {
        return severity;
    }
}
