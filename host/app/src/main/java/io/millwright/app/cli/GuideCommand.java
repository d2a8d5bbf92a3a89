package io.millwright.app.cli;

import io.millwright.app.cli.Document.Column;
import io.millwright.spi.Parameter;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Tool;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code guide}: how a tool is maintained; with a runbook, the whole procedure as Markdown. */
final class GuideCommand implements Command {
    @Override
    public String name() {
        return "guide";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Show how a tool is maintained; with a runbook, the whole procedure as Markdown.",
                        "With a target the procedure has every value and the equivalent kubectl and helm commands.")
                .addPositional(Specs.required(0, "TOOL", "The tool's id, see 'millwright tools'."))
                .addPositional(Specs.optional(1, "RUNBOOK", "The runbook's id."))
                .addPositional(Specs.optional(2, "TARGET", "The instance that the procedure is written for."))
                .addOption(Specs.repeated("NAME=VALUE", "A parameter of the runbook; may be repeated.", "--set"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Tool tool = new Discovery(session).tool(arguments.positional(0).orElseThrow());
        return arguments.positional(1).isEmpty() ? list(tool, session) : procedure(tool, arguments, session);
    }

    private static int list(Tool tool, Session session) {
        List<RunbookInfo> infos = tool.runbooks().stream().map(r -> r.info()).toList();
        session.write(new Document(
                "Guide",
                Document.map(
                        "tool",
                        tool.descriptor().id(),
                        "runbooks",
                        infos.stream().map(GuideCommand::content).toList()),
                new Document.Table(
                        List.of(
                                Column.of("RUNBOOK"),
                                Column.of("TITLE"),
                                Column.of("FOR"),
                                Column.of("DANGER"),
                                Column.of("TARGET"),
                                Column.of("WHAT HAPPENS")),
                        infos.stream()
                                .map(i -> Document.cells(
                                        i.id(),
                                        i.title(),
                                        i.intent().name().toLowerCase(Locale.ROOT),
                                        i.danger().word(),
                                        i.target().orElse("–"),
                                        i.summary()))
                                .toList(),
                        "This tool has no runbook."),
                infos.stream().map(RunbookInfo::id).toList()));
        return ExitCode.DONE;
    }

    private static int procedure(Tool tool, Arguments arguments, Session session) {
        RunbookInfo info =
                Asked.runbook(tool, arguments.positional(1).orElseThrow()).info();
        boolean concrete = arguments.positional(2).isPresent() || info.target().isEmpty() && arguments.flag("--set");
        Optional<Operations.Prepared> prepared = concrete
                ? Optional.of(session.services().operations().prepare(Asked.read(arguments, session)))
                : Optional.empty();
        String markdown = GuideText.of(
                tool.descriptor().name(),
                tool.descriptor().id(),
                info,
                prepared.map(Operations.Prepared::plan),
                prepared.map(p -> p.preview().commandsByStep()).orElse(Map.of()));
        if (session.options().format() == Format.JSON || session.options().format() == Format.YAML) {
            Map<String, Object> content = content(info);
            content.put("markdown", markdown);
            session.write(new Document(
                    "Procedure", content, new Document.Table(List.of(), List.of(), ""), List.of(info.id())));
        } else {
            session.console().lines(markdown);
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> content(RunbookInfo i) {
        return Document.map(
                "id", i.id(),
                "title", i.title(),
                "intent", i.intent().name().toLowerCase(Locale.ROOT),
                "danger", i.danger().name().toLowerCase(Locale.ROOT),
                "summary", i.summary(),
                "target", i.target(),
                "parameters",
                        i.parameters().stream()
                                .map((Parameter p) -> ParameterText.content(p))
                                .toList(),
                "hazards", i.hazards(),
                "documentation", i.documentation());
    }
}
