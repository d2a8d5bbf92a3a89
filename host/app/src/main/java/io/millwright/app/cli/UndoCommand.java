package io.millwright.app.cli;

import io.millwright.engine.run.UndoPreview;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code operations undo}: shows what would be taken back and what would be left, asks, takes it back. */
final class UndoCommand implements Command {
    @Override
    public String name() {
        return "undo";
    }

    @Override
    public CommandSpec spec() {
        return OperationsCommand.deciding(
                        Specs.command(
                                "Take back what a run has changed, last step first.",
                                "What can't be taken back stays, and is named, before anything is done. A run that has succeeded is undone only where nobody has changed the same since."))
                .addOption(Specs.flag(
                        "Show what would be taken back and what would be left; change nothing.", "--dry-run"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        PastRun run = OperationsCommand.one(arguments, session);
        List<UndoPreview.Line> lines = session.services().operations().undoPreview(run.id());
        boolean dryRun = arguments.flag("--dry-run");
        boolean people = session.options().format().forPeople();
        if (people) {
            show(lines, session.console());
        }
        if (dryRun) {
            if (!people) {
                session.write(document(run, lines));
            }
            return ExitCode.DONE;
        }
        OperationsCommand.agreed(
                "undo",
                "Take back what run " + run.id() + " has changed on " + run.cluster() + "?",
                run,
                arguments,
                session);
        return OperationsCommand.decided(
                session.services()
                        .operations()
                        .undo(run.id(), ConsoleOperator.of(arguments, session), OperationsCommand.progress(session)),
                session);
    }

    private static void show(List<UndoPreview.Line> lines, Console console) {
        if (lines.isEmpty()) {
            console.line("It has changed nothing.");
        }
        for (UndoPreview.Line line : lines) {
            console.line(line.title() + "  (undo: " + line.undo() + ")");
            line.does().forEach(d -> console.line("  - " + d));
            line.left().forEach(l -> console.line("  ! left as it is: " + l));
            line.drifted().forEach(d -> console.line("  ! " + d));
            if (line.noReturn()) {
                console.line("  ! its plan says that after this step there is no way back but a restore");
            }
        }
    }

    private static Document document(PastRun run, List<UndoPreview.Line> lines) {
        return new Document(
                "UndoPreview",
                Document.map(
                        "id", run.id(),
                        "steps",
                                lines.stream()
                                        .map(l -> Document.map(
                                                "step", l.step(),
                                                "title", l.title(),
                                                "undo", l.undo(),
                                                "does", l.does(),
                                                "left", l.left(),
                                                "drifted", l.drifted(),
                                                "pointOfNoReturn", l.noReturn()))
                                        .toList()),
                new Document.Table(List.of(), List.of(), ""),
                List.of(run.id()));
    }
}
