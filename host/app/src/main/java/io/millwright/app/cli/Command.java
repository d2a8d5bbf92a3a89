package io.millwright.app.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** One command. Stateless; described once, run with what was typed. */
public interface Command {
    /** The word that is typed. */
    String name();

    /** Its options and positional parameters, its help. The global options are added by the program. */
    CommandSpec spec();

    /** Commands below it. */
    default List<Command> subcommands() {
        return List.of();
    }

    /** Whether it is left out of the help: for scripts of ours only. */
    default boolean hidden() {
        return false;
    }

    /**
     * Runs it.
     *
     * @return the process's exit code, see {@link ExitCode}
     * @throws io.millwright.spi.ProblemException when it failed; the program writes the problem and chooses the exit code
     */
    int run(Arguments arguments, Session session);
}
