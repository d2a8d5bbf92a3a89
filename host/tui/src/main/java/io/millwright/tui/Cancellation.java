package io.millwright.tui;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Tells a running effect that nobody wants its result any more. Thread-safe. */
public final class Cancellation {
    private static final Runnable NOTHING = () -> {};

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicReference<Runnable> action = new AtomicReference<>(NOTHING);

    public boolean isCancelled() {
        return cancelled.get();
    }

    /** @throws CancellationException when cancelled */
    public void check() {
        if (isCancelled()) {
            throw new CancellationException("nobody waits for the result any more");
        }
    }

    /** Runs {@code stop} once on cancellation, at once when that was before; in addition to earlier ones. */
    public void onCancel(Runnable stop) {
        AtomicBoolean ran = new AtomicBoolean();
        Runnable once = () -> {
            if (ran.compareAndSet(false, true)) {
                stop.run();
            }
        };
        action.getAndUpdate(before -> () -> {
            before.run();
            once.run();
        });
        if (isCancelled()) {
            once.run();
        }
    }

    /** Cancels; only the first call has an effect. */
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            action.get().run();
        }
    }
}
