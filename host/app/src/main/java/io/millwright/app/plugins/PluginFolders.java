package io.millwright.app.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What lies in the plugins folders: jars, folders with jars, and zip archives with jars. */
record PluginFolders(List<Path> roots, Path cache) {
    PluginFolders {
        roots = List.copyOf(roots);
    }

    /** One candidate: what was found, and its jars in order of name. An archive is unpacked by {@link #jars}. */
    List<Path> candidates() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> entries = Files.list(root)) {
                    entries.filter(PluginFolders::mayBePlugin).sorted().forEach(found::add);
                }
            }
        }
        return found;
    }

    private static boolean mayBePlugin(Path path) {
        String name = name(path);
        return !name.startsWith(".") && (Files.isDirectory(path) || name.endsWith(".jar") || name.endsWith(".zip"));
    }

    private static String name(Path path) {
        return Optional.ofNullable(path.getFileName())
                .map(Path::toString)
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    /** The jars of a candidate, in order of name. */
    List<Path> jars(Path candidate) throws IOException {
        if (Files.isDirectory(candidate)) {
            try (Stream<Path> files = Files.walk(candidate, 3)) {
                return files.filter(f -> name(f).endsWith(".jar")).sorted().toList();
            }
        }
        return name(candidate).endsWith(".zip") ? jars(unpacked(candidate)) : List.of(candidate);
    }

    /** The unpacked archive, in a folder named by its digest: unpacked once, by a rename, so that two starts can't meet half of it. */
    private Path unpacked(Path archive) throws IOException {
        Path target = cache.resolve("plugins").resolve(ArtifactReader.digest(List.of(archive)));
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(cache.resolve("plugins"));
        Path draft = Files.createTempDirectory(cache.resolve("plugins"), "draft");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                copyJar(in, e, draft, archive);
            }
        }
        return Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copyJar(InputStream in, ZipEntry entry, Path draft, Path archive) throws IOException {
        Path file = draft.resolve(entry.getName()).normalize();
        if (!file.startsWith(draft)) {
            throw new IOException(
                    archive.getFileName() + " has an entry that points outside of it: " + entry.getName());
        }
        if (!entry.isDirectory() && name(file).endsWith(".jar")) {
            Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(draft));
            Files.copy(in, file);
        }
    }
}
