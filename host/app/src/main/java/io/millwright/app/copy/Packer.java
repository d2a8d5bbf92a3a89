package io.millwright.app.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A file or folder of this machine as a tar archive, made while it is read. Holds one chunk, and the names of the folders that are open. */
final class Packer extends InputStream {
    private static final int CHUNK = 1 << 16;

    /** What is still to be packed: the path, and its name in the archive. */
    private record Item(Path path, String name) {}

    private final Deque<Item> items = new ArrayDeque<>();
    private byte[] ready = new byte[0];
    private int at;
    private Optional<InputStream> file = Optional.empty();
    private long left;
    private int padding;
    private String reading = "";
    private boolean ended;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private volatile Optional<IOException> failure = Optional.empty();

    /** @param name how it is called in the archive */
    Packer(Path path, String name) {
        items.push(new Item(path, name));
    }

    long bytes() {
        return bytes.get();
    }

    long files() {
        return files.get();
    }

    /** How many pipes, sockets and the like were not packed. */
    long leftOut() {
        return leftOut.get();
    }

    /** Why it could not be packed to its end. */
    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            while (at == ready.length) {
                if (ended) {
                    return -1;
                }
                at = 0;
                ready = next();
            }
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
        int n = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, to, offset, n);
        at += n;
        return n;
    }

    private byte[] next() throws IOException {
        if (file.isPresent()) {
            return content();
        }
        if (padding > 0) {
            byte[] fill = new byte[padding];
            padding = 0;
            return fill;
        }
        Item item = items.poll();
        if (item == null) {
            ended = true;
            return new byte[2 * TarHeader.BLOCK];
        }
        return begin(item);
    }

    private byte[] begin(Item item) throws IOException {
        Path path = item.path();
        long seconds = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .getEpochSecond();
        if (Files.isSymbolicLink(path)) {
            String link = Files.readSymbolicLink(path).toString();
            return new TarHeader(item.name(), 0, 0_777, seconds, '2', link).written();
        }
        if (Files.isDirectory(path)) {
            try (Stream<Path> inside = Files.list(path)) {
                List<Path> sorted = inside.sorted(Comparator.reverseOrder()).toList();
                sorted.forEach(p -> items.push(new Item(p, item.name() + "/" + p.getFileName())));
            }
            return new TarHeader(item.name() + "/", 0, 0_755, seconds, '5', "").written();
        }
        if (!Files.isRegularFile(path)) {
            leftOut.incrementAndGet();
            return new byte[0];
        }
        left = Files.size(path);
        padding = TarHeader.padding(left);
        reading = path.toString();
        file = Optional.of(Files.newInputStream(path));
        int mode = Files.isExecutable(path) ? 0_755 : 0_644;
        return new TarHeader(item.name(), left, mode, seconds, '0', "").written();
    }

    /** Just as much as the header has told, however the file changes meanwhile. */
    private byte[] content() throws IOException {
        InputStream in = file.orElseThrow();
        byte[] chunk = in.readNBytes((int) Math.min(CHUNK, left));
        left -= chunk.length;
        bytes.addAndGet(chunk.length);
        if (left > 0 && chunk.length == 0) {
            throw new IOException(reading + " has become shorter while it was read");
        }
        if (left == 0) {
            in.close();
            file = Optional.empty();
            files.incrementAndGet();
        }
        return chunk;
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
