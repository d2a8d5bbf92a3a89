package io.millwright.app;

import io.millwright.app.cli.CommandLineProgram;
import io.millwright.app.cli.Streams;
import io.millwright.app.screen.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The process's program put together. Apart from {@link Main}, so that the version is told without loading any of it. */
final class Wiring {
    private Wiring() {}

    /** Runs one command line on the process's own streams; gives the exit code. */
    static int run(List<String> arguments) {
        if (arguments.equals(List.of("warm-up"))) {
            Screen.warmUp();
        }
        return program().run(arguments, Streams.console(System.getenv()));
    }

    private static CommandLineProgram program() {
        Folders folders = Folders.of(
                Optional.ofNullable(System.getProperty("millwright.home")),
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")));
        return Program.of(Screen::run, new ProcessServices(folders, ClustersOfOptions::open, EngineOperations::new));
    }
}
