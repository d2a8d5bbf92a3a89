package io.millwright.engine.browse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which part of a log.
 *
 * @param tail at most so many lines from its end
 * @param since only lines that aren't older
 * @param from only lines that weren't written before; not together with {@code since}
 * @param previous the log of the container before its last restart
 */
public record LogAsk(int tail, Optional<Duration> since, Optional<Instant> from, boolean previous) {
    /** From no certain moment on. */
    public LogAsk(int tail, Optional<Duration> since, boolean previous) {
        this(tail, since, Optional.empty(), previous);
    }
}
