package io.millwright.app.cli;

import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code warm-up}: goes the ways that a start goes, so that the launcher's start-up cache holds their classes. Reaches no cluster and
 * prints nothing. Hidden.
 */
final class WarmUpCommand implements Command {
    private final Supplier<CommandLineProgram> program;

    WarmUpCommand(Supplier<CommandLineProgram> program) {
        this.program = program;
    }

    @Override
    public String name() {
        return "warm-up";
    }

    @Override
    public boolean hidden() {
        return true;
    }

    @Override
    public CommandSpec spec() {
        return Specs.command("Load what a start needs, for the launcher's start-up cache.");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Console nowhere = new Console(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new BufferedReader(new StringReader("")),
                false,
                Capabilities.detect(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8")));
        for (String line : List.of(
                "--help",
                "plugins",
                "tools -o json",
                "tools -o yaml",
                "no-such-command",
                "complete -- to",
                "health --help")) {
            program.get().run(List.of(line.split(" ")), nowhere);
        }
        return ExitCode.DONE;
    }
}
