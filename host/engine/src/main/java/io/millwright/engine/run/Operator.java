package io.millwright.engine.run;

import io.millwright.spi.Parameter;
import java.util.Optional;

/** The person at the screen, or nobody. */
public interface Operator {
    /** Asks to type that phrase. Empty when nobody answers. */
    Optional<String> confirm(String question, String phrase);

    /** The same; {@code id} names the question, for who has given answers beforehand. */
    default Optional<String> confirm(String id, String question, String phrase) {
        return confirm(question, phrase);
    }

    /** Why a value is asked for, and the words that are taken where there is a choice. */
    static String help(Parameter parameter) {
        return parameter.type() instanceof Parameter.Type.Choice choice
                ? parameter.help() + "; answer " + String.join(" or ", choice.values())
                : parameter.help();
    }

    /** Asks for a value. Empty when nobody answers. */
    Optional<String> ask(Parameter parameter);

    /** Whether somebody is there who sees what is shown. */
    boolean present();

    /** Shows something secret once, and keeps it nowhere. Called only when somebody is {@link #present}. */
    void show(String what, String text);

    /** Nobody is there: every question goes unanswered, and the run stops at it. */
    Operator NOBODY = new Operator() {
        @Override
        public boolean present() {
            return false;
        }

        @Override
        public void show(String what, String text) {
            throw new IllegalStateException("nobody is there to see " + what);
        }

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
