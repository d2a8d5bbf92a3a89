package io.millwright.engine;

import io.millwright.spi.Danger;
import io.millwright.spi.Plan;

/**
 * What approves a plan: the same gesture for the same danger, on the screen and on the command line.
 *
 * @param danger of the plan
 * @param phrase what is typed where nobody sits at a screen, and for destructive plans everywhere
 * @param readToEnd whether the plan must have been scrolled to its end first
 * @param typed whether the phrase must be typed in full, not just agreed to
 * @param full the instance with its cluster, which approves every plan of it
 */
public record Approval(Danger danger, String phrase, boolean readToEnd, boolean typed, String full) {
    /** What that plan takes. */
    public static Approval of(Plan plan) {
        String name = plan.target().instance().name();
        String full = plan.target().instance().confirmation();
        return switch (plan.danger()) {
            case REVERSIBLE -> new Approval(plan.danger(), "yes", false, false, full);
            case DISRUPTIVE -> new Approval(plan.danger(), "yes", true, false, full);
            case DESTRUCTIVE -> new Approval(plan.danger(), name, true, true, full);
            case DATA_LOSS -> new Approval(plan.danger(), full, true, true, full);
        };
    }

    /** Whether that text approves it. */
    public boolean accepts(String text) {
        return text.equals(phrase) || text.equals(full);
    }
}
