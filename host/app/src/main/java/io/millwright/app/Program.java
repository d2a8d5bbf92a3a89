package io.millwright.app;

import io.millwright.app.cli.Command;
import io.millwright.app.cli.CommandLineProgram;
import io.millwright.app.cli.CommandLineProgram.NoCommand;
import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import io.millwright.app.cli.Commands;
import io.millwright.app.cli.Completion;
import io.millwright.app.cli.SessionWords;
import io.millwright.app.shell.ShellCommand;
import java.util.ArrayList;
import java.util.List;

/** The commands put together: with the process's services, or with those of a test. */
public final class Program {
    private Program() {}

    /**
     * The program's command line.
     *
     * @param screen what happens where no command is typed
     * @param source where services come from
     */
    public static CommandLineProgram of(NoCommand screen, ServicesSource source) {
        List<Command> commands = new ArrayList<>();
        commands.addAll(Commands.standard(
                screen,
                source,
                session -> new Completion(
                        new CommandLineProgram(commands, screen, source).model(), new SessionWords(session))));
        ShellCommand shell = new ShellCommand(List.copyOf(commands), screen, SessionWords::new);
        commands.add(commands.size() - 3, shell); // before completion, version and the hidden one
        return new CommandLineProgram(commands, screen, source);
    }
}
