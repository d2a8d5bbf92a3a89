package io.millwright.tui;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The machine's clock; each period has a virtual thread of its own. */
final class SystemTicker implements Ticker {
    private final Clock clock = Clock.systemUTC();

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Cancellation every(Duration period, Runnable task) {
        Cancellation cancellation = new Cancellation();
        Thread thread = Thread.ofVirtual().name("ticker").unstarted(() -> {
            long next = System.nanoTime() + period.toNanos();
            while (!cancellation.isCancelled()) {
                long wait = next - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                } else {
                    task.run();
                    next = System.nanoTime() + period.toNanos();
                }
            }
        });
        cancellation.onCancel(() -> LockSupport.unpark(thread));
        thread.start();
        return cancellation;
    }
}
