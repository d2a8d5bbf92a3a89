package io.millwright.tui.terminal;

import io.millwright.tui.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;

/**
 * The terminal of this process: its mode and its size. JLine's own terminal isn't used: it reads a list of all capabilities that there are, which
 * nothing here asks for, and takes longer at it than everything else does before the first picture.
 */
final class SystemTerminal {
    /** What a terminal that doesn't know its size is taken for. */
    private static final Size USUAL = new Size(80, 24);

    private final Pty pty;
    private final Attributes found;

    private SystemTerminal(Pty pty) throws IOException {
        this.pty = pty;
        this.found = pty.getAttr();
    }

    /**
     * Looks for the JDK's logger on another thread and returns at once: JLine's native library wants one, and the JDK opens each jar of the
     * class path to find out whether there is another.
     */
    static void prepare() {
        Thread.ofPlatform().daemon().name("logger").start(() -> Objects.requireNonNull(System.getLogger("org.jline")));
    }

    /**
     * Nothing is sent to it yet, and its mode is as it was.
     *
     * @param cache a folder that only the user writes, for the unpacked native library
     * @throws IOException when standard input or output is no terminal, or the native library doesn't load
     */
    static SystemTerminal open(Path cache) throws IOException {
        NativeLibrary.prepare(cache);
        try {
            JniTerminalProvider provider = new JniTerminalProvider();
            if (!provider.isSystemStream(SystemStream.Input) || !provider.isSystemStream(SystemStream.Output)) {
                throw new IOException("this is no terminal");
            }
            return new SystemTerminal(provider.current(SystemStream.Output));
        } catch (LinkageError unsuitable) {
            throw new IOException("the library for terminals doesn't load: " + unsuitable.getMessage(), unsuitable);
        }
    }

    Size size() {
        try {
            org.jline.terminal.Size size = pty.getSize();
            // A terminal that doesn't know its size says 0 x 0.
            return size.getColumns() > 0 && size.getRows() > 0 ? new Size(size.getColumns(), size.getRows()) : USUAL;
        } catch (IOException lost) {
            return USUAL; // reading keys tells that the terminal is gone
        }
    }

    /** No echo, no lines, no signals from keys; output is left as it is. */
    void raw() throws IOException {
        Attributes raw = new Attributes(found);
        raw.setLocalFlags(
                EnumSet.of(
                        Attributes.LocalFlag.ICANON,
                        Attributes.LocalFlag.ECHO,
                        Attributes.LocalFlag.IEXTEN,
                        Attributes.LocalFlag.ISIG),
                false);
        raw.setInputFlags(
                EnumSet.of(Attributes.InputFlag.IXON, Attributes.InputFlag.ICRNL, Attributes.InputFlag.INLCR), false);
        raw.setControlChar(Attributes.ControlChar.VMIN, 1);
        raw.setControlChar(Attributes.ControlChar.VTIME, 0);
        pty.setAttr(raw);
    }

    /** The mode that it was found in. A terminal that is lost has none to be given back to it. */
    void giveBack() {
        try {
            pty.setAttr(found);
        } catch (IOException lost) {
            Thread.yield();
        }
    }
}
