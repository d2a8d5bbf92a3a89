package io.millwright.app;

import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import io.millwright.app.cli.Console;
import io.millwright.app.cli.PlainStart;
import io.millwright.app.cli.Streams;
import io.millwright.app.screen.Screen;
import io.millwright.app.warmup.WarmUp;
import io.millwright.kube.FirstHandshake;
import io.millwright.tui.terminal.TtyPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The process's program put together. Apart from {@link Main}, so that the version is told without loading any of it. */
final class Wiring {
    /** What begins a line for which no cluster is asked. */
    private static final Set<String> ALONE =
            Set.of("complete", "completion", "import", "plugins", "sandbox", "support-bundle", "tools", "version");

    private Wiring() {}

    /** Runs one command line on the process's own streams; gives the exit code. */
    static int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("-")) {
            // Most likely the screen; where it isn't, some work was done for nothing.
            TtyPort.prepare();
        }
        Console console = Streams.console(System.getenv());
        if (WarmUp.asked(arguments)) {
            return new WarmUp(console, Wiring::services).run(arguments);
        }
        OptionalInt plain = PlainStart.run(arguments, Screen::run, services(), console);
        if (plain.isPresent()) {
            return plain.getAsInt();
        }
        if (asksClusters(arguments)) {
            // The line is read on one core; the other one has nothing to do meanwhile.
            FirstHandshake.prepare();
        }
        return Program.of(Screen::run, services()).run(arguments, console);
    }

    /** Whether it looks so; where that is wrong, some work was done for nothing. */
    private static boolean asksClusters(List<String> arguments) {
        return !arguments.isEmpty()
                && !ALONE.contains(arguments.getFirst())
                && arguments.stream().noneMatch(a -> a.equals("--sandbox") || a.equals("--help") || a.equals("-h"));
    }

    private static ServicesSource services() {
        Folders folders = Folders.of(
                Optional.ofNullable(System.getProperty("millwright.home")),
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")));
        return new ProcessServices(folders, ClustersOfOptions::open, EngineOperations::new);
    }
}
