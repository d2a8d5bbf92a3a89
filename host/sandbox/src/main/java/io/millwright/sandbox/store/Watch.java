package io.millwright.sandbox.store;

import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A stream of changes. One reader; closing it ends the stream for the reader too. */
public final class Watch implements AutoCloseable {
    /** How many events may wait for a slow reader before the watch is cut, as upstream does. */
    private static final int LIMIT = 100_000;

    /**
     * One event.
     *
     * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED}, {@code BOOKMARK} or {@code ERROR}
     * @param object the object; of a bookmark only its version, of an error a Status
     */
    public record Event(String type, Resource object) {}

    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private final Consumer<Watch> onClose;
    private volatile boolean closed;

    Watch(Consumer<Watch> onClose) {
        this.onClose = onClose;
    }

    void offer(Event event) {
        if (queue.size() >= LIMIT) {
            queue.add(new Event(
                    "ERROR",
                    ApiError.expired("too old resource version: the reader is too slow")
                            .status()));
            close();
        } else if (!closed) {
            queue.add(event);
        }
    }

    /**
     * The next event, waiting for it at most that long.
     *
     * @throws InterruptedException when the reader is interrupted
     */
    public Optional<Event> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Whether no more events will be added. */
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
    }
}
