package io.millwright.app.shell;

import io.millwright.app.Services;
import io.millwright.app.cli.Arguments;
import io.millwright.app.cli.Command;
import io.millwright.app.cli.CommandLineProgram;
import io.millwright.app.cli.Completion;
import io.millwright.app.cli.Console;
import io.millwright.app.cli.GlobalOptions;
import io.millwright.app.cli.Session;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Model.CommandSpec;

/** {@code shell}: a prompt over the same commands, which share their connections. */
public final class ShellCommand implements Command {
    private final List<Command> commands;
    private final CommandLineProgram.NoCommand noCommand;
    private final Function<Session, Completion.Words> words;

    /**
     * @param commands those that can be typed in it
     * @param noCommand what {@code millwright} alone does in it
     * @param words the words that depend on plugins and clusters
     */
    public ShellCommand(
            List<Command> commands, CommandLineProgram.NoCommand noCommand, Function<Session, Completion.Words> words) {
        this.commands = List.copyOf(commands);
        this.noCommand = noCommand;
        this.words = words;
    }

    @Override
    public String name() {
        return "shell";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage()
                .description(
                        "Open a prompt over the same commands, with completion and history.",
                        "Ctrl-C cancels the command that runs, Ctrl-D or 'exit' leaves. Options given here hold for every line.");
        return spec;
    }

    @Override
    public int run(Arguments arguments, Session session) {
        CommandLineProgram program =
                new CommandLineProgram(commands, noCommand, new SharedServices(session.services(), session.options()));
        Completion completion = new Completion(program.model(), words.apply(session));
        try (Terminal terminal = TerminalBuilder.builder().name("millwright").build()) {
            Console console = session.console();
            return new CommandShell(
                            terminal,
                            program,
                            completion,
                            session.services().folders().state().resolve("shell-history"))
                    .run(console);
        } catch (IOException e) {
            throw new ProblemException(Problem.internal("open the shell", "this terminal", e), e);
        }
    }

    private record SharedServices(Services services, GlobalOptions options)
            implements CommandLineProgram.ServicesSource {
        @Override
        public GlobalOptions inForce(GlobalOptions typed) {
            // The shell's own may be repeated: commands that were printed to be pasted have them.
            if (typed.kubeconfig().isPresent() && !typed.kubeconfig().equals(options.kubeconfig())
                    || typed.sandbox() && !options.sandbox()
                    || typed.write() && !options.write()
                    || typed.state().isPresent() && !typed.state().equals(options.state())) {
                throw new ProblemException(Problem.user(
                        "run the command",
                        "the shell",
                        "--kubeconfig, --sandbox, --state and --write hold for a whole shell",
                        "Leave the shell and give them to 'millwright shell'."));
            }
            return typed.over(options);
        }

        @Override
        public Services open(GlobalOptions ignored) {
            return services;
        }

        @Override
        public void release(Services shared) {
            // The shell's own command closes them when the shell is left.
        }
    }
}
