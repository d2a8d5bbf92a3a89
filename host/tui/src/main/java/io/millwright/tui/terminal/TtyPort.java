package io.millwright.tui.terminal;

import io.millwright.tui.Capabilities;
import io.millwright.tui.Frame;
import io.millwright.tui.HandTty;
import io.millwright.tui.InputClosed;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Notify;
import io.millwright.tui.Resized;
import io.millwright.tui.Size;
import io.millwright.tui.StopRequested;
import io.millwright.tui.TerminalPort;
import io.millwright.tui.TtyReturned;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/**
 * The terminal that the process was started in. Gives it back on {@link #close} and, by a shutdown hook, whenever the
 * virtual machine ends: on an exception, SIGTERM, SIGHUP or {@code System.exit}.
 */
public final class TtyPort implements TerminalPort {
    // Alternate screen, no line wrap (so that the last cell of the last line scrolls nothing), bracketed paste.
    private static final String ENTER = "\u001b[?1049h\u001b[?7l\u001b[?2004h\u001b[?25l";
    private static final String LEAVE = "\u001b[0m\u001b[?2004l\u001b[?7h\u001b[?25h\u001b[?1049l";

    // Presses and the wheel, in the form that knows no widest column.
    private static final String MOUSE_ON = "\u001b[?1000h\u001b[?1006h";
    private static final String MOUSE_OFF = "\u001b[?1006l\u001b[?1000l";
    // Lines are added where the user is, and stay there.
    private static final String ENTER_LINES = "\u001b[?2004h";
    private static final String LEAVE_LINES = "\u001b[?2004l";

    /** What terminals commonly take in an OSC 52 sequence. */
    private static final int CLIPBOARD_BYTES = 74_000;

    private final SystemTerminal terminal;
    private final Capabilities capabilities;
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Picture picture;
    private final ReentrantLock output = new ReentrantLock();
    private final Thread restore = new Thread(this::giveBack, "restore-terminal");
    private Consumer<Msg> input = _ -> {};
    private Optional<KeyReader> keys = Optional.empty();
    private boolean listening;
    private boolean mouse;
    private volatile boolean owned;
    private volatile boolean takeOver;
    private volatile boolean closed;

    private TtyPort(SystemTerminal terminal, Capabilities capabilities, boolean clearingPaints) {
        this.terminal = terminal;
        this.capabilities = capabilities;
        this.picture = capabilities.screenReader() ? new Lines(out) : new Canvas(out, capabilities, clearingPaints);
    }

    /**
     * The terminal of this process; nothing is sent to it yet.
     *
     * @param cache a folder that only the user writes, for the unpacked native library
     * @throws IOException when standard input or output is no terminal, or the native library doesn't load
     */
    public static TtyPort system(Capabilities capabilities, Path cache) throws IOException {
        SystemTerminal terminal = SystemTerminal.open(cache);
        String type = Optional.ofNullable(System.getenv("TERM")).orElse("");
        boolean clearingPaints = !type.startsWith("screen") || System.getenv("TMUX") != null;
        return new TtyPort(terminal, capabilities, clearingPaints);
    }

    /** Begins beside the caller what {@link #system} and the first picture will need, and returns at once. */
    public static void prepare() {
        Canvas.prepare();
        SystemTerminal.prepare();
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Size size() {
        return capabilities.drawn(terminal.size());
    }

    @Override
    public void open(Consumer<Msg> sink) {
        input = sink;
        Runtime.getRuntime().addShutdownHook(restore);
        take();
        KeyReader reader = new KeyReader(sink);
        keys = Optional.of(reader);
        reader.start();
    }

    @Override
    public void draw(Frame frame) {
        output.lock();
        try {
            if (closed) {
                return;
            }
            if (takeOver || !owned) {
                take();
            }
            picture.draw(frame);
            if (!listening) {
                listening = true;
                Thread.ofPlatform().name("signals").daemon().start(() -> listen(frame.size()));
            }
        } catch (IOException lost) {
            input.accept(new InputClosed());
        } finally {
            output.unlock();
        }
    }

    @Override
    public void bell() {
        write("\u0007");
    }

    @Override
    public void say(Notify notice) {
        write(notice.sequence(System.getenv("TMUX") != null));
    }

    @Override
    public void mouse(boolean wanted) {
        output.lock();
        try {
            mouse = wanted;
            if (owned && !closed) {
                write(wanted ? MOUSE_ON : MOUSE_OFF);
            }
        } finally {
            output.unlock();
        }
    }

    @Override
    public void copy(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length * 4 / 3 <= CLIPBOARD_BYTES) {
            write("\u001b]52;c;" + Base64.getEncoder().encodeToString(bytes) + "\u0007");
        }
    }

