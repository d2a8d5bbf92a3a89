package io.millwright.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer that has no end of its own, as it comes. The next part is asked for only when the last one is read, so that a slow
 * reader slows the server down instead of filling the memory. Read by one thread, which may be interrupted.
 */
final class BodyStream extends InputStream implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> current = new ArrayDeque<>();
    private final Duration silence;
    private Optional<AsyncBody> source = Optional.empty();
    private boolean ended;

    private sealed interface Part {
        record Bytes(List<ByteBuffer> buffers) implements Part {}

        record End(Optional<Throwable> failure) implements Part {}
    }

    /** @param silence how long a read waits for something */
    BodyStream(Duration silence) {
        this.silence = silence;
    }

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody body) {
        parts.add(new Part.Bytes(buffers));
    }

    /** Begins to read. */
    void from(AsyncBody body) {
        source = Optional.of(body);
        var unused = body.done().whenComplete((_, failure) -> parts.add(new Part.End(Optional.ofNullable(failure))));
        body.consume();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (current.isEmpty()) {
            if (ended || !next()) {
                ended = true;
                return -1;
            }
        }
        ByteBuffer first = current.peek();
        int count = Math.min(length, first.remaining());
        first.get(target, offset, count);
        if (!first.hasRemaining()) {
            current.poll();
            if (current.isEmpty()) {
                source.ifPresent(AsyncBody::consume);
            }
        }
        return count;
    }

    private boolean next() throws IOException {
        try {
            Part part = parts.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            switch (part) {
                case null -> throw new HttpTimeoutException("nothing came for " + silence.toSeconds() + " s");
                case Part.Bytes(List<ByteBuffer> buffers) -> {
                    buffers.stream().filter(ByteBuffer::hasRemaining).forEach(current::add);
                    if (current.isEmpty()) {
                        source.ifPresent(AsyncBody::consume);
                    }
                    return true;
                }
                case Part.End(Optional<Throwable> failure) -> {
                    if (failure.isPresent()) {
                        throw new IOException(failure.get());
                    }
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("reading was cancelled").initCause(e);
        }
    }

    /** Ends it for its reader, from another thread. */
    void fail(IOException why) {
        parts.add(new Part.End(Optional.of(why)));
    }

    @Override
    public void close() {
        source.ifPresent(AsyncBody::cancel);
    }
}
