package io.millwright.testkit.tui;

import io.millwright.tui.Cancellation;
import io.millwright.tui.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A clock that a test moves. Starts at 2026-01-01T00:00:00Z. Thread-safe. */
public final class ManualTicker implements Ticker {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Periodic> tasks = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private static final class Periodic {
        private final Duration period;
        private final Runnable task;
        private final Cancellation cancellation = new Cancellation();
        private Instant due;

        private Periodic(Duration period, Runnable task, Instant due) {
            this.period = period;
            this.task = task;
            this.due = due;
        }
    }

    @Override
    public Instant now() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long nanos() {
        return Duration.between(Instant.EPOCH, now()).toNanos();
    }

    @Override
    public Cancellation every(Duration period, Runnable task) {
        lock.lock();
        try {
            Periodic periodic = new Periodic(period, task, now.plus(period));
            tasks.add(periodic);
            return periodic.cancellation;
        } finally {
            lock.unlock();
        }
    }

    /** Moves the time on; what falls due in between runs once, on the calling thread. */
    public void advance(Duration by) {
        List<Runnable> due = new ArrayList<>();
        lock.lock();
        try {
            now = now.plus(by);
            tasks.removeIf(task -> task.cancellation.isCancelled());
            for (Periodic task : tasks) {
                if (!now.isBefore(task.due)) {
                    task.due = now.plus(task.period);
                    due.add(task.task);
                }
            }
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }
}
