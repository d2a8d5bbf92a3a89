package io.millwright.tui.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** The terminal of this process, and the mode in which every key is given on as it is. */
final class SystemTerminal {
    private static final String TYPE = "no terminfo";

    private SystemTerminal() {}

    /**
     * Nothing is sent to it yet.
     *
     * @throws IOException when standard input or output is no terminal, or the native library doesn't load
     */
    static Terminal open(Path cache) throws IOException {
        NativeLibrary.prepare(cache);
        // For a type that it doesn't carry JLine starts infocmp. Nothing here asks JLine for capabilities, so none are
        // given.
        InfoCmp.setDefaultInfoCmp(TYPE, TYPE + ",\n\tcols#80, lines#24,\n");
        try {
            return built();
        } catch (IllegalStateException none) {
            throw new IOException("this is no terminal", none);
        }
    }

    private static Terminal built() throws IOException {
        return TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                .provider("jni")
                .dumb(false)
                .type(TYPE)
                .encoding(StandardCharsets.UTF_8)
                .graphemeCluster(false)
                .nativeSignals(false)
                .signalHandler(Terminal.SignalHandler.SIG_IGN)
                .build();
    }

    /** No echo, no lines, no signals from keys; output is left as it is. */
    static Attributes raw(Attributes from) {
        Attributes raw = new Attributes(from);
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
        return raw;
    }
}
