package io.millwright.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the command reference of the documentation from the model that parses. */
final class CommandReference {
    private final StringBuilder out = new StringBuilder();
    private final OptionReasons reasons = new OptionReasons();

    private CommandReference() {}

    static String of(CommandSpec root) {
        return new CommandReference().page(root);
    }

    private String page(CommandSpec root) {
        out.append("# Commands\n\nGenerated from the program; don't edit. ")
                .append("`millwright --help` and `millwright COMMAND --help` say the same.\n\n```\n")
                .append(HelpText.usage(root))
                .append("\n```\n\nWithout a command the screen opens.\n\n## Options of every command\n\n");
        options(root);
        out.append("\n## Exit codes\n\n| code | meaning | `health` |\n| --- | --- | --- |\n");
        out.append("| 0 | done | everything is OK |\n| 1 | failed | a warning |\n| 2 | – | degraded or critical |\n");
        out.append("| 3 | – | something could not be told |\n| 64 | the command was wrong | the same |\n");
        out.append(
                "| 75 | blocked for now | – |\n| 77 | not permitted | the same |\n| 130 | cancelled by Ctrl-C | the same |\n");
        out.append("\n## JSON and YAML\n\nEvery document has a field `schema` with the value `millwright/v1/<Type>`. ");
        out.append(
                "Within `v1` fields are only added. One object that `get` prints by itself is as the cluster has it, without that field. ");
        out.append("Problems go to standard error as `millwright/v1/Problem`.\n");
        HelpText.commands(root).forEach(c -> command(c, "##"));
        return out.toString();
    }

    private void command(CommandSpec spec, String level) {
        String usage = HelpText.usage(spec);
        out.append('\n')
                .append(level)
                .append(" `")
                .append(usage.replaceFirst(" \\[.*| [A-Z].*", ""))
                .append("`\n\n```\n");
        out.append(usage).append("\n```\n\n");
        out.append(String.join(" ", spec.usageMessage().description())).append('\n');
        if (!spec.positionalParameters().isEmpty()) {
            out.append("\n| argument | meaning |\n| --- | --- |\n");
            for (PositionalParamSpec p : spec.positionalParameters()) {
                row(p.paramLabel(), escaped(String.join(" ", p.description())));
            }
        }
        if (!HelpText.ownOptions(spec).isEmpty()) {
            out.append('\n');
            options(spec);
        }
        HelpText.commands(spec).forEach(c -> command(c, level + "#"));
    }

    private void options(CommandSpec spec) {
        out.append("| option | meaning | why no default can do |\n| --- | --- | --- |\n");
        for (OptionSpec option : HelpText.ownOptions(spec)) {
            String reason = reasons.of(spec, option)
                    .orElseThrow(() -> new AssertionError(
                            "nobody says why " + spec.qualifiedName() + " has " + option.longestName()));
            row(HelpText.form(option), escaped(String.join(" ", option.description())) + " | " + reason);
        }
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    private void row(String name, String meaning) {
        out.append("| `").append(escaped(name)).append("` | ").append(meaning).append(" |\n");
    }
}
