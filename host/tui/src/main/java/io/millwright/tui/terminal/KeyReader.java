package io.millwright.tui.terminal;

import io.millwright.tui.InputClosed;
import io.millwright.tui.Msg;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jline.utils.NonBlockingReader;

/**
 * Reads keys on a thread of its own. Holds {@link #reading} while it waits, in short slices, so that whoever takes that
 * lock has the terminal's input for itself.
 */
final class KeyReader {
    /** Longer than a sequence takes over ssh in one packet, shorter than a person notices. */
    private static final long ESCAPE_MILLIS = 40;

    private static final long SLICE_MILLIS = 200;

    private final NonBlockingReader reader;
    private final Consumer<Msg> sink;
    private final KeyDecoder decoder = new KeyDecoder();
    private final char[] buffer = new char[4096];
    private volatile boolean closed;

    /** Fair, so that the reader doesn't get it again before one who waits. */
    final ReentrantLock reading = new ReentrantLock(true);

    KeyReader(NonBlockingReader reader, Consumer<Msg> sink) {
        this.reader = reader;
        this.sink = sink;
    }

    void start() {
        Thread.ofPlatform().name("keys").daemon().start(this::readAll);
    }

    void close() {
        closed = true;
    }

    private void readAll() {
        try {
            boolean open = true;
            while (open && !closed) {
                reading.lock();
                try {
                    open = readSome();
                } finally {
                    reading.unlock();
                }
            }
        } catch (IOException | IllegalStateException lost) {
            // The terminal is gone or was closed under the reader; both end the input, said below.
        }
        if (!closed) {
            sink.accept(new InputClosed());
        }
    }

    private boolean readSome() throws IOException {
        int count = reader.readBuffered(buffer, 0, buffer.length, decoder.isWaiting() ? ESCAPE_MILLIS : SLICE_MILLIS);
        if (count == NonBlockingReader.READ_EXPIRED || count == 0) {
            decoder.timeout().forEach(sink);
            return true;
        }
        for (int i = 0; i < count; i++) {
            decoder.feed(buffer[i]).forEach(sink);
        }
        return count > 0;
    }
}
