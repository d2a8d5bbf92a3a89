package io.millwright.engine.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The clock of the engine and its only way to wait. Thread-safe. */
public interface Timekeeper {
    /** The wall clock, for what is shown and written down. */
    Instant now();

    /** Milliseconds of a clock that never jumps, for limits. Its zero means nothing. */
    long monotonicMillis();

    /** Waits that long, or until a stop is requested, whichever is first. Interrupting the thread counts as a request to stop. */
    void pause(Duration time, Cancellation cancellation);

    /** The machine's clock. */
    static Timekeeper system() {
        return of(Clock.systemUTC());
    }

    /** That wall clock; waits and limits by the machine's. */
    static Timekeeper of(Clock clock) {
        return new Timekeeper() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public long monotonicMillis() {
                return System.nanoTime() / 1_000_000;
            }

            @Override
            public void pause(Duration time, Cancellation cancellation) {
                cancellation.await(time);
            }
        };
    }
}
