package io.millwright.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Looks at something twice a second until it holds or the time is over. */
public final class Patience {
    private Patience() {}

    /**
     * Whether it came to hold within that time; asked on a thread of its own. A look that fails, as a busy server's answer may, is no answer and
     * is repeated; what the last one said is thrown at the end, when that was one. False at once when the caller is interrupted.
     */
    public static boolean until(Duration limit, BooleanSupplier holds) {
        CountDownLatch held = new CountDownLatch(1);
        AtomicReference<Optional<Throwable>> failed = new AtomicReference<>(Optional.empty());
        try (ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor()) {
            var looking = looker.scheduleWithFixedDelay(
                    () -> {
                        try {
                            if (holds.getAsBoolean()) {
                                held.countDown();
                            }
                            failed.set(Optional.empty());
                        } catch (RuntimeException | AssertionError look) {
                            failed.set(Optional.of(look));
                        }
                    },
                    0,
                    500,
                    TimeUnit.MILLISECONDS);
            boolean done = held.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            looking.cancel(false);
            looker.shutdownNow();
            if (!done && failed.get().isPresent()) {
                throw new AssertionError(
                        "could not be looked at within " + limit, failed.get().get());
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
