package io.millwright.app.cli;

import io.millwright.app.browse.Ages;
import io.millwright.app.browse.LogFilter;
import io.millwright.app.browse.LogFollower;
import io.millwright.app.browse.LogLimits;
import io.millwright.app.browse.LogReading;
import io.millwright.app.browse.LogReading.Result;
import io.millwright.app.browse.LogScope;
import io.millwright.app.browse.LogTime;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.Logs;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;

/** {@code logs}: of one pod or of all with certain labels, of several clusters, merged by time. */
final class LogsCommand implements Command {
    /** Bytes of all logs together: they are held to be merged by time. */
    private static final long AT_MOST = 256 << 20;

    /** How lines are shown. */
    private record Look(Predicate<String> wanted, boolean several, boolean contexts) {}

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Print the logs of a pod, or of all pods with certain labels, merged by time.",
                        "At most " + Logs.AT_MOST
                                + " containers of each cluster are read. --follow goes on until Ctrl-C, also with the pods that a rollout makes; with one pod until that has ended.")
                .addPositional(Specs.optional(
                        0, "POD", "One pod, or the pods of deploy/web, svc/web, ...; leave it out with -l."))
                .addOption(Specs.value("SELECTOR", "All pods with these labels: app=web.", "-l", "--selector"))
                .addOption(Specs.value(
                        "NAME",
                        "Only this container, which may be an init container; -c NAME means it, too.",
                        "--container"))
                .addOption(Specs.value(
                        "LINES",
                        "That many lines from the end of each log; " + LogLimits.TAIL
                                + " by default, or 'tail' of 'logs' in the settings.",
                        "--tail"))
                .addOption(Specs.value("SPAN", "Only what isn't older than that: 90s, 15m, 2h.", "--since"))
                .addOption(Specs.value(
                        "TIME",
                        "Only what was written from then on: 2026-11-24T14:30:00Z, also 14:30, of the last day; not with --since.",
                        "--since-time"))
                .addOption(Specs.value(
                        "REGEX", "Only lines in which this is found; !REGEX: only those without it.", "--grep"))
                .addOption(Specs.flag("The log before the container's last restart.", "--previous"))
                .addOption(Specs.flag("Go on with what is added.", "-f", "--follow"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        String pod = arguments.positional(0).orElse("");
        String labels = arguments.option("-l").orElse("");
        String container = PodCommands.named(arguments).orElse("");
        if (pod.isEmpty() == labels.isEmpty()) {
            throw wrong("logs " + pod, "either a pod or labels are needed", "Name one pod, or give -l SELECTOR.");
        }
        LogAsk ask = ask(arguments, session);
        Predicate<String> wanted = LogFilter.parse(arguments.option("--grep").orElse(""));
        ClusterSource clusters = session.services().clusters();
        List<PerCluster<LogsFound>> answers = PerCluster.ask(
                session, clusters, "find the logs of " + pod + labels, c -> found(pod, labels, container, c, session));
        List<LogSource> sources = answers.stream()
                .flatMap(a -> a.value().stream().flatMap(f -> f.sources().sources().stream()))
                .toList();
        Instant opened = session.services().clock().instant();
        List<Result<LogPart>> read = read(sources, ask, session);
        boolean follows = arguments.flag("--follow") && !ask.previous();
        boolean mayBeMore =
                follows && answers.stream().flatMap(a -> a.value().stream()).anyMatch(f -> !f.isOne());
        Look look = new Look(wanted, sources.size() > 1 || mayBeMore, answers.size() > 1);
        List<LogLine> lines = LogLine.merged(
                        read.stream().map(LogsCommand::lines).toList())
                .stream()
                .filter(l -> wanted.test(l.text()))
                .toList();
        if (session.options().format() == Format.JSON || session.options().format() == Format.YAML) {
            session.write(document(lines));
        } else {
            lines.forEach(l -> session.console().line(text(l, look)));
            session.console().out().flush();
        }
        boolean complete = PerCluster.tell(answers, session.console()) & tell(read, answers, session.console());
        if (follows) {
            follow(parts(answers, read, ask, opened), look, session);
        }
        return complete ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static List<LogLine> lines(Result<LogPart> read) {
        return read.value().map(LogPart::lines).orElse(List.of());
    }

    private static LogsFound found(
            String pod, String labels, String container, ClusterSource.Context context, Session session) {
        boolean all = session.options().namespace().isEmpty() && pod.isEmpty();
        List<String> namespaces = all ? List.of("") : Scope.namespaces(session.options(), context);
        LogsFound found =
                LogsFound.of(session.services().clusters().open(context.name()), namespaces, pod, labels, container);
        if (found.sources().sources().isEmpty()) {
            throw wrong(
                    "read the logs of " + pod + labels + " on " + context.name(),
                    "there is no such pod or container in "
                            + (all ? "any namespace" : "namespace " + String.join(" or ", namespaces)),
                    "'millwright get pods' lists what there is; -n chooses another namespace.");
        }
        return found;
    }

    private static List<Result<LogPart>> read(List<LogSource> sources, LogAsk ask, Session session) {
        ClusterSource clusters = session.services().clusters();
        try {
            return LogReading.all(
                    sources,
                    session.options().timeout(),
                    s -> clusters.open(s.cluster()).logs().read(s, ask, AT_MOST / sources.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        }
    }

    /** Says which logs weren't read, and which not as a whole; whether all were that were meant to be. */
    private static boolean tell(List<Result<LogPart>> read, List<PerCluster<LogsFound>> found, Console console) {
        List<Problem> unread = LogReading.together(LogReading.unread(read));
        unread.forEach(p -> ProblemText.write(p, Format.TABLE, console));
        read.stream()
                .filter(r -> r.value().filter(LogPart::more).isPresent())
                .forEach(r -> console.remark(r.source().display() + ": the lines are long, so that only the last "
                        + r.value().orElseThrow().lines().size() + " were read."));
        found.forEach(f -> f.value()
                .flatMap(logs -> LogScope.of(logs.sources(), List.of(), 0).part())
                .ifPresent(part -> console.remark(
                        "Only " + part + " of " + f.context() + " are read; narrower labels or -c choose others.")));
        return unread.isEmpty();
    }

    private static ProblemException wrong(String attempted, String why, String next) {
        return new ProblemException(Problem.user(attempted, "the command line", why, next));
    }

    private static LogAsk ask(Arguments arguments, Session session) {
        Optional<Duration> since = since(arguments);
        Optional<Instant> from = from(arguments, session);
        if (since.isPresent() && from.isPresent()) {
            throw wrong(
                    "read the options",
                    "--since and --since-time don't go together",
                    "Give one of them, as kubectl wants it.");
        }
        return new LogAsk(tail(arguments, session), since, from, arguments.flag("--previous"));
    }

    private static Optional<Instant> from(Arguments arguments, Session session) {
        return arguments
                .option("--since-time")
                .map(text -> LogTime.parse(text, session.services().clock().instant())
                        .orElseThrow(() -> wrong(
                                "read the options",
                                "--since-time " + text + " is no moment before now",
                                "Write " + LogTime.FORMS + ".")));
    }

    private static int tail(Arguments arguments, Session session) {
        if (arguments.option("--tail").isEmpty()) {
            return session.services().settings().display().logs().tail(LogLimits.TAIL);
        }
        String text = arguments.option("--tail").get();
        if (!text.matches("\\d{1,6}")) {
            throw wrong("read the options", "--tail " + text + " is no number of lines", "Write --tail 200.");
        }
        return Integer.parseInt(text);
    }

    private static Optional<Duration> since(Arguments arguments) {
        return arguments
                .option("--since")
                .map(text -> Ages.parse(text)
                        .orElseThrow(() -> wrong(
                                "read the options",
                                "--since " + text + " is no span of time",
                                "Write 90s, 15m or 2h.")));
    }

    private static String text(LogLine line, Look look) {
        LogSource source = line.source();
        return (look.contexts() ? source.cluster() + " " : "")
                + (look.several() ? source.namespace() + "/" + source.display() + " " : "")
                + line.text();
    }

    private static Document document(List<LogLine> lines) {
        List<Map<String, Object>> items = new ArrayList<>();
        lines.forEach(l -> items.add(Document.map(
                "context", l.source().cluster(),
                "namespace", l.source().namespace(),
                "pod", l.source().pod(),
                "container", l.source().container(),
                "time", l.time().map(Instant::toString),
                "text", l.text())));
        return new Document(
                "LogLines",
                Document.map("items", items),
                new Document.Table(List.of(), List.of(), "Nothing was logged."),
                lines.stream().map(l -> l.source().pod()).distinct().toList());
    }

    private static List<LogsFollowing.Part> parts(
            List<PerCluster<LogsFound>> answers, List<Result<LogPart>> read, LogAsk ask, Instant opened) {
        List<LogsFollowing.Part> parts = new ArrayList<>();
        for (PerCluster<LogsFound> answer : answers) {
            answer.value().ifPresent(found -> {
                List<LogFollower.Start> starts = read.stream()
                        .filter(r -> r.source().cluster().equals(answer.context()))
                        .map(r -> new LogFollower.Start(
                                r.source(),
                                r.value().isEmpty() ? Optional.of(opened) : LogFollower.after(lines(r), ask, opened),
                                found.sources().ended().contains(r.source())))
                        .toList();
                parts.add(new LogsFollowing.Part(answer.context(), found, starts));
            });
        }
        return parts;
    }

    /** Until all are pods that have ended or the command is cancelled; lines come in the order in which they arrive. */
    private static void follow(List<LogsFollowing.Part> parts, Look look, Session session) {
        Console console = session.console();
        try {
            new LogsFollowing(
                            line -> {
                                if (look.wanted().test(line.text())) {
                                    console.line(text(line, look));
                                    console.out().flush();
                                }
                            },
                            console,
                            session.services().clock(),
                            LogFollower.Pace.USUAL)
                    .run(parts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        }
    }
}
