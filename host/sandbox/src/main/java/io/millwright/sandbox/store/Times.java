package io.millwright.sandbox.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as objects write them: RFC 3339, whole seconds, UTC. */
public final class Times {
    private Times() {}

    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
