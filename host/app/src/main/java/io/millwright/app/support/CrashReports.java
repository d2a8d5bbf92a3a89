package io.millwright.app.support;

import io.millwright.engine.OwnerOnly;
import io.millwright.engine.Redaction;
import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.plan.Tokens;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reports of exceptions that nobody foresaw: one file for each, in a folder of its owner alone. The same fault is reported once in a process,
 * since one on the screen may come back with every beat. Safe for any thread.
 */
public final class CrashReports {
    /** Older ones are deleted. */
    static final int KEPT = 20;

    private final Path folder;
    private final Clock clock;
    private final Supplier<List<ApiCall>> calls;
    private final Tokens tokens = new Tokens();
    private final Map<String, String> told = new ConcurrentHashMap<>();

    /**
     * @param state the program's folder for what lasts; {@code crashes} in it is made when it is needed
     * @param clock tells when it happened
     * @param calls the last calls to clusters, newest first
     */
    public CrashReports(Path state, Clock clock, Supplier<List<ApiCall>> calls) {
        this.folder = state.resolve("crashes");
        this.clock = clock;
        this.calls = calls;
    }

    /**
     * Writes a report; gives the problem that an operator is told, which names the report, or says why there is none. Never throws.
     *
     * @param attempted finishes "could not ..."
     * @param on on what
     * @param fault the exception
     */
    public Problem report(String attempted, String on, Throwable fault) {
        String where = told.computeIfAbsent(fingerprint(fault), f -> written(attempted, on, fault));
        return new Problem(
                Problem.Kind.INTERNAL,
                attempted,
                on,
                "it met a fault of Millwright: " + CrashText.name(fault),
                where + " Look at what was done before trying again: 'millwright operations' lists the runs.",
                Optional.of("crash"));
    }

    /** Not kept: what has gone well needs none of it, and each start would make it. */
    private static String time(Instant when) {
        return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(when);
    }

    /** The reports that are kept, newest first. */
    public List<Path> newestFirst() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith("crash-"))
                    .sorted(Comparator.comparing((Path f) -> f.getFileName().toString())
                            .reversed())
                    .toList();
        }
    }

    private String written(String attempted, String on, Throwable fault) {
        Instant now = clock.instant();
        Path file = folder.resolve("crash-" + time(now) + "-" + tokens.get() + ".txt");
        try {
            Files.createDirectories(folder, OwnerOnly.folder());
            Files.createFile(file, OwnerOnly.file());
            Files.writeString(file, Redaction.text(CrashText.of(now, attempted, on, fault, calls.get())));
        } catch (IOException | RuntimeException failed) {
            return "Report it with what is said here: no report could be written to " + folder + " ("
                    + CrashText.name(failed) + ").";
        }
        forgetOld();
        return "A report without secrets is in " + file + "; 'millwright support-bundle' packs it for a ticket.";
    }

    private void forgetOld() {
        try {
            for (Path old : newestFirst().stream().skip(KEPT).toList()) {
                Files.deleteIfExists(old);
            }
        } catch (IOException stays) {
            // An old report that stays harms nobody, and the next report tries again; the new one is what matters now.
            return;
        }
    }

    /** The exception and where it comes from. */
    private static String fingerprint(Throwable fault) {
        StackTraceElement[] at = fault.getStackTrace();
        return fault.getClass().getName() + (at.length == 0 ? "" : " at " + at[0]);
    }
}
