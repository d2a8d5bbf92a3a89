package io.millwright.spi;

import java.util.List;

/** The answer to a {@link Check}: always one of three, always with what was seen. */
public sealed interface CheckResult {
    /** What was seen. */
    List<Evidence> evidence();

    /** One line for the operator. */
    String message();

    /** It holds. */
    record Holds(String message, List<Evidence> evidence) implements CheckResult {
        public Holds {
            evidence = List.copyOf(evidence);
        }
    }

    /** It doesn't hold; {@code message} says what is there instead. */
    record NotHolds(String message, List<Evidence> evidence) implements CheckResult {
        public NotHolds {
            evidence = List.copyOf(evidence);
        }
    }

    /** It could not be told; {@code message} says why. Never treated as either of the others. */
    record CannotTell(String message, List<Evidence> evidence) implements CheckResult {
        public CannotTell {
            evidence = List.copyOf(evidence);
        }
    }

    default boolean holds() {
        return this instanceof Holds;
    }
}
