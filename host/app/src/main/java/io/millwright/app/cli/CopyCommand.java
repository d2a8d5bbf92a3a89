package io.millwright.app.cli;

import io.millwright.app.copy.PodFiles;
import io.millwright.engine.journal.PodSessions;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cp}: files from a container to this machine, or the other way. */
final class CopyCommand implements Command {
    private static final Pattern REMOTE = Pattern.compile("(?:([a-z0-9-]+)/)?([a-z0-9][a-z0-9.-]*):(.+)");
    private static final long TELL_MILLIS = 2000;

    /** One side that is in a pod. */
    private record There(String namespace, String pod, String path) {}

    @Override
    public String name() {
        return "cp";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Copy a file or folder from a container to this machine, or the other way, by the tar in the container.",
                        "One side is POD:PATH or NAMESPACE/POD:PATH. Into a folder that exists, else under the name that is given."
                                + " From a container, links and devices are left out, and nothing is written outside of the place that is named.")
                .addPositional(Specs.required(0, "FROM", "What is copied: POD:PATH, or a path of this machine."))
                .addPositional(Specs.required(1, "TO", "Where to: a path of this machine, or POD:PATH."))
                .addOption(Specs.value("NAME", "The container; -c NAME means it, too.", "--container"))
                .addOption(ConsoleOperator.option());
    }

    @Override
    public int run(Arguments arguments, Session session) {
        String from = arguments.positional(0).orElse("");
        String to = arguments.positional(1).orElse("");
        Matcher out = remote(from);
        Matcher in = remote(to);
        if (out.matches() == in.matches()) {
            throw new ProblemException(Problem.user(
                    "copy " + from + " to " + to,
                    "the command line",
                    out.matches() ? "both sides are in pods" : "neither side is in a pod",
                    "Write one side as POD:PATH; a file of this machine with a colon in its name as ./NAME."));
        }
        boolean fetch = out.matches();
        There there = there(fetch ? out : in);
        String attempted = (fetch ? "copy from " : "copy to ") + there.pod();
        PodCommands.Place place = PodCommands.place(attempted, session);
        String namespace = there.namespace().isEmpty() ? place.namespace() : there.namespace();
        ObjectRef pod = ObjectRef.of(Kind.POD, namespace, there.pod());
        PodWork.Way way = fetch ? PodWork.Way.COPY_OUT : PodWork.Way.COPY_IN;
        if (!fetch) {
            session.refuseReadOnly(attempted, place.context());
        }
        String container = PodCommands.named(arguments).orElseGet(() -> PodCommands.container(place, pod, attempted));
        PodFiles files = new PodFiles(place.cluster().pods(), pod, container);
        PodWork work = new PodWork(way, pod, container, List.of(from, to));
        try (PodSessions.Open record = session.services()
                        .operations()
                        .inPod(place.context(), work, ConsoleOperator.of(arguments, session));
                Telling telling =
                        new Telling(session.console(), session.options().format())) {
            PodFiles.Copied[] copied = new PodFiles.Copied[1];
            PodCommands.recorded(record, () -> {
                copied[0] = fetch
                        ? files.fetch(there.path(), Path.of(to), telling)
                        : files.send(Path.of(from), there.path(), telling);
                record.end("copied " + PodFiles.amount(copied[0].files(), copied[0].bytes()));
                return ExitCode.DONE;
            });
            return told(copied[0], session.console());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        }
    }

    /** A path that begins like one is one, whatever colon is in it. */
    private static Matcher remote(String text) {
        return REMOTE.matcher(text.startsWith("/") || text.startsWith(".") ? "" : text);
    }

    private static There there(Matcher m) {
        return new There(m.group(1) == null ? "" : m.group(1), m.group(2), m.group(3));
    }

    private static int told(PodFiles.Copied copied, Console console) {
        console.remark("Copied " + PodFiles.amount(copied.files(), copied.bytes()) + ".");
        if (copied.leftOut() > 0) {
            console.remark(copied.leftOut() + " links, devices or the like were left out.");
        }
        return ExitCode.DONE;
    }

    /** Tells somebody at the terminal every two seconds how far it is. */
    private static final class Telling implements PodFiles.Progress, AutoCloseable {
        private final Console console;
        private final boolean people;
        private Thread thread = Thread.ofVirtual().unstarted(() -> {});

        Telling(Console console, Format format) {
            this.console = console;
            this.people = console.interactive() && format.forPeople();
        }

        @Override
        public void begins(LongSupplier bytes, LongSupplier files) {
            if (people) {
                thread = Thread.ofVirtual().start(() -> tell(bytes, files));
            }
        }

        private void tell(LongSupplier bytes, LongSupplier files) {
            try {
                while (true) {
                    Thread.sleep(TELL_MILLIS);
                    console.remark(PodFiles.amount(files.getAsLong(), bytes.getAsLong()) + " so far …");
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
