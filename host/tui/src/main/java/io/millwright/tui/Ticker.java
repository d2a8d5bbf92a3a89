package io.millwright.tui;

import java.time.Duration;
import java.time.Instant;

/** The program's clock. */
public interface Ticker {
    Instant now();

    /** Nanoseconds that only grow; for distances. */
    long nanos();

    /** Runs a short task again and again, on a thread of the ticker's choice, until the result is cancelled. */
    Cancellation every(Duration period, Runnable task);

    /** The machine's clock. */
    static Ticker system() {
        return new SystemTicker();
    }
}
