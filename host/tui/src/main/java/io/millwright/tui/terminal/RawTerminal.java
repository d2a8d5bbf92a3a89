package io.millwright.tui.terminal;

import io.millwright.tui.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/**
 * The terminal of this process while another program talks to the user through it: every key, Ctrl-C too, is given on as it is. Given back as
 * it was found on {@link #close} and whenever the virtual machine ends.
 */
public final class RawTerminal implements AutoCloseable {
    private final SystemTerminal terminal;
    private final Thread restore;

    private RawTerminal(SystemTerminal terminal) {
        this.terminal = terminal;
        this.restore = new Thread(terminal::giveBack, "restore-terminal");
    }

    /**
     * @param cache a folder that only the user writes, for the unpacked native library
     * @throws IOException when standard input or output is no terminal
     */
    public static RawTerminal open(Path cache) throws IOException {
        RawTerminal raw = new RawTerminal(SystemTerminal.open(cache));
        Runtime.getRuntime().addShutdownHook(raw.restore);
        raw.terminal.raw();
        return raw;
    }

    /** Tells the size now and whenever it changes. */
    public void sizes(Consumer<Size> listener) {
        Signals.register("WINCH", () -> listener.accept(terminal.size()));
        listener.accept(terminal.size());
    }

    @Override
    public void close() {
        terminal.giveBack();
        Signals.registerDefault("WINCH");
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException ending) {
            Thread.yield(); // the hook runs already
        }
    }
}
