package io.millwright.app.settings;

import io.millwright.engine.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that this program alone writes: it appears as a whole or stays as it was, and its owner alone can read it, since it names objects. */
public record OwnFile(Path path) {
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(byte[] bytes) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder, OwnerOnly.folder());
        }
        Path draft = Files.createTempFile(folder, String.valueOf(path.getFileName()), ".new", OwnerOnly.file());
        try {
            Files.write(draft, bytes);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft); // gone already where all went well
        }
    }
}
