package io.millwright.engine;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads the times that stand in objects, RFC 3339 as Kubernetes writes them. */
public final class ObjectTime {
    private ObjectTime() {}

    /** Empty for what is no time: a controller writes its own conditions as it likes. */
    public static Optional<Instant> of(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }
}
