package io.millwright.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * What is going on at an instance: the second axis beside {@link Severity}.
 *
 * @param state steady or not
 * @param detail what and by whom, in the tool's own words: {@code Creating a new replica}; empty when steady
 * @param since when it began, where known
 */
public record Activity(State state, String detail, Optional<Instant> since) {
    /** The states, as shown. */
    public enum State {
        STEADY,
        CHANGING,
        PAUSED,
        MAINTENANCE,
        STALLED
    }

    /** Nothing is going on. */
    public static final Activity STEADY = new Activity(State.STEADY, "", Optional.empty());
}
