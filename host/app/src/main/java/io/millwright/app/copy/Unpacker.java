package io.millwright.app.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes a tar archive as it comes and writes what is in it below one place. The archive is whatever the container has sent: an entry that leads
 * elsewhere stops it, links and devices are left out, and a file is there only when it has come whole. Holds no more than a block in memory.
 */
final class Unpacker extends OutputStream {
    private static final int LONGEST_NAME = 1 << 16;

    private final String asked;
    private final Path place;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private int filled;
    private long left;
    private int padding;
    private Optional<TarHeader> entry = Optional.empty();
    private Optional<OutputStream> file = Optional.empty();
    private Optional<Path> unfinished = Optional.empty();
    private Optional<ByteArrayOutputStream> about = Optional.empty();
    private Optional<String> longName = Optional.empty();
    private Optional<Long> longSize = Optional.empty();
    private boolean ended;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();

    /**
     * @param asked the name of the file or folder that was asked for: every entry is that, or below it
     * @param place where it is written
     */
    Unpacker(String asked, Path place) {
        this.asked = asked;
        this.place = place;
    }

    long bytes() {
        return bytes.get();
    }

    long files() {
        return files.get();
    }

    /** How many links, devices and the like were not written. */
    long leftOut() {
        return leftOut.get();
    }

    /** Whether the archive has come to its end. */
    boolean isWhole() {
        return ended;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end && !ended) {
            if (left > 0) {
                int n = (int) Math.min(left, end - at);
                content(from, at, n);
                at += n;
                left -= n;
                if (left == 0) {
                    finished();
                }
            } else if (padding > 0) {
                int n = Math.min(padding, end - at);
                at += n;
                padding -= n;
            } else {
                int n = Math.min(TarHeader.BLOCK - filled, end - at);
                System.arraycopy(from, at, block, filled, n);
                at += n;
                filled += n;
                if (filled == TarHeader.BLOCK) {
                    filled = 0;
                    header();
                }
            }
        }
    }

    private void content(byte[] from, int at, int n) throws IOException {
        if (about.isPresent()) {
            about.get().write(from, at, n);
        } else if (file.isPresent()) {
            file.get().write(from, at, n);
            bytes.addAndGet(n);
        }
    }

    private void header() throws IOException {
        if (TarHeader.isEnd(block)) {
            ended = true;
            return;
        }
        TarHeader read = TarHeader.read(block);
        switch (read.type()) {
            case 'x', 'L' -> {
                if (read.size() > LONGEST_NAME) {
                    throw new IOException("an entry of the archive has a name of " + read.size() + " bytes");
                }
                about = Optional.of(new ByteArrayOutputStream());
            }
            // Comments about the whole archive, and the long name of a link's target.
            case 'g', 'K' -> {}
            default -> {
                read = longName.isPresent() ? read.named(longName.get()) : read;
                read = longSize.isPresent() ? read.sized(longSize.get()) : read;
                longName = Optional.empty();
                longSize = Optional.empty();
                begin(read);
            }
        }
        entry = Optional.of(read);
        left = read.size();
        padding = TarHeader.padding(read.size());
        if (left == 0) {
            finished();
        }
    }

    private void begin(TarHeader read) throws IOException {
        Path target = target(read.name());
        switch (read.type()) {
            case '5' -> folder(target);
            case '0', '7' -> {
                folder(parent(target));
                if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException(target + " is a folder, and the archive has a file for it");
                }
                Path beside = Files.createTempFile(parent(target), ".millwright-", ".part");
                unfinished = Optional.of(beside);
                file = Optional.of(Files.newOutputStream(beside));
            }
            default -> leftOut.incrementAndGet();
        }
    }

    private static Path parent(Path path) {
        return Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path.toAbsolutePath());
    }

    /** Where an entry belongs; the archive doesn't decide what is outside of the place. */
    private Path target(String name) throws IOException {
        Path target = place;
        boolean first = true;
        for (String word : name.split("/", -1)) {
            if (word.isEmpty() && !first || word.equals(".")) {
                continue;
            }
            if (word.isEmpty() || word.equals("..") || word.indexOf('\0') >= 0 || word.indexOf('\\') >= 0) {
                throw new IOException("the archive has an entry that leads elsewhere: " + name);
            }
            if (first) {
                if (!word.equals(asked)) {
                    throw new IOException("the archive has an entry that wasn't asked for: " + name);
                }
                first = false;
            } else {
                target = target.resolve(word);
            }
        }
        if (first) {
            throw new IOException("the archive has an entry that wasn't asked for: " + name);
        }
        return target;
    }

    /** Makes it and what is missing above it; no link on the way, below the place, is followed. */
    private void folder(Path folder) throws IOException {
        Path base = parent(place);
        Path here = base;
        for (Path word : base.relativize(folder.toAbsolutePath())) {
            here = here.resolve(word);
            if (Files.isSymbolicLink(here) && !here.equals(place.toAbsolutePath())) {
                throw new IOException(here + " is a link, which isn't followed");
            }
            if (!Files.isDirectory(here)) {
                Files.createDirectory(here);
            }
        }
    }

    private void finished() throws IOException {
        TarHeader read = entry.orElseThrow();
        entry = Optional.empty();
        if (about.isPresent()) {
            byte[] content = about.get().toByteArray();
            about = Optional.empty();
            if (read.type() == 'L') {
                longName = Optional.of(new String(content, StandardCharsets.UTF_8).replaceFirst("\0+$", ""));
            } else {
                pax(content);
            }
        } else if (file.isPresent()) {
            file.get().close();
            file = Optional.empty();
            Path beside = unfinished.orElseThrow();
            settle(beside, read);
            Files.move(beside, target(read.name()), StandardCopyOption.REPLACE_EXISTING);
            unfinished = Optional.empty();
            files.incrementAndGet();
        }
    }

    /** Records {@code LENGTH KEY=VALUE}, each with a line feed; the length is that of the whole record in bytes. */
    private void pax(byte[] content) throws IOException {
        int from = 0;
        while (from < content.length) {
            int space = from;
            while (space < content.length && content[space] != ' ') {
                space++;
            }
            String digits = new String(content, from, space - from, StandardCharsets.UTF_8);
            int length = digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
            if (length <= space - from + 1 || from + length > content.length) {
                throw new IOException("the archive tells of an entry what makes no sense");
            }
            String record = new String(content, space + 1, from + length - space - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals > 0) {
                known(record.substring(0, equals), record.substring(equals + 1));
            }
            from += length;
        }
    }

    private void known(String key, String value) throws IOException {
        if (key.equals("path")) {
            longName = Optional.of(value);
        } else if (key.equals("size")) {
            if (!value.matches("\\d{1,18}")) {
                throw new IOException("the archive tells a size that can't be: " + value);
            }
            longSize = Optional.of(Long.parseLong(value));
        }
    }

    /** Never more than its owner's to write, and nothing that runs as another user. */
    private static void settle(Path path, TarHeader read) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(read.seconds())));
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permitted = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = {
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_READ
        };
        int mode = read.mode() & 0_755 | 0_600;
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permitted.add(all[bit]);
            }
        }
        Files.setPosixFilePermissions(path, permitted);
    }

    /** What hasn't come whole is taken away. */
    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
        if (unfinished.isPresent()) {
            Files.deleteIfExists(unfinished.get());
        }
    }
}
