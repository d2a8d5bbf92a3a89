package io.millwright.engine.journal;

import io.millwright.engine.Digest;
import io.millwright.engine.Redaction;
import io.millwright.engine.json.Json;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The record of one run: a file of JSON lines, append-only, each with the hash of the one before it. Text is redacted before it is hashed.
 * {@link #force} returns only when everything written is on the disk; a side effect may be started only after that. One writer: see {@link
 * Ownership}. After a failed write or force it is dead: every further call fails. Not thread-safe; the run's thread writes.
 */
public final class Journal implements AutoCloseable {
    static final String FIRST = "sha256:" + "0".repeat(64);

    /** Where lines go: a file, or what a test puts in its place. */
    public interface Medium {
        void write(ByteBuffer bytes) throws IOException;

        void force() throws IOException;

        void close() throws IOException;
    }

    private record OwnedFile(FileChannel channel, Ownership ownership) implements Medium {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            try {
                channel.close();
            } finally {
                ownership.close();
            }
        }
    }

    private final Path file;
    private final Medium medium;
    private final Clock clock;
    private final long started = System.nanoTime();
    private final StringBuilder text;
    private long sequence;
    private String previous;
    private Optional<IOException> dead = Optional.empty();

    private Journal(Path file, Medium medium, Clock clock, JournalReader.Contents before, String text) {
        this.file = file;
        this.medium = medium;
        this.clock = clock;
        this.sequence = before.records().size();
        this.previous = before.lastHash();
        this.text = new StringBuilder(text);
    }

    /** How many records it has. */
    public int records() {
        return Math.toIntExact(sequence);
    }

    /** The hash of its last record. */
    public String lastHash() {
        return previous;
    }

    /** Every record as it was written, one a line. */
    public String text() {
        return text.toString();
    }

    /**
     * Opens the journal for writing, at its end. A torn last line is cut off and kept beside the file.
     *
     * @throws ProblemException when it is locked by another process, can't be written, or is broken before its end
     */
    public static Journal open(Path file, Clock clock) {
        return open(file, clock, medium -> medium);
    }

    static Journal open(Path file, Clock clock, UnaryOperator<Medium> before) {
        try {
            Ownership ownership = Ownership.take(file)
                    .orElseThrow(() -> new ProblemException(problem(
                            "open the journal", file, "another process writes it", "The run is going on there.")));
            return opened(file, ownership, clock, before);
        } catch (IOException e) {
            throw failed("open the journal", file, e);
        }
    }

    private static Journal opened(Path file, Ownership ownership, Clock clock, UnaryOperator<Medium> before)
            throws IOException {
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            JournalReader.Contents contents = JournalReader.of(bytes);
            if (contents.broken().isPresent()) {
                throw new ProblemException(problem(
                        "open the journal",
                        file,
                        contents.broken().get(),
                        "It was changed after it was written. The run can be shown and exported, not continued."));
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (contents.torn().isPresent()) {
                Files.writeString(
                        file.resolveSibling("journal.torn"),
                        contents.torn().get() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                channel.truncate(contents.soundBytes());
            }
            channel.position(contents.soundBytes());
            return new Journal(
                    file,
                    before.apply(new OwnedFile(channel, ownership)),
                    clock,
                    contents,
                    new String(bytes, 0, Math.toIntExact(contents.soundBytes()), StandardCharsets.UTF_8));
        } catch (IOException | ProblemException e) {
            ownership.close();
            throw e;
        }
    }

    /** A new journal that goes elsewhere than to a file. */
    public static Journal on(Medium medium, Clock clock) {
        return new Journal(Path.of("journal.jsonl"), medium, clock, JournalReader.of(""), "");
    }

    /**
     * Appends a record. {@code fields} are redacted; keys {@code seq t mono type prev h} are the journal's own.
     *
     * @return the record's hash
     */
    public String append(String type, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seq", sequence);
        line.put("t", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("mono", (System.nanoTime() - started) / 1_000_000);
        line.put("type", type);
        line.putAll(Redaction.of(fields));
        line.put("prev", previous);
        String hash = hash(line);
        line.put("h", hash);
        String written = Json.write(line) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(written.getBytes(StandardCharsets.UTF_8));
        written(() -> medium.write(bytes));
        text.append(written);
        sequence++;
        previous = hash;
        return hash;
    }

    /** The hash of a record without its own field {@code h}. */
    static String hash(Map<String, Object> record) {
        Map<String, Object> copy = new LinkedHashMap<>(record);
        copy.remove("h");
        return Digest.of(Json.write(copy));
    }

    /** Returns when everything written so far is on the disk. */
    public void force() {
        written(medium::force);
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** After one failure nothing is written any more: what reached the disk isn't known, and a gap must never be papered over. */
    private void written(Writing writing) {
        try {
            if (dead.isPresent()) {
                throw dead.get();
            }
            writing.run();
        } catch (IOException e) {
            dead = Optional.of(e);
            throw failed("write the journal", file, e);
        }
    }

    @Override
    public void close() {
        try {
            medium.close();
        } catch (IOException e) {
            throw failed("close the journal", file, e);
        }
    }

    private static ProblemException failed(String attempted, Path file, IOException e) {
        return new ProblemException(
                problem(
                        attempted,
                        file,
                        e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
                        "Nothing is changed in the cluster while the journal can't be written: make room or mend the rights, then try again."),
                e);
    }

    private static Problem problem(String attempted, Path file, String why, String next) {
        return new Problem(
                Problem.Kind.USER, attempted, "file " + file.getFileName(), why, next, Optional.of("journal"));
    }
}
