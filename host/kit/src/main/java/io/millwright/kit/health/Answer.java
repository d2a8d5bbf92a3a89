package io.millwright.kit.health;

import io.millwright.spi.CheckResult;
import io.millwright.spi.Evidence;
import io.millwright.spi.ObjectRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what was seen on the way to an answer. One thread. */
public final class Answer {
    private final Instant now;
    private final List<Evidence> evidence = new ArrayList<>();

    public Answer(Instant now) {
        this.now = now;
    }

    public Answer saw(String what, ObjectRef object, String field, Object value) {
        evidence.add(new Evidence(what, Optional.of(object.anyIncarnation()), field, String.valueOf(value), now));
        return this;
    }

    public CheckResult holds(String message) {
        return new CheckResult.Holds(message, evidence);
    }

    public CheckResult not(String message) {
        return new CheckResult.NotHolds(message, evidence);
    }

    public CheckResult cannotTell(String message) {
        return new CheckResult.CannotTell(message, evidence);
    }
}
