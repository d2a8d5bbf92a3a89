package io.millwright.engine.run;

import io.millwright.spi.Parameter;
import java.util.Optional;

/** The person at the screen, or nobody. */
public interface Operator {
    /** Asks to type that phrase. Empty when nobody answers. */
    Optional<String> confirm(String question, String phrase);

    /** Asks for a value. Empty when nobody answers. */
    Optional<String> ask(Parameter parameter);

    /** Nobody is there: every question goes unanswered, and the run stops at it. */
    Operator NOBODY = new Operator() {
        @Override
        public Optional<String> confirm(String question, String phrase) {
            return Optional.empty();
        }

        @Override
        public Optional<String> ask(Parameter parameter) {
            return Optional.empty();
        }
    };
}
