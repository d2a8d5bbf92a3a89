package io.millwright.postgres.named;

import io.millwright.spi.CheckResult;
import io.millwright.spi.Evidence;
import io.millwright.spi.ObjectRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what was seen on the way to an answer. One thread. */
final class Answer {
    private final Instant now;
    private final List<Evidence> evidence = new ArrayList<>();

    Answer(Instant now) {
        this.now = now;
    }

    Answer saw(String what, ObjectRef object, String field, Object value) {
        evidence.add(new Evidence(what, Optional.of(object.anyIncarnation()), field, String.valueOf(value), now));
        return this;
    }

    CheckResult holds(String message) {
        return new CheckResult.Holds(message, evidence);
    }

    CheckResult not(String message) {
        return new CheckResult.NotHolds(message, evidence);
    }

    CheckResult cannotTell(String message) {
        return new CheckResult.CannotTell(message, evidence);
    }
}
