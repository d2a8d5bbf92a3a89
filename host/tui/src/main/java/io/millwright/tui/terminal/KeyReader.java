package io.millwright.tui.terminal;

import io.millwright.tui.InputClosed;
import io.millwright.tui.Msg;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jline.nativ.CLibrary;

/**
 * Reads keys on a thread of its own. Holds {@link #reading} while it waits, in short slices, so that whoever takes that
 * lock has the terminal's input for itself. JLine's own reader isn't used: the thread behind it goes on reading after a
 * wait has ended, and takes from a child what was typed for it.
 */
final class KeyReader {
    /** Longer than a sequence takes over ssh in one packet, shorter than a person notices. */
    private static final int ESCAPE_MILLIS = 40;

    private static final int SLICE_MILLIS = 200;
    private static final int STANDARD_INPUT = 0;

    /** A wait may fail because of a signal; one that fails again and again has lost its terminal. */
    private static final int MOST_FAILURES = 50;

    /** Never closed: standard input isn't ours to close. */
    private final InputStream in = new FileInputStream(FileDescriptor.in);

    private final Consumer<Msg> sink;
    private final KeyDecoder decoder = new KeyDecoder();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(4096);
    private final CharBuffer chars = CharBuffer.allocate(4096);
    private volatile boolean closed;
    private int failures;

    /** Fair, so that the reader doesn't get it again before one who waits. */
    final ReentrantLock reading = new ReentrantLock(true);

    KeyReader(Consumer<Msg> sink) {
        this.sink = sink;
    }

    void start() {
        Thread.ofPlatform().name("keys").daemon().start(this::readAll);
    }

    void close() {
        closed = true;
    }

    private void readAll() {
        boolean open = true;
        while (open && !closed) {
            reading.lock();
            try {
                open = readSome();
            } catch (IOException lost) {
                open = false; // told below, as any other end of the input
            } finally {
                reading.unlock();
            }
        }
        if (!closed) {
            sink.accept(new InputClosed());
        }
    }

    /** Waits for one slice at most. Returns whether there may be more. */
    private boolean readSome() throws IOException {
        int ready = CLibrary.pollForInput(STANDARD_INPUT, decoder.isWaiting() ? ESCAPE_MILLIS : SLICE_MILLIS);
        if (ready < 0) {
            return ++failures < MOST_FAILURES;
        }
        failures = 0;
        if (ready == 0) {
            decoder.timeout().forEach(sink);
            return true;
        }
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            return false;
        }
        bytes.position(bytes.position() + count).flip();
        utf8.decode(bytes, chars, false);
        bytes.compact();
        chars.flip();
        while (chars.hasRemaining()) {
            decoder.feed(chars.get()).forEach(sink);
        }
        chars.clear();
        return true;
    }
}
