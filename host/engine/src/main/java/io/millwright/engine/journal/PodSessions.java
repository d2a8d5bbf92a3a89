package io.millwright.engine.journal;

import io.millwright.engine.OwnerOnly;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What people did without a plan: a program that was run in a pod, a port that was forwarded, files that were copied, values of a Secret that
 * were looked at. Each has a small journal of its own, redacted and chained as that of a run: who, when, where, with which words, and how it
 * ended; never what passed. The newest 1000 are kept.
 */
public final class PodSessions {
    private static final int KEPT = 1000;
    private static final String FILE = "journal.jsonl";
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;
    private final Supplier<String> tokens;

    /**
     * @param state the program's folder of journals
     * @param tokens short words, each one new
     */
    public PodSessions(Path state, Clock clock, Supplier<String> tokens) {
        this.folder = state.resolve("sessions");
        this.clock = clock;
        this.tokens = tokens;
    }

    /**
     * What somebody begins.
     *
     * @param kind {@code exec}, {@code attach}, {@code port-forward}, {@code cp}, {@code reveal}
     * @param by the user as the cluster knows them
     * @param target the pod, what the port leads to, or the Secret
     * @param container empty where there is none
     * @param words the program and its arguments, the ports, the files, or the keys
     * @param reason why, where a guardrail asks for it
     */
    public record Begun(
            String kind,
            String context,
            String by,
            String namespace,
            String target,
            String container,
            List<String> words,
            Optional<String> reason) {
        public Begun {
            words = List.copyOf(words);
        }

        /** Without the words, which may hold secrets until they are written. */
        @Override
        public String toString() {
            return kind + " " + namespace + "/" + target + " on " + context;
        }
    }

    /**
     * What is told of one.
     *
     * @param words as they were written: without what looks like a secret
     * @param ended when; empty while it goes on, and for one that was cut short
     * @param how how it ended: an exit code, a failure, or that it goes on or was cut short
     */
    public record Past(
            String id,
            String kind,
            String context,
            String by,
            String namespace,
            String target,
            String container,
            List<String> words,
            String reason,
            Instant started,
            Optional<Instant> ended,
            String how) {
        public Past {
            words = List.copyOf(words);
        }
    }

    /** One that goes on. Closing it without an end says that it was given up. */
    public static final class Open implements AutoCloseable {
        private final Journal journal;
        private boolean over;

        private Open(Journal journal) {
            this.journal = journal;
        }

        /** How it ended: {@code exit code 0}. The first end counts. */
        public void end(String how) {
            if (!over) {
                over = true;
                journal.append("SESSION_ENDED", Map.of("how", how));
                journal.force();
            }
        }

        @Override
        public void close() {
            try {
                end("closed");
            } finally {
                journal.close();
            }
        }
    }

    /**
     * On the disk when it returns: only then may it begin.
     *
     * @throws ProblemException when it can't be written
     */
    public Open begin(Begun begun) {
        Path own = folder.resolve(ID.format(clock.instant()) + "-" + tokens.get());
        try {
            Files.createDirectories(own, OwnerOnly.folder());
            forgetOld();
        } catch (IOException e) {
            throw failed("record what is done", own, e);
        }
        Journal journal = Journal.open(own.resolve(FILE), clock);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", begun.kind());
        fields.put("context", begun.context());
        fields.put("by", begun.by());
        fields.put("namespace", begun.namespace());
        fields.put("target", begun.target());
        fields.put("container", begun.container());
        fields.put("words", begun.words());
        fields.put("reason", begun.reason().orElse(""));
        journal.append("SESSION_BEGUN", fields);
        journal.force();
        return new Open(journal);
    }

    /** The newest ones first; those that can't be read are left out by name only: their journal is broken. */
    public List<Past> list() {
        List<Past> found = new ArrayList<>();
        for (Path own : folders()) {
            try {
                found.add(read(own));
            } catch (IOException e) {
                throw failed("read what was done in pods", own, e);
            }
        }
        return found;
    }

    private List<Path> folders() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory)
                    .sorted(Comparator.comparing((Path p) -> p.getFileName().toString())
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw failed("read what was done in pods", folder, e);
        }
    }

    private static Past read(Path own) throws IOException {
        Path file = own.resolve(FILE);
        JournalReader.Contents contents = JournalReader.read(file);
        Map<String, Object> begun =
                contents.records().isEmpty() ? Map.of() : contents.records().getFirst();
        Optional<Map<String, Object>> ended = contents.records().stream()
                .filter(r -> "SESSION_ENDED".equals(r.get("type")))
                .findFirst();
        String how = contents.broken()
                .map(b -> "its journal is broken: " + b)
                .or(() -> ended.map(e -> text(e, "how")))
                .orElse(Ownership.isTaken(file) ? "goes on" : "cut short");
        return new Past(
                own.getFileName().toString(),
                text(begun, "kind"),
                text(begun, "context"),
                text(begun, "by"),
                text(begun, "namespace"),
                text(begun, "target"),
                text(begun, "container"),
                begun.get("words") instanceof List<?> l
                        ? l.stream().map(String::valueOf).toList()
                        : List.of(),
                text(begun, "reason"),
                begun.isEmpty() ? Files.getLastModifiedTime(own).toInstant() : Instant.parse(text(begun, "t")),
                ended.map(e -> Instant.parse(text(e, "t"))),
                how);
    }

    private static String text(Map<String, Object> record, String field) {
        return String.valueOf(record.getOrDefault(field, ""));
    }

    /** One that goes on is never forgotten. */
    private void forgetOld() throws IOException {
        for (Path own : folders().stream().skip(KEPT).toList()) {
            if (!Ownership.isTaken(own.resolve(FILE))) {
                try (Stream<Path> files = Files.list(own)) {
                    for (Path file : files.toList()) {
                        Files.deleteIfExists(file);
                    }
                }
                Files.deleteIfExists(own);
            }
        }
    }

    private static ProblemException failed(String attempted, Path on, IOException e) {
        return new ProblemException(
                new Problem(
                        Problem.Kind.USER,
                        attempted,
                        on.toString(),
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "Nothing was done or shown. Make room, or look at the rights of that folder.",
                        Optional.of("journal")),
                e);
    }
}
