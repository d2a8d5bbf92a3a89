package io.millwright.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The settings of files that are looked at again while the program runs. A file is read when it was the same at two looks, so that one that is
 * being written isn't read half. A context that
 * was named as read-only stays so until the program is started again, whatever the files say later.
 */
public final class SettingsFiles implements SettingsSource {
    private final List<Path> files;
    private final boolean write;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Settings> inForce = Optional.empty();
    private List<String> read = List.of();
    private List<String> seen = List.of();

    /** @param files of which the later ones win */
    public SettingsFiles(List<Path> files) {
        this(files, false);
    }

    /**
     * @param files of which the later ones win
     * @param write whether {@code --write} was given
     */
    public SettingsFiles(List<Path> files, boolean write) {
        this.files = List.copyOf(files);
        this.write = write;
    }

    @Override
    public Settings inForce() {
        lock.lock();
        try {
            if (inForce.isEmpty()) {
                // Before the files are read: what is written meanwhile counts as a change.
                read = states();
                seen = read;
                inForce = Optional.of(written());
            }
            return inForce.orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Settings> changed() {
        lock.lock();
        try {
            if (inForce.isEmpty()) {
                return Optional.empty();
            }
            List<String> now = states();
            boolean settled = now.equals(seen);
            seen = now;
            if (!settled || now.equals(read)) {
                return Optional.empty();
            }
            read = now;
            Settings before = inForce.orElseThrow();
            Settings after = written().keepingReadOnly(before);
            inForce = Optional.of(after);
            return inForce;
        } finally {
            lock.unlock();
        }
    }

    private Settings written() {
        Settings settings = SettingsReader.read(files);
        return write ? settings.writing() : settings;
    }

    private List<String> states() {
        return files.stream().map(SettingsFiles::state).toList();
    }

    /** What differs when a file was written, replaced, taken away or can't be read any more. */
    private static String state(Path file) {
        try {
            BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
            return of.lastModifiedTime() + " " + of.size() + " " + of.fileKey();
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException toldByTheReader) {
            return toldByTheReader.toString();
        }
    }
}
