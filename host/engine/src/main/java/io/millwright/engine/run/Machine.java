package io.millwright.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** This machine's name, without asking the network. */
final class Machine {
    private Machine() {}

    static String name() {
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(n -> !n.isBlank())
                .or(Machine::written)
                .orElse("an unnamed machine");
    }

    private static Optional<String> written() {
        try {
            return Optional.of(Files.readString(Path.of("/etc/hostname")).strip())
                    .filter(n -> !n.isEmpty());
        } catch (IOException e) {
            // Not every system has the file; the name is for people only.
            return Optional.empty();
        }
    }
}
