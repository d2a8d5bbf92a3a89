package io.millwright.engine.run;

import java.util.concurrent.atomic.AtomicBoolean;

/** A request to stop: takes effect between steps and inside waits, never inside a change. Thread-safe. */
public final class Cancellation {
    private final AtomicBoolean requested = new AtomicBoolean();

    public void request() {
        requested.set(true);
    }

    public boolean requested() {
        return requested.get();
    }
}
