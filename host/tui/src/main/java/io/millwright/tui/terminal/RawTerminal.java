package io.millwright.tui.terminal;

import io.millwright.tui.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.Signals;

/**
 * The terminal of this process while another program talks to the user through it: every key, Ctrl-C too, is given on as it is. Given back as
 * it was found on {@link #close} and whenever the virtual machine ends.
 */
public final class RawTerminal implements AutoCloseable {
    private final Terminal terminal;
    private final Attributes found;
    private final Thread restore = new Thread(this::giveBack, "restore-terminal");

    private RawTerminal(Terminal terminal) {
        this.terminal = terminal;
        this.found = terminal.getAttributes();
    }

    /**
     * @param cache a folder that only the user writes, for the unpacked native library
     * @throws IOException when standard input or output is no terminal
     */
    public static RawTerminal open(Path cache) throws IOException {
        RawTerminal raw = new RawTerminal(SystemTerminal.open(cache));
        Runtime.getRuntime().addShutdownHook(raw.restore);
        raw.terminal.setAttributes(SystemTerminal.raw(raw.found));
        return raw;
    }

    /** Tells the size now and whenever it changes. */
    public void sizes(Consumer<Size> listener) {
        Signals.register("WINCH", () -> listener.accept(size()));
        listener.accept(size());
    }

    private Size size() {
        org.jline.terminal.Size size = terminal.getSize();
        return size.getColumns() > 0 && size.getRows() > 0
                ? new Size(size.getColumns(), size.getRows())
                : new Size(80, 24);
    }

    private void giveBack() {
        try {
            terminal.setAttributes(found);
        } catch (RuntimeException closedByJline) {
            // JLine's own shutdown hook was faster and has put the mode back.
            Thread.yield();
        }
    }

    @Override
    public void close() {
        giveBack();
        Signals.registerDefault("WINCH");
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
            terminal.close();
        } catch (IllegalStateException | IOException ending) {
            // The hook runs already, or nothing is left to give back to.
            Thread.yield();
        }
    }
}
