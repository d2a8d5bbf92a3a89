package io.millwright.app;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A part of the program that is made when it is first asked for, once. Safe for any thread. A failure is not remembered. */
public final class Lazy<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<T> maker;
    private volatile Optional<T> made = Optional.empty();

    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    public T get() {
        Optional<T> seen = made;
        if (seen.isPresent()) {
            return seen.get();
        }
        lock.lock();
        try {
            if (made.isEmpty()) {
                made = Optional.of(maker.get());
            }
            return made.orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    /** What was made, without making it. */
    Optional<T> ifMade() {
        return made;
    }
}
