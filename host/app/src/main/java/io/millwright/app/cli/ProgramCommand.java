package io.millwright.app.cli;

import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.port.ProgramAsk;
import io.millwright.engine.port.Talk;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.tui.terminal.RawTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code exec} and {@code attach}: a program in a container, and the user's own terminal. */
final class ProgramCommand implements Command {
    private final boolean attach;

    private ProgramCommand(boolean attach) {
        this.attach = attach;
    }

    static ProgramCommand exec() {
        return new ProgramCommand(false);
    }

    static ProgramCommand attach() {
        return new ProgramCommand(true);
    }

    @Override
    public String name() {
        return attach ? "attach" : "exec";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = attach
                ? Specs.command(
                        "Attach to the program that runs in a container.",
                        "Ends with the program's exit code. Leaving a terminal it was given: its own keys, or close the window.")
                : Specs.command(
                        "Run a program in a container: exec POD -- PROGRAM ARGUMENTS.",
                        "Ends with the program's exit code. With -it it gets this terminal, as a shell needs it.");
        spec.addPositional(Specs.required(0, "POD", "The pod's name."));
        if (!attach) {
            spec.addPositional(Specs.several(1, "PROGRAM", "The program and its arguments, behind --."));
        }
        return spec.addOption(Specs.value("NAME", "The container; -c NAME means it, too.", "--container"))
                .addOption(Specs.flag("Send it what is typed or piped in.", "-i", "--stdin"))
                .addOption(Specs.flag("Give it a terminal.", "-t", "--tty"))
                .addOption(ConsoleOperator.option())
                .addOption(Specs.flag("After a failure wait for Enter: for callers that clear the screen.", "--hold"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        return held(arguments, session, () -> talk(arguments, session));
    }

    /** With {@code --hold} a failure is told and waits for Enter before the caller clears the screen. */
    static int held(Arguments arguments, Session session, IntSupplier work) {
        if (!arguments.flag("--hold")) {
            return work.getAsInt();
        }
        try {
            return work.getAsInt();
        } catch (ProblemException e) {
            ProblemText.write(e.problem(), Format.TABLE, session.console());
            session.console().ask("Press Enter to go back.");
            return ExitCode.FAILED;
        }
    }

    private int talk(Arguments arguments, Session session) {
        String pod = arguments.positional(0).orElse("");
        List<String> command = arguments.positionals().stream().skip(1).toList();
        // The arguments may hold secrets: only the program's name is told.
        String attempted =
                attach ? "attach to " + pod : "run " + (command.isEmpty() ? "" : command.getFirst()) + " in " + pod;
        if (!attach && command.isEmpty()) {
            throw new ProblemException(Problem.user(
                    attempted, "the command line", "no program is named", "Write: millwright exec POD -it -- sh."));
        }
        PodCommands.Place place = PodCommands.place(attempted, session);
        session.refuseReadOnly(attempted, place.context());
        ObjectRef ref = place.pod(pod);
        String container = PodCommands.named(arguments).orElseGet(() -> PodCommands.container(place, ref, attempted));
        ProgramAsk ask = new ProgramAsk(ref, container, command, arguments.flag("-i"), arguments.flag("-t"));
        PodWork work = new PodWork(attach ? PodWork.Way.ATTACH : PodWork.Way.EXEC, ref, container, command);
        try (PodSessions.Open record =
                session.services().operations().inPod(place.context(), work, ConsoleOperator.of(arguments, session))) {
            return talk(record, place, ask, session);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        }
    }

    /** Talks with that program, on this terminal where it wants one, and has written down how it ended. */
    static int talk(PodSessions.Open record, PodCommands.Place place, ProgramAsk ask, Session session)
            throws InterruptedException {
        return PodCommands.recorded(
                record, () -> ask.terminal() ? inTerminal(place, ask, session) : piped(place, ask, session));
    }

    private static int piped(PodCommands.Place place, ProgramAsk ask, Session session) throws InterruptedException {
        Console.Bytes bytes = session.console().bytes();
        InputStream input = ask.input() ? bytes.in() : InputStream.nullInputStream();
        return place.cluster().pods().talk(ask, Talk.of(input, bytes.out(), bytes.err()));
    }

    private static int inTerminal(PodCommands.Place place, ProgramAsk ask, Session session)
            throws InterruptedException {
        Console.Bytes bytes = session.console().bytes();
        try (RawTerminal raw = RawTerminal.open(session.services().folders().cache())) {
            Talk talk = new Talk(
                    bytes.in(),
                    bytes.out(),
                    bytes.err(),
                    listener -> raw.sizes(s -> listener.accept(new Talk.TerminalSize(s.width(), s.height()))));
            return place.cluster().pods().talk(ask, talk);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            Problem.Kind.USER,
                            ask.attempted(),
                            "this terminal",
                            "-t was given, and this is no terminal",
                            "Leave -t out; -i sends what is piped in.",
                            Optional.of("tty")),
                    e);
        }
    }
}
