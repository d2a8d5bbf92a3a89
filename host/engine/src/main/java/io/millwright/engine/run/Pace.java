package io.millwright.engine.run;

import java.time.Duration;

/** Waits between two looks. The only place of the engine where time passes, so that tests can make it pass at once. */
public interface Pace {
    /** Nanoseconds of a clock that is never set back. */
    long nanos();

    /**
     * Waits.
     *
     * @throws InterruptedException when the run is to stop waiting
     */
    void pause(Duration time) throws InterruptedException;

    /** The machine's clock. */
    static Pace real() {
        return new Pace() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }
        };
    }
}
