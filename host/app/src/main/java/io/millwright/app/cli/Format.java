package io.millwright.app.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a command's result is written. */
enum Format {
    TABLE,
    WIDE,
    JSON,
    YAML,
    NAME;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a person reads it as it comes, rather than a program at its end. */
    boolean forPeople() {
        return this == TABLE || this == WIDE;
    }

    static Optional<Format> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }
}