    @Override
    public void suspend() {
        release();
        // With the default action in place the signal stops the whole job, the launcher that waits for us included.
        Signals.registerDefault("TSTP");
        run(new HandTty("kill", "-TSTP", "0"));
        handleStop();
        take();
    }

    @Override
    public TtyReturned hand(HandTty effect) {
        Optional<KeyReader> reader = keys;
        // First the input, then the screen: what is typed once the child's screen shows belongs to the child.
        reader.ifPresent(found -> found.reading.lock());
        try {
            release();
            return run(effect);
        } finally {
            reader.ifPresent(found -> found.reading.unlock());
            take();
        }
    }

    @Override
    public void close() {
        keys.ifPresent(KeyReader::close);
        giveBack();
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException shuttingDown) {
            Thread.yield(); // the hook runs already
        }
    }

    private TtyReturned run(HandTty effect) {
        ProcessBuilder builder = new ProcessBuilder(effect.command()).inheritIO();
        builder.environment().putAll(effect.environment());
        try {
            Process child = builder.start();
            return new TtyReturned(effect, child.waitFor(), Optional.empty());
        } catch (IOException notStarted) {
            return new TtyReturned(effect, -1, Optional.of(String.valueOf(notStarted.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new TtyReturned(effect, -1, Optional.of("interrupted"));
        }
    }

    /** Registers for signals. That loads classes, so it comes after the first paint; a change of size in between is seen here. */
    private void listen(Size drawn) {
        Signals.register("INT", () -> input.accept(Key.ctrl('c')));
        Signals.register("CONT", () -> {
            takeOver = true;
            input.accept(new Resized(size()));
        });
        handleStop();
        Signals.register("WINCH", () -> input.accept(new Resized(size())));
        if (!size().equals(drawn)) {
            input.accept(new Resized(size()));
        }
    }

    private void handleStop() {
        Signals.register("TSTP", () -> input.accept(new StopRequested()));
    }

    private void take() {
        output.lock();
        try {
            if (closed) {
                return;
            }
            owned = true;
            takeOver = false;
            terminal.raw();
            write(mouse ? enter() + MOUSE_ON : enter());
            picture.forget();
        } catch (IOException lost) {
            input.accept(new InputClosed());
        } finally {
            output.unlock();
        }
    }

    private void release() {
        output.lock();
        try {
            if (owned) {
                owned = false;
                // The mode first: who sees the other screen may type, and that is to be read as lines already.
                terminal.giveBack();
                write(mouse ? MOUSE_OFF + leave() : leave());
            }
        } finally {
            output.unlock();
        }
    }

    private void giveBack() {
        output.lock();
        try {
            release();
        } finally {
            closed = true;
            output.unlock();
        }
    }

    private String enter() {
        return capabilities.screenReader() ? ENTER_LINES : ENTER;
    }

    private String leave() {
        return capabilities.screenReader() ? LEAVE_LINES : LEAVE;
    }

    private void write(String sequence) {
        output.lock();
        try {
            out.write(sequence.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException lost) {
            input.accept(new InputClosed());
        } finally {
            output.unlock();
        }
    }
}
