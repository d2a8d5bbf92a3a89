package io.millwright.app.cli;

import io.millwright.app.cli.Document.Cell;
import io.millwright.app.cli.Document.Column;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.spi.Problem;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code plugins}: what became of every plugin. */
final class PluginsCommand implements Command {
    @Override
    public String name() {
        return "plugins";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                "Show every plugin that was found: loaded, incompatible or failed, and why.",
                "Plugins are jars, folders or zip archives in the program's 'plugins' folder and in $XDG_DATA_HOME/millwright/plugins.");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        List<PluginOutcome> outcomes = session.services().plugins();
        List<Map<String, Object>> items = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (PluginOutcome outcome : outcomes) {
            items.add(content(outcome));
            rows.add(List.of(
                    state(outcome),
                    Cell.of(outcome.id()),
                    Cell.of(outcome.version()),
                    Cell.of(problem(outcome).map(Problem::why).orElseGet(() -> tool(outcome))),
                    Cell.of(problem(outcome).map(Problem::next).orElse("")),
                    Cell.of(outcome.sha256()),
                    Cell.of(outcome.jar().toString())));
        }
        session.write(new Document(
                "PluginList",
                Document.map("items", items),
                new Document.Table(
                        List.of(
                                Column.of("STATE"),
                                Column.of("PLUGIN"),
                                Column.of("VERSION"),
                                Column.of("TOOL OR REASON"),
                                Column.of("NEXT"),
                                Column.wide("SHA-256"),
                                Column.wide("FILE")),
                        rows,
                        "There is no plugin in "
                                + session.services()
                                        .folders()
                                        .plugins(session.services().settings().pluginFolders())),
                outcomes.stream().map(PluginOutcome::id).toList()));
        return ExitCode.DONE;
    }

    private static Cell state(PluginOutcome outcome) {
        return switch (outcome) {
            case PluginOutcome.Loaded l -> new Cell("● Loaded", Optional.of(Severity.OK));
            case PluginOutcome.Incompatible i -> new Cell("▲ Incompatible", Optional.of(Severity.WARNING));
            case PluginOutcome.Failed f -> new Cell("✖ Failed", Optional.of(Severity.CRITICAL));
        };
    }

    private static String word(PluginOutcome outcome) {
        return switch (outcome) {
            case PluginOutcome.Loaded l -> "loaded";
            case PluginOutcome.Incompatible i -> "incompatible";
            case PluginOutcome.Failed f -> "failed";
        };
    }

    private static String tool(PluginOutcome outcome) {
        return outcome instanceof PluginOutcome.Loaded l ? l.tool().descriptor().name() : "";
    }

    private static Optional<Problem> problem(PluginOutcome outcome) {
        return switch (outcome) {
            case PluginOutcome.Loaded l -> Optional.empty();
            case PluginOutcome.Incompatible i -> Optional.of(i.problem());
            case PluginOutcome.Failed f -> Optional.of(f.problem());
        };
    }

    static Map<String, Object> content(PluginOutcome outcome) {
        return Document.map(
                "id", outcome.id(),
                "version", outcome.version(),
                "state", word(outcome),
                "file", outcome.jar().toString(),
                "sha256", outcome.sha256(),
                "tool",
                        outcome instanceof PluginOutcome.Loaded l
                                ? Optional.of(l.tool().descriptor().id())
                                : Optional.empty(),
                "problem", problem(outcome).map(ProblemText::content));
    }
}
