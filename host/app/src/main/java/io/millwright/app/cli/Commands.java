package io.millwright.app.cli;

import io.millwright.app.cli.CommandLineProgram.NoCommand;
import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All commands, in the order of the help. */
public final class Commands {
    private Commands() {}

    /**
     * The commands of this package.
     *
     * @param screen what happens where no command is typed
     * @param source where services come from
     * @param completion answers the completion scripts
     */
    public static List<Command> standard(
            NoCommand screen, ServicesSource source, Function<Session, Completion> completion) {
        List<Command> all = new ArrayList<>(List.of(
                new ClustersCommand(),
                new ToolsCommand(),
                new InstancesCommand(),
                new GetCommand(),
                new FindCommand(),
                new TopCommand(),
                new DescribeCommand(),
                new TreeCommand(),
                new CanCommand(),
                new SubjectsCommand(),
                new LogsCommand(),
                ProgramCommand.exec(),
                ProgramCommand.attach(),
                new NodeShellCommand(),
                new PortForwardCommand(),
                new CopyCommand(),
                new HelmCommand(),
                new HealthCommand(),
                new GuideCommand(),
                new PlanCommand(),
                new RunCommand(),
                new OperationsCommand(),
                new PluginsCommand(),
                new SupportBundleCommand(),
                new ImportCommand(),
                new SandboxCommand(screen, source),
                new CompletionCommand(),
                new VersionCommand(),
                new CompleteCommand(completion)));
        all.addAll(1 + all.stream().map(Command::name).toList().indexOf("run"), VerbCommand.all());
        return all;
    }
}
