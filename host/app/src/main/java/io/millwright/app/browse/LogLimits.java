package io.millwright.app.browse;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much of a log is read and kept.
 *
 * @param tail lines that are read of the end of each container's log at first; empty for what is usual where it is read
 * @param lines lines that a screen keeps; at least {@code tail}
 * @param since how old lines may be at first; empty for any age
 */
public record LogLimits(OptionalInt tail, int lines, Optional<Duration> since) {
    /** Lines of the end of a log, where nothing is set. */
    public static final int TAIL = 500;

    /** Nothing set. */
    public static final LogLimits USUAL = new LogLimits(OptionalInt.empty(), 5000, Optional.empty());

    /** Lines of the end, where that many are usual. */
    public int tail(int usual) {
        return tail.orElse(Math.min(usual, lines));
    }
}
