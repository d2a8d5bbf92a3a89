package io.millwright.app.cli;

import io.millwright.app.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The answer to {@code millwright version}, given before anything else of the program is loaded. */
public final class VersionLine {
    private VersionLine() {}

    /** Whether these arguments ask for nothing but the version. */
    public static boolean asked(String[] arguments) {
        return arguments.length == 1
                && (arguments[0].equals("version") || arguments[0].equals("--version") || arguments[0].equals("-V"));
    }

    /** One line: program, contract, Java. */
    static String text() {
        return "millwright " + Version.PROGRAM + " (plugin contract " + Version.CONTRACT + ", Java "
                + Runtime.version().feature() + ")";
    }

    /** Writes it straight to the process's output: {@code System.out} with its encoders would take longer than all the rest. */
    public static void print() throws IOException {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((text() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
