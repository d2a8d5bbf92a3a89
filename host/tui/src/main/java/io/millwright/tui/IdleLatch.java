package io.millwright.tui;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts what is under way: messages that aren't on the screen yet and effects that may still send one. Work registers
 * before its worker is started, so that from a key to the final paint the count is never zero in between. Thread-safe.
 */
public final class IdleLatch {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int busy;

    void enter() {
        lock.lock();
        try {
            busy++;
        } finally {
            lock.unlock();
        }
    }

    void leave(int count) {
        lock.lock();
        try {
            busy -= count;
            if (busy == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How much is under way. */
    public int busy() {
        lock.lock();
        try {
            return busy;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is under way. Returns whether that came within the limit. */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (busy > 0) {
                if (left <= 0) {
                    return false;
                }
                left = idle.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
