package io.millwright.tui;

/** What a piece of text means. A {@link Theme} gives it a colour; code never names one. */
public enum Role {
    TEXT,
    MUTED,
    ACCENT,
    OK,
    INFO,
    WARNING,
    DEGRADED,
    CRITICAL,
    UNKNOWN,
    CHANGING,
    KEY,
    TITLE,
    /** Lines that separate; the only role that carries no text, so that it may be fainter. */
    RULE,
    ERROR,
    ADDED,
    REMOVED
}
