package io.millwright.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Help for people, written from the same model that parses: it can't say anything else than what works. */
final class HelpText {
    private HelpText() {}

    static String of(CommandSpec spec) {
        StringBuilder out = new StringBuilder();
        out.append(String.join("\n", spec.usageMessage().description())).append("\n\n");
        out.append("Usage: ").append(usage(spec)).append('\n');
        List<CommandSpec> commands = commands(spec);
        if (!commands.isEmpty()) {
            out.append("\nCommands:\n");
            rows(
                    commands.stream().map(HelpText::form).toList(),
                    commands.stream().map(HelpText::summary).toList(),
                    out);
        }
        List<PositionalParamSpec> positionals = spec.positionalParameters();
        if (!positionals.isEmpty()) {
            out.append("\nArguments:\n");
            rows(
                    positionals.stream().map(PositionalParamSpec::paramLabel).toList(),
                    positionals.stream()
                            .map(p -> String.join(" ", p.description()))
                            .toList(),
                    out);
        }
        options(spec, out);
        if (spec.parent() != null) {
            out.append("\n'millwright --help' lists the options that every command has.\n");
        }
        return out.toString();
    }

    private static void options(CommandSpec spec, StringBuilder out) {
        List<OptionSpec> options = ownOptions(spec);
        if (!options.isEmpty()) {
            out.append("\nOptions:\n");
            rows(
                    options.stream().map(HelpText::form).toList(),
                    options.stream().map(o -> String.join(" ", o.description())).toList(),
                    out);
        }
    }

    /** The options that were not handed down from the program. */
    static List<OptionSpec> ownOptions(CommandSpec spec) {
        return spec.options().stream()
                .filter(o -> !o.inherited() && !o.hidden())
                .toList();
    }

    static List<CommandSpec> commands(CommandSpec spec) {
        List<CommandSpec> list = new ArrayList<>();
        spec.subcommands().values().forEach(c -> {
            if (!c.getCommandSpec().usageMessage().hidden()) {
                list.add(c.getCommandSpec());
            }
        });
        return list;
    }

    static String summary(CommandSpec spec) {
        String[] description = spec.usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    /** {@code plan TOOL RUNBOOK [TARGET] [--set NAME=VALUE]...} */
    static String form(CommandSpec spec) {
        List<String> words = new ArrayList<>(List.of(spec.name()));
        spec.positionalParameters().forEach(p -> words.add(p.required() ? p.paramLabel() : "[" + p.paramLabel() + "]"));
        ownOptions(spec).stream()
                .filter(o -> !o.usageHelp() && !o.versionHelp())
                .forEach(o -> words.add("[" + o.longestName() + (o.arity().max() > 0 ? " " + o.paramLabel() : "") + "]"
                        + (o.isMultiValue() ? "..." : "")));
        List<CommandSpec> below = commands(spec);
        if (!below.isEmpty()) {
            words.add(below.stream().map(CommandSpec::name).collect(Collectors.joining("|", "[", "]")));
        }
        return String.join(" ", words);
    }

    static String usage(CommandSpec spec) {
        if (spec.parent() == null) {
            return spec.name() + " [OPTIONS] [COMMAND]";
        }
        return prefix(spec.parent()) + " " + form(spec);
    }

    private static String prefix(CommandSpec spec) {
        return spec.parent() == null ? spec.name() : prefix(spec.parent()) + " " + spec.name();
    }

    static String form(OptionSpec option) {
        return String.join(", ", option.names()) + (option.arity().max() > 0 ? " " + option.paramLabel() : "");
    }

    private static void rows(List<String> left, List<String> right, StringBuilder out) {
        int width = Math.min(30, left.stream().mapToInt(String::length).max().orElse(0));
        for (int i = 0; i < left.size(); i++) {
            String l = left.get(i);
            out.append("  ").append(l);
            if (l.length() > width) {
                out.append('\n').append(" ".repeat(width + 4));
            } else {
                out.append(" ".repeat(width - l.length() + 2));
            }
            out.append(right.get(i)).append('\n');
        }
    }
}
