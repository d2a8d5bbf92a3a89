package io.millwright.app.screen;

import io.millwright.engine.OwnerOnly;
import io.millwright.engine.Redaction;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.plan.Tokens;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What the screen writes for its user: texts that are saved, and the record of secrets that were looked at. Its owner's alone. */
final class OwnFiles {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 120;

    private final Path state;

    /** @param state the program's folder for what lasts */
    OwnFiles(Path state) {
        this.state = state;
    }

    /** Where it is recorded that a Secret's values were looked at. */
    PodSessions sessions(Clock clock) {
        return new PodSessions(state, clock, new Tokens());
    }

    /**
     * Saves a text, without what looks like a credential, in a file of its own.
     *
     * @param name what it is, as a part of the file's name
     */
    Path save(String name, String ending, String text, Instant now) {
        try {
            Path folder = Files.createDirectories(state.resolve("saved"), OwnerOnly.folder());
            Path file = folder.resolve(plain(name) + "-" + TIME.format(now) + "." + ending);
            Files.createFile(file, OwnerOnly.file());
            Files.writeString(file, Redaction.text(text));
            return file;
        } catch (IOException failed) {
            throw wrong("save " + name, failed);
        }
    }

    /** A name as a part of a file's, which may be on any file system. */
    static String plain(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }

    private ProblemException wrong(String attempted, IOException failed) {
        return new ProblemException(
                Problem.user(
                        attempted,
                        state.toString(),
                        failed.toString(),
                        "Make room there, or set another folder with XDG_STATE_HOME."),
                failed);
    }
}
