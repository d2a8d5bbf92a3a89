package io.millwright.app.cli;

import io.millwright.app.cli.Document.Column;
import io.millwright.engine.journal.PodSessions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code operations sessions}: what was done inside of pods from this machine, and which Secrets were looked at. */
final class SessionsCommand implements Command {
    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                "List what was done inside of pods from this machine, newest first: exec, attach, port-forward, cp; and Secrets that were looked at.",
                "Who, when, where, with which words, and how it ended; what looks like a secret is taken out, what passed isn't recorded.");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        List<PodSessions.Past> all = session.services().operations().podSessions();
        session.write(new Document(
                "SessionList",
                Document.map("items", all.stream().map(SessionsCommand::content).toList()),
                new Document.Table(
                        List.of(
                                Column.of("STARTED"),
                                Column.of("WHAT"),
                                Column.of("CLUSTER"),
                                Column.of("NAMESPACE"),
                                Column.of("TARGET"),
                                Column.wide("CONTAINER"),
                                Column.of("WORDS"),
                                Column.of("BY"),
                                Column.of("END"),
                                Column.wide("ENDED"),
                                Column.wide("REASON")),
                        all.stream()
                                .map(s -> Document.cells(
                                        s.started().toString(),
                                        s.kind(),
                                        s.context(),
                                        s.namespace(),
                                        s.target(),
                                        s.container(),
                                        String.join(" ", s.words()),
                                        s.by(),
                                        s.how(),
                                        s.ended().map(Instant::toString).orElse(""),
                                        s.reason()))
                                .toList(),
                        "Nothing was done inside of pods from this machine yet, and no Secret was looked at."),
                all.stream().map(PodSessions.Past::id).toList()));
        return ExitCode.DONE;
    }

    private static Map<String, Object> content(PodSessions.Past s) {
        return Document.map(
                "id", s.id(),
                "kind", s.kind(),
                "cluster", s.context(),
                "by", s.by(),
                "namespace", s.namespace(),
                "target", s.target(),
                "container", s.container(),
                "words", s.words(),
                "reason", s.reason(),
                "started", s.started().toString(),
                "ended", s.ended().map(Instant::toString),
                "end", s.how());
    }
}
