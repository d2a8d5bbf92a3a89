package io.millwright.app.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the command reference of the documentation from the model that parses. */
final class CommandReference {
    private final StringBuilder out = new StringBuilder();

    private CommandReference() {}

    static String of(CommandSpec root) {
        return new CommandReference().page(root);
    }

    private String page(CommandSpec root) {
        out.append("# Commands\n\nGenerated from the program; don't edit. ")
                .append("`millwright --help` and `millwright COMMAND --help` say the same.\n\n```\n")
                .append(HelpText.usage(root))
                .append("\n```\n\nWithout a command the screen opens.\n\n## Options of every command\n\n");
        options(HelpText.ownOptions(root));
        out.append("\n## Exit codes\n\n| code | meaning | `health` |\n| --- | --- | --- |\n");
        out.append("| 0 | done | everything is OK |\n| 1 | failed | a warning |\n| 2 | – | degraded or critical |\n");
        out.append("| 3 | – | something could not be told |\n| 64 | the command was wrong | the same |\n");
        out.append(
                "| 75 | blocked for now | – |\n| 77 | not permitted | the same |\n| 130 | cancelled by Ctrl-C | the same |\n");
        out.append("\n## JSON and YAML\n\nEvery document has a field `schema` with the value `millwright/v1/<Type>`. ");
        out.append("Within `v1` fields are only added. Problems go to standard error as `millwright/v1/Problem`.\n");
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
                row(p.paramLabel(), String.join(" ", p.description()));
            }
        }
        List<OptionSpec> own = HelpText.ownOptions(spec);
        if (!own.isEmpty()) {
            out.append('\n');
            options(own);
        }
        HelpText.commands(spec).forEach(c -> command(c, level + "#"));
    }

    private void options(List<OptionSpec> options) {
        out.append("| option | meaning |\n| --- | --- |\n");
        options.forEach(o -> row(HelpText.form(o), String.join(" ", o.description())));
    }

    private void row(String name, String meaning) {
        out.append("| `")
                .append(name)
                .append("` | ")
                .append(meaning.replace("|", "\\|"))
                .append(" |\n");
    }
}
