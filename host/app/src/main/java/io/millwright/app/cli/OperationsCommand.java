package io.millwright.app.cli;

import io.millwright.app.cli.Document.Column;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** {@code operations}: what was run on this machine and on others, and what became of it. */
final class OperationsCommand implements Command {
    @Override
    public String name() {
        return "operations";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                "List the runs of this machine and those that others have begun in the cluster, newest first; show, export, verify, take over, resume, undo or abandon one.");
    }

    @Override
    public List<Command> subcommands() {
        return List.of(
                new Listed(),
                new Shown(),
                new ExportCommand(),
                new Verifying(),
                new TakeOverCommand(),
                new Resumed(),
                new UndoCommand(),
                new SessionsCommand(),
                new Abandoned());
    }

    @Override
    public int run(Arguments arguments, Session session) {
        List<PastRun> runs = new ArrayList<>(session.services().operations().runs());
        List<String> here = runs.stream().map(PastRun::id).toList();
        OtherMachines.of(session).stream().filter(r -> !here.contains(r.id())).forEach(runs::add);
        runs.sort(Comparator.comparing(PastRun::started).reversed());
        List<List<Document.Cell>> rows = new ArrayList<>();
        for (PastRun r : runs) {
            rows.add(Document.cells(
                    r.id(),
                    r.started().toString(),
                    r.state(),
                    r.cluster(),
                    r.title(),
                    r.by(),
                    r.ended().map(Object::toString).orElse(""),
                    r.origin().isEmpty() ? "this machine" : r.origin()));
        }
        session.write(new Document(
                "OperationList",
                Document.map("items", runs.stream().map(r -> content(r, false)).toList()),
                new Document.Table(
                        List.of(
                                Column.of("RUN"),
                                Column.of("STARTED"),
                                Column.of("STATE"),
                                Column.of("CLUSTER"),
                                Column.of("TITLE"),
                                Column.wide("BY"),
                                Column.wide("ENDED"),
                                Column.of("ORIGIN")),
                        rows,
                        "Nothing was run yet, neither on this machine nor, as far as the cluster tells, on others."),
                runs.stream().map(PastRun::id).toList()));
        return ExitCode.DONE;
    }

    static PastRun one(Arguments arguments, Session session) {
        String id = arguments.positional(0).orElse("");
        return session.services()
                .operations()
                .run(id)
                .orElseThrow(
                        () -> new ProblemException(
                                Problem.user(
                                        "find the run",
                                        "'" + id + "'",
                                        "there is no run whose id is that or begins with it",
                                        "'millwright operations' lists them. One of another machine is taken over first: 'millwright operations take-over ID'.")));
    }

    /** A run as a document, with further fields. */
    static Document document(PastRun run, Map<String, Object> more) {
        Map<String, Object> content = new LinkedHashMap<>(content(run, true));
        content.putAll(more);
        return new Document(
                "Operation",
                content,
                new Document.Table(
                        List.of(
                                Column.of("AT"),
                                Column.of("STEP"),
                                Column.of("STATE"),
                                Column.of("TITLE"),
                                Column.of("DETAIL")),
                        run.steps().stream()
                                .map(s -> Document.cells(s.at().toString(), s.step(), s.state(), s.title(), s.detail()))
                                .toList(),
                        "Nothing has happened in it."),
                List.of(run.id()));
    }

    private static Map<String, Object> content(PastRun r, boolean steps) {
        Map<String, Object> map = Document.map(
                "id", r.id(),
                "title", r.title(),
                "state", r.state(),
                "cluster", r.cluster(),
                "tool", r.tool(),
                "runbook", r.runbook(),
                "target", r.target(),
                "by", r.by(),
                "started", r.started().toString(),
                "ended", r.ended().map(Object::toString),
                "origin", r.origin());
        if (steps) {
            map.put(
                    "steps",
                    r.steps().stream()
                            .map(s -> Document.map(
                                    "at", s.at().toString(),
                                    "step", s.step(),
                                    "title", s.title(),
                                    "state", s.state(),
                                    "detail", s.detail()))
                            .toList());
        }
        return map;
    }

    private final class Listed implements Command {
        @Override
        public String name() {
            return "list";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command(
                    "List the runs of this machine and those that others have begun in the cluster, newest first.");
        }

        @Override
        public int run(Arguments arguments, Session session) {
            return OperationsCommand.this.run(arguments, session);
        }
    }

    private static final class Shown implements Command {
        @Override
        public String name() {
            return "show";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command("Show what happened in one run, step by step.")
                    .addPositional(Specs.required(0, "ID", "The run's id, or the beginning of it."));
        }

        @Override
        public int run(Arguments arguments, Session session) {
            PastRun run = one(arguments, session);
            if (session.options().format().forPeople()) {
                session.console().line(run.title());
                session.console().line(run.state() + ", started " + run.started() + " by " + run.by());
            }
            session.write(document(run, Map.of()));
            return ExitCode.DONE;
        }
    }

    private static final class Verifying implements Command {
        @Override
        public String name() {
            return "verify";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command(
                            "Check that the journal of a run is as it was written: each line's hash and the chain of all.",
                            "It finds later changes of the record; it does not prove that the writer was honest.")
                    .addPositional(Specs.required(0, "ID", "The run's id, or the beginning of it."));
        }

        @Override
        public int run(Arguments arguments, Session session) {
            Operations.Verified v = session.services()
                    .operations()
                    .verify(one(arguments, session).id());
            String verdict = v.broken()
                    .map(b -> "changed after it was written: " + b)
                    .orElse(v.torn() ? "sound, but its last line was cut by a crash" : "sound");
            session.write(new Document(
                    "JournalVerification",
                    Document.map(
                            "id", v.id(),
                            "sound", v.broken().isEmpty(),
                            "torn", v.torn(),
                            "broken", v.broken(),
                            "records", v.records(),
                            "lastHash", v.lastHash()),
                    new Document.Table(
                            List.of(
                                    Column.of("RUN"),
                                    Column.of("JOURNAL"),
                                    Column.of("RECORDS"),
                                    Column.wide("LAST HASH")),
                            List.of(Document.cells(v.id(), verdict, Integer.toString(v.records()), v.lastHash())),
                            ""),
                    List.of(v.id())));
            return v.broken().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** Asks before it changes anything; {@code --confirm yes} answers where nobody can be asked. */
    static void agreed(String verb, String question, PastRun run, Arguments arguments, Session session) {
        session.refuseReadOnly(verb + " the run", run.cluster());
        Optional<String> said = arguments
                .option("--confirm")
                .or(() -> session.console().ask(question + " (" + run.title() + ") Type yes:"));
        if (said.filter(s -> s.equals("yes") || s.equals("y")).isEmpty()) {
            throw new ProblemException(Problem.user(
                    verb + " the run",
                    run.id(),
                    said.isEmpty() ? "nobody can be asked here" : "it was not approved",
                    said.isEmpty() ? "Give --confirm yes." : "Nothing was changed."));
        }
    }

    static CommandSpec deciding(CommandSpec spec) {
        return spec.addPositional(Specs.required(0, "ID", "The run's id, or the beginning of it."))
                .addOption(Specs.value("TEXT", "The approval, where nobody can be asked: yes.", "--confirm"))
                .addOption(ConsoleOperator.option());
    }

    static Consumer<PastRun.StepLine> progress(Session session) {
        return line -> {
            if (session.options().format().forPeople()) {
                session.console().line(RunCommand.progress(line));
            }
        };
    }

    private static final class Resumed implements Command {
        @Override
        public String name() {
            return "resume";
        }

        @Override
        public CommandSpec spec() {
            return deciding(
                    Specs.command(
                            "Go on where a run was interrupted or has failed.",
                            "A step that was proven stays done; one of which nobody can tell whether it was done is asked about."));
        }

        @Override
        public int run(Arguments arguments, Session session) {
            PastRun run = one(arguments, session);
            agreed("resume", "Go on with run " + run.id() + " on " + run.cluster() + "?", run, arguments, session);
            PastRun after = session.services()
                    .operations()
                    .resume(run.id(), ConsoleOperator.of(arguments, session), progress(session));
            return decided(after, session);
        }
    }

    private static final class Abandoned implements Command {
        @Override
        public String name() {
            return "abandon";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command("Close a failed or interrupted run, and leave what it changed as it is.")
                    .addPositional(Specs.required(0, "ID", "The run's id, or the beginning of it."))
                    .addOption(Specs.value("TEXT", "Why; it is written into the journal.", "--reason"));
        }

        @Override
        public int run(Arguments arguments, Session session) {
            PastRun run = one(arguments, session);
            String reason = arguments
                    .option("--reason")
                    .or(() -> session.console().ask("Why is run " + run.id() + " left as it is?"))
                    .filter(r -> !r.isBlank())
                    .orElseThrow(() -> new ProblemException(
                            Problem.user("abandon the run", run.id(), "no reason was given", "Give --reason TEXT.")));
            return decided(session.services().operations().abandon(run.id(), reason), session);
        }
    }

    static int decided(PastRun run, Session session) {
        if (session.options().format().forPeople()) {
            session.console().line(run.state() + ": " + run.title());
        } else {
            session.write(document(run, Map.of()));
        }
        return run.undecided() || run.state().equals(RunState.PARTLY_ROLLED_BACK.word())
                ? ExitCode.FAILED
                : ExitCode.DONE;
    }
}
