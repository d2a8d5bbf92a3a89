package io.millwright.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks at something twice a second until it holds or the time is over. */
public final class Patience {
    private Patience() {}

    /** Whether it came to hold within that time; asked on a thread of its own. False at once when the caller is interrupted. */
    public static boolean until(Duration limit, BooleanSupplier holds) {
        CountDownLatch held = new CountDownLatch(1);
        try (ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor()) {
            var looking = looker.scheduleWithFixedDelay(
                    () -> {
                        if (holds.getAsBoolean()) {
                            held.countDown();
                        }
                    },
                    0,
                    500,
                    TimeUnit.MILLISECONDS);
            boolean done = held.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            looking.cancel(false);
            looker.shutdownNow();
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
