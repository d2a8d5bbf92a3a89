package io.millwright.app.cli;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code operations export}: everything about one run, for a ticket or for a program. */
final class ExportCommand implements Command {
    /** Names the document; its fields are told in the manual. */
    private static final String TYPE = "RunExport";

    @Override
    public String name() {
        return "export";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Print everything about one run, for a ticket: plan, journal and what was seen.",
                        "As Markdown; with '--format json', or -o json or yaml, as the document millwright/v1/RunExport.")
                .addPositional(Specs.required(0, "ID", "The run's id, or the beginning of it."))
                .addOption(Specs.value("FORMAT", "md or json.", "--format"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Format asked = session.options().format();
        Format format = switch (arguments.option("--format").orElse("")) {
            case "json" -> asked == Format.YAML ? throwUnclear() : Format.JSON;
            case "md" -> asked.forPeople() ? Format.TABLE : throwUnclear();
            case "" -> asked;
            case String other ->
                throw new ProblemException(Problem.user(
                        "export the run", "--format " + other, "there is no such format", "Use md or json."));
        };
        Operations.Exported run = session.services()
                .operations()
                .export(OperationsCommand.one(arguments, session).id());
        if (format.forPeople()) {
            session.console().lines(run.markdown());
        } else {
            Output.write(document(run), format, session.console());
        }
        return ExitCode.DONE;
    }

    static Document document(Operations.Exported run) {
        return new Document(
                TYPE,
                run.content(),
                new Document.Table(List.of(), List.of(), ""),
                List.of(String.valueOf(run.content().get("run"))));
    }

    private static Format throwUnclear() {
        throw new ProblemException(Problem.user(
                "export the run", "--format and -o", "they name different formats", "Give one of the two."));
    }
}
