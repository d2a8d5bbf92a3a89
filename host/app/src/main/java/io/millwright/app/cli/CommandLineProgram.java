package io.millwright.app.cli;

import io.millwright.app.Services;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.tui.ColorDepth;
import io.millwright.tui.Glyphs;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses what was typed and runs it. The shell uses it for each line, the process for its arguments. */
public final class CommandLineProgram {
    /** What happens when no command was typed. */
    public interface NoCommand {
        int run(Session session);
    }

    /** Where a command line's services come from. */
    public interface ServicesSource {
        /** The options in force, given those that were typed. */
        GlobalOptions inForce(GlobalOptions typed);

        /** The parts of the program; what they hold is made when first used. */
        Services open(GlobalOptions options);

        /** The command has ended. */
        void release(Services services);
    }

    private final List<Command> commands;
    private final NoCommand noCommand;
    private final ServicesSource source;

    /**
     * @param commands in the order of the help
     * @param noCommand what happens without one: the screen
     * @param source where each command line's services come from
     */
    public CommandLineProgram(List<Command> commands, NoCommand noCommand, ServicesSource source) {
        this.commands = List.copyOf(commands);
        this.noCommand = noCommand;
        this.source = source;
    }

    /** The model of all commands: for help, completion and the reference. */
    public CommandSpec model() {
        return modelOf(commands);
    }

    /** Of a line that begins with a command that one alone is needed: thirty others with their options take longer to make than to run it. */
    private CommandSpec model(List<String> arguments) {
        List<Command> named = commands.stream()
                .filter(c -> !arguments.isEmpty() && c.name().equals(arguments.getFirst()))
                .toList();
        return named.isEmpty() ? model() : modelOf(named);
    }

