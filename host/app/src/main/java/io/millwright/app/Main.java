package io.millwright.app;

import io.millwright.app.cli.VersionLine;
import java.io.IOException;
import java.util.List;

/** The process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (VersionLine.asked(arguments)) {
            VersionLine.print();
            return;
        }
        int code = Wiring.run(List.of(arguments));
        // Not by returning: a plugin or a library may have left a thread that would keep the process.
        System.exit(code);
    }
}
