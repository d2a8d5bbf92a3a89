package io.millwright.engine.journal;

import io.millwright.engine.Digest;
import io.millwright.engine.Redaction;
import io.millwright.engine.json.Json;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The record of one run: a file of JSON lines, append-only, each with the hash of the one before it. Text is redacted before it is hashed.
 * {@link #force} returns only when everything written is on the disk; a side effect may be started only after that. One writer: the
 * file is locked. Not thread-safe; the run's thread writes.
 */
public final class Journal implements AutoCloseable {
    static final String FIRST = "sha256:" + "0".repeat(64);

    /** Where lines go: a locked file, or what a test puts in its place. */
    interface Medium {
        void write(ByteBuffer bytes) throws IOException;

        void force() throws IOException;

        void close() throws IOException;
    }

    private record LockedFile(FileChannel channel, FileLock lock) implements Medium {
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
            lock.release();
            channel.close();
        }
    }

    private final Path file;
    private final Medium medium;
    private final Clock clock;
    private final long started = System.nanoTime();
    private long sequence;
    private String previous;

    Journal(Path file, Medium medium, Clock clock, long sequence, String previous) {
        this.file = file;
        this.medium = medium;
        this.clock = clock;
        this.sequence = sequence;
        this.previous = previous;
    }

    /**
     * Opens the journal for writing, at its end. A torn last line is cut off and kept beside the file.
     *
     * @throws ProblemException when it is locked by another process, can't be written, or is broken before its end
     */
    public static Journal open(Path file, Clock clock) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lock(channel, file);
            JournalReader.Contents contents = JournalReader.read(file);
            contents.broken().ifPresent(why -> {
                throw new ProblemException(problem(
                        "open the journal",
                        file,
                        why,
                        "It was edited; the run can be shown and exported, not continued."));
            });
            if (contents.torn().isPresent()) {
                Files.writeString(
                        file.resolveSibling("journal.torn"), contents.torn().get());
                channel.truncate(contents.soundBytes());
            }
            channel.position(contents.soundBytes());
            return new Journal(
                    file,
                    new LockedFile(channel, lock),
                    clock,
                    contents.records().size(),
                    contents.lastHash());
        } catch (IOException e) {
            throw failed("open the journal", file, e);
        }
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // The same process has it: as taken as by another one.
        }
        channel.close();
        throw new ProblemException(
                problem("open the journal", file, "another process writes it", "The run is going on there."));
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
        ByteBuffer bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            medium.write(bytes);
        } catch (IOException e) {
            throw failed("write the journal", file, e);
        }
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
        try {
            medium.force();
        } catch (IOException e) {
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
