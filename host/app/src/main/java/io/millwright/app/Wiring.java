package io.millwright.app;

import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import io.millwright.app.cli.Console;
import io.millwright.app.cli.PlainStart;
import io.millwright.app.cli.Streams;
import io.millwright.app.screen.Screen;
import io.millwright.app.warmup.WarmUp;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The process's program put together. Apart from {@link Main}, so that the version is told without loading any of it. */
final class Wiring {
    private Wiring() {}

    /** Runs one command line on the process's own streams; gives the exit code. */
    static int run(List<String> arguments) {
        Console console = Streams.console(System.getenv());
        if (WarmUp.asked(arguments)) {
            return new WarmUp(console, Wiring::services).run(arguments);
        }
        OptionalInt plain = PlainStart.run(arguments, Screen::run, services(), console);
        return plain.isPresent()
                ? plain.getAsInt()
                : Program.of(Screen::run, services()).run(arguments, console);
    }

    private static ServicesSource services() {
        Folders folders = Folders.of(
                Optional.ofNullable(System.getProperty("millwright.home")),
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")));
        return new ProcessServices(folders, ClustersOfOptions::open, EngineOperations::new);
    }
}
