package io.millwright.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process writes a journal: a lock, and beside it a note of the process and when that began. The note is what others read. The
 * locked file itself is never opened twice by one process: with POSIX locks, closing any of its channels gives the lock away.
 */
final class Ownership implements AutoCloseable {
    private final Path note;
    private final FileChannel channel;
    private final FileLock lock;

    private Ownership(Path note, FileChannel channel, FileLock lock) {
        this.note = note;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes it; empty when a process that lives has it, be it this one. */
    static Optional<Ownership> take(Path journal) throws IOException {
        if (isTaken(journal)) {
            return Optional.empty();
        }
        FileChannel channel =
                FileChannel.open(journal.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                Path note = note(journal);
                Files.writeString(note, ProcessHandle.current().pid() + " " + began(ProcessHandle.current()));
                return Optional.of(new Ownership(note, channel, lock));
            }
        } catch (OverlappingFileLockException e) {
            // This process has it, and is about to write its note: as taken as by another one.
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    /** Whether a process that lives writes that journal. A process number that was given away again doesn't count. */
    static boolean isTaken(Path journal) throws IOException {
        Path note = note(journal);
        if (!Files.exists(note)) {
            return false;
        }
        String[] words = Files.readString(note).split(" ");
        return words.length == 2
                && words[0].matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(words[0]))
                        .filter(p -> began(p).equals(words[1]))
                        .isPresent();
    }

    private static String began(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static Path note(Path journal) {
        return journal.resolveSibling("owner");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(note);
        lock.release();
        channel.close();
    }
}
