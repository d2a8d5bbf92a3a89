package io.millwright.app.settings;

import io.millwright.engine.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that this program alone writes: it appears as a whole or stays as it was, and its owner alone can read it, since it names objects. */
record OwnFile(Path path) {
    void write(String text) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder, OwnerOnly.folder());
        }
        Path draft = Files.createTempFile(folder, String.valueOf(path.getFileName()), ".new", OwnerOnly.file());
        Files.writeString(draft, text);
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
