package io.millwright.app.cli;

import io.millwright.tui.Capabilities;
import io.millwright.tui.ColorDepth;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The process's own streams as a console. */
public final class Streams {
    private Streams() {}

    /** The console of this process. Colours only where a person reads the output. */
    public static Console console(Map<String, String> environment) {
        java.io.Console tty = System.console();
        boolean interactive = tty != null && tty.isTerminal();
        Capabilities capabilities = Capabilities.detect(environment);
        return new Console(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                interactive,
                interactive ? capabilities : capabilities.withColor(ColorDepth.NONE),
                new Console.Bytes(
                        System.in, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err)));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), 8192));
    }
}
