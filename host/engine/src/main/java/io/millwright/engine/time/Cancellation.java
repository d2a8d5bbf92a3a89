package io.millwright.engine.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request to stop, which takes effect between steps and inside waits. Requested once, for ever. Thread-safe. */
public final class Cancellation {
    private final CountDownLatch requested = new CountDownLatch(1);

    /** Asks to stop. */
    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Blocks until it is requested, but no longer than that. */
    void await(Duration time) {
        try {
            if (requested.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            request();
            Thread.currentThread().interrupt();
        }
    }
}
