package io.millwright.engine;

import io.millwright.spi.Plan;
import java.util.Locale;

/**
 * The gesture that approves a plan, by its danger; the same for screen and command line. A pure function of the plan.
 */
public sealed interface Approval {
    /** What is to be typed; empty when nothing is. */
    String phrase();

    /** Whether what was typed approves the plan. */
    boolean accepts(String typed);

    /** What is asked of the operator, in words. */
    String question();

    /** Nothing is lost and it can be taken back: Enter on the preview. */
    record Enter() implements Approval {
        @Override
        public String phrase() {
            return "";
        }

        @Override
        public boolean accepts(String typed) {
            return typed.isBlank() || isYes(typed);
        }

        @Override
        public String question() {
            return "Press Enter to run it";
        }
    }

    /** The service is reduced for a while: the plan is read to its end, then {@code y}. */
    record Yes() implements Approval {
        @Override
        public String phrase() {
            return "y";
        }

        @Override
        public boolean accepts(String typed) {
            return isYes(typed);
        }

        @Override
        public String question() {
            return "Type y to run it";
        }
    }

    /**
     * Something is lost: its name is typed.
     *
     * @param phrase the name; for data that is lost for good the name and the context
     * @param lost whether data is lost for good
     */
    record Name(String phrase, boolean lost) implements Approval {
        @Override
        public boolean accepts(String typed) {
            return typed.strip().equals(phrase);
        }

        @Override
        public String question() {
            return "Type " + phrase + " to run it" + (lost ? ": data is lost for good" : "");
        }
    }

    /** The gesture for that plan. */
    static Approval required(Plan plan) {
        return switch (plan.danger()) {
            case REVERSIBLE -> new Enter();
            case DISRUPTIVE -> new Yes();
            case DESTRUCTIVE -> new Name(plan.target().instance().name(), false);
            case DATA_LOSS -> new Name(plan.target().instance().confirmation(), true);
        };
    }

    private static boolean isYes(String typed) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }
}
