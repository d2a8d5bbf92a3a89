package io.millwright.sandbox;

import io.millwright.sandbox.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The state file: a zip archive with each cluster's objects as one entry of its name. */
final class StateArchive {
    private final Path file;

    StateArchive(Path file) {
        this.file = file;
    }

    /** The objects of that cluster; empty where the file isn't there or doesn't have it. */
    Optional<ObjectStore> load(String cluster, Clock clock) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(cluster + ".json")) {
                    return Optional.of(read(in, clock));
                }
            }
        }
        return Optional.empty();
    }

    private static ObjectStore read(InputStream in, Clock clock) throws IOException {
        Path part = Files.createTempFile("millwright-sandbox", ".json");
        try {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            return ObjectStore.load(part, clock);
        } finally {
            Files.delete(part);
        }
    }

    /** Writes all clusters, whole or not at all. */
    void save(Map<String, ObjectStore> clusters) throws IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent())
                .orElseThrow(() -> new IOException("no folder to write into: " + file));
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, ".sandbox", ".part");
        try (OutputStream out = Files.newOutputStream(part);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, ObjectStore> cluster : clusters.entrySet()) {
                Path json = Files.createTempFile("millwright-sandbox", ".json");
                cluster.getValue().save(json);
                zip.putNextEntry(new ZipEntry(cluster.getKey() + ".json"));
                Files.copy(json, zip);
                zip.closeEntry();
                Files.delete(json);
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
