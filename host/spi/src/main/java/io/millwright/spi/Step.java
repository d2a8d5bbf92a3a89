package io.millwright.spi;

import java.time.Duration;
import java.util.List;

/**
 * One part of a plan.
 *
 * @param id stable lower-case words with dashes, unique within the plan
 * @param title what it does, one line
 * @param why one sentence
 * @param action what the host executes
 * @param before must hold before the action; anything else stops the run before it
 * @param probe tells whether the action's effect is there already: then the action is skipped. {@link Check.Never} when nothing can tell
 * @param done proves that the step is done. A step is done when this holds, never because a call returned
 * @param undo how it is taken back
 * @param effect what a repetition would do
 * @param deadline how long {@code done} may take to hold
 * @param pointOfNoReturn after this step there is only forward or a restore
 * @param needs rights beyond those that follow from the action itself
 */
public record Step(
        String id,
        String title,
        String why,
        Action action,
        List<Check> before,
        Check probe,
        Check done,
        Undo undo,
        Effect effect,
        Duration deadline,
        boolean pointOfNoReturn,
        List<AccessNeed> needs) {
    public Step {
        before = List.copyOf(before);
        needs = List.copyOf(needs);
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("step " + id + " has no deadline");
        }
    }

    /** A step that changes something: probe and proof are the same check. */
    public static Step change(
            String id, String title, String why, Action action, Check done, Undo undo, Duration deadline) {
        return new Step(
                id, title, why, action, List.of(), done, done, undo, action.effect(), deadline, false, List.of());
    }

    /** A step that only waits until something holds. */
    public static Step await(String id, String title, String why, Check until, Duration deadline) {
        return new Step(
                id,
                title,
                why,
                new Action.Wait(until),
                List.of(),
                until,
                until,
                Undo.NOTHING_TO_UNDO,
                Effect.READ,
                deadline,
                false,
                List.of());
    }

    /** A step that looks once and stops the run unless the check holds. */
    public static Step require(String id, String title, String why, Check check) {
        return new Step(
                id,
                title,
                why,
                new Action.Look(check),
                List.of(),
                Check.Never.INSTANCE,
                check,
                Undo.NOTHING_TO_UNDO,
                Effect.READ,
                Duration.ofSeconds(30),
                false,
                List.of());
    }

    public Step before(Check... checks) {
        return new Step(
                id, title, why, action, List.of(checks), probe, done, undo, effect, deadline, pointOfNoReturn, needs);
    }

    public Step probe(Check check) {
        return new Step(id, title, why, action, before, check, done, undo, effect, deadline, pointOfNoReturn, needs);
    }

    public Step needs(AccessNeed... more) {
        return new Step(
                id, title, why, action, before, probe, done, undo, effect, deadline, pointOfNoReturn, List.of(more));
    }

    public Step noReturn() {
        return new Step(id, title, why, action, before, probe, done, undo, effect, deadline, true, needs);
    }
}
