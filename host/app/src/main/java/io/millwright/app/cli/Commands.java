package io.millwright.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All commands, in the order of the help. */
public final class Commands {
    private Commands() {}

    /**
     * The commands of this package.
     *
     * @param completion answers the completion scripts
     */
    public static List<Command> standard(Function<Session, Completion> completion) {
        return new ArrayList<>(List.of(
                new ClustersCommand(),
                new ToolsCommand(),
                new InstancesCommand(),
                new PluginsCommand(),
                new CompletionCommand(),
                new VersionCommand(),
                new CompleteCommand(completion)));
    }
}
