package io.millwright.app;

import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.port.Calls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last calls to clusters, for who wants to see or repeat them. Thread-safe. */
public final class CallLog implements Calls {
    /** Older ones are forgotten. */
    static final int KEPT = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ApiCall> calls = new ArrayDeque<>();

    @Override
    public void ended(ApiCall call) {
        lock.lock();
        try {
            calls.addFirst(call);
            if (calls.size() > KEPT) {
                calls.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }

    public List<ApiCall> newestFirst() {
        lock.lock();
        try {
            return List.copyOf(new ArrayList<>(calls));
        } finally {
            lock.unlock();
        }
    }
}