    private static CommandSpec modelOf(List<Command> commands) {
        CommandSpec root = CommandSpec.create().name("millwright");
        root.usageMessage()
                .description(
                        "Millwright installs, checks and maintains the tools of a Kubernetes platform.",
                        "Without a command it opens the screen.");
        GlobalSpecs.specs().forEach(root::addOption);
        root.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .arity("0")
                .type(boolean.class)
                .scopeType(CommandLine.ScopeType.INHERIT)
                .description("Show help; after a command, that command's.")
                .build());
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .arity("0")
                .type(boolean.class)
                .description("Show the version.")
                .build());
        commands.forEach(c -> root.addSubcommand(c.name(), model(c)));
        return root;
    }

    /** The options in force when these arguments are typed. */
    public GlobalOptions options(List<String> arguments) {
        return source.inForce(
                GlobalOptions.of(new Arguments(parser(model()).parseArgs(arguments.toArray(String[]::new)))));
    }

    private static CommandLine parser(CommandSpec root) {
        // '-c plugins' names a page, not the command.
        return new CommandLine(root).setAllowSubcommandsAsOptionParameters(true);
    }

    private static CommandLine model(Command command) {
        CommandSpec spec = command.spec().name(command.name());
        spec.usageMessage().hidden(command.hidden());
        command.subcommands().forEach(c -> spec.addSubcommand(c.name(), model(c)));
        return new CommandLine(spec);
    }

    /** Runs one command line and gives the exit code. Never throws for what an operator can cause. */
    public int run(List<String> arguments, Console console) {
        Format format = guessedFormat(arguments);
        return Guarded.run(arguments, format, console, () -> {
            try {
                ParseResult parsed = parser(model(arguments)).parseArgs(arguments.toArray(String[]::new));
                Arguments typed = new Arguments(parsed);
                GlobalOptions options = source.inForce(GlobalOptions.of(typed));
                return run(parsed, typed, options, coloured(console, options));
            } catch (ParameterException e) {
                return Guarded.ended(misunderstood(arguments, e), format, console);
            }
        });
    }

    private int run(ParseResult root, Arguments typed, GlobalOptions options, Console console) {
        ParseResult deepest = root;
        List<Command> level = commands;
        Command command = null;
        while (deepest.hasSubcommand()) {
            deepest = deepest.subcommand();
            String name = deepest.commandSpec().name();
            command = level.stream()
                    .filter(c -> c.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            level = command.subcommands();
        }
        if (root.isVersionHelpRequested()) {
            console.line(VersionLine.text());
            return ExitCode.DONE;
        }
        if (deepest.isUsageHelpRequested() || root.isUsageHelpRequested()) {
            console.lines(HelpText.of(deepest.commandSpec()));
            return ExitCode.DONE;
        }
        if (command != null
                && !(command instanceof GetCommand)
                && typed.option("-o")
                        .filter(w -> CustomColumns.is(w) || JsonPathTemplate.is(w))
                        .isPresent()) {
            boolean columns = typed.option("-o").filter(CustomColumns::is).isPresent();
            throw new ProblemException(Problem.user(
                    "read the options",
                    columns ? "-o custom-columns" : "-o jsonpath",
                    columns ? "only get has columns of one's own" : "only get has templates of paths",
                    "Use one of table, wide, json, yaml, name."));
        }
        Console asking = options.noInput() ? console.quiet() : console;
        Services services = source.open(options);
        try {
            Session session = new Session(services, asking, options);
            return command == null ? noCommand.run(session) : command.run(typed, session);
        } catch (RuntimeException | Error e) {
            throw Guarded.reported(e, words(deepest), services.crashes());
        } finally {
            source.release(services);
        }
    }

    /** The command and the names of its options; what was given to them may be secret. */
    private static String words(ParseResult deepest) {
        return Stream.concat(
                        Stream.of(deepest.commandSpec().qualifiedName()),
                        deepest.matchedOptions().stream().map(OptionSpec::longestName))
                .collect(Collectors.joining(" "));
    }

    private static Console coloured(Console found, GlobalOptions options) {
        Console console = options.ascii() ? found.with(Glyphs.ASCII) : found;
        if (options.color().equals("auto")) {
            return console;
        }
        return console.with(ColorDepth.parse(options.color())
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "read the options",
                        "--color " + options.color(),
                        "there is no such setting",
                        "Use one of auto, never, 16, 256, truecolor."))));
    }

    private static Problem misunderstood(List<String> arguments, ParameterException e) {
        String typed = "millwright " + String.join(" ", arguments);
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String help = "'" + HelpText.usage(spec).replaceFirst(" \\[.*| [A-Z].*", "") + " --help' shows what fits.";
        if (e instanceof UnmatchedArgumentException u && !u.getUnmatched().isEmpty()) {
            String word = u.getUnmatched().getFirst();
            boolean isCommand = !word.startsWith("-") && !spec.subcommands().isEmpty();
            List<String> near = isCommand
                    ? Nearest.of(
                            word,
                            HelpText.commands(spec).stream()
                                    .map(CommandSpec::name)
                                    .toList())
                    : Nearest.of(
                            word,
                            spec.options().stream()
                                    .flatMap(o -> List.of(o.names()).stream())
                                    .toList());
            return Problem.user(
                    "understand the command",
                    typed,
                    isCommand ? "there is no command '" + word + "'" : "'" + word + "' doesn't belong there",
                    near.isEmpty() ? help : "Did you mean '" + String.join("' or '", near) + "'? " + help);
        }
        return Problem.user("understand the command", typed, decapitalised(String.valueOf(e.getMessage())), help);
    }

    private static String decapitalised(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** The format as far as it can be told before the command line was understood: a misunderstanding is told in it, too. */
    private static Format guessedFormat(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String a = arguments.get(i);
            if (a.equals("-ojson") || a.equals("--output=json") || a.equals("-o=json")) {
                return Format.JSON;
            }
            if ((a.equals("-o") || a.equals("--output")) && i + 1 < arguments.size()) {
                return Format.of(arguments.get(i + 1)).orElse(Format.TABLE);
            }
        }
        return Format.TABLE;
    }
}
