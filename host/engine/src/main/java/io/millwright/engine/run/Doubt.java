package io.millwright.engine.run;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Effect;
import io.millwright.spi.Parameter;
import io.millwright.spi.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out whether a step that was begun was done: by its probe, and where that doesn't tell and a repetition would do harm, by asking. */
final class Doubt {
    private static final String DONE = "done";
    private static final String NOT_DONE = "not-done";
    private final CheckEvaluator checks;
    private final Operator operator;
    private final Journal journal;

    Doubt(CheckEvaluator checks, Operator operator, Journal journal) {
        this.checks = checks;
        this.operator = operator;
        this.journal = journal;
    }

    /**
     * Whether it was done, or may be done again; empty when nobody can tell. A person's word is journalled.
     *
     * @param elsewhere whether another machine may have begun it, whose files nobody sees here
     */
    Optional<Boolean> settled(Step step, boolean elsewhere) {
        CheckResult probe = checks.evaluate(step.probe());
        journal.append("CHECK", Map.of("step", step.id(), "result", "probe", "message", probe.message()));
        if (probe.holds()) {
            return Optional.of(true);
        }
        Optional<SavedFile> saved = SavedFile.of(step).filter(f -> !elsewhere && f.isThere());
        if (saved.isPresent()) {
            journal.append(
                    "CHECK",
                    Map.of(
                            "step",
                            step.id(),
                            "result",
                            "saved",
                            "message",
                            saved.get().file() + " is there; it wasn't before the step was begun"));
            return Optional.of(true);
        }
        if (step.effect() != Effect.UNSAFE) {
            return Optional.of(false);
        }
        Optional<String> said = operator.ask(new Parameter(
                "done",
                "Was '" + step.title() + "' done?",
                "It was begun, or may have been, when the run was interrupted, and doing it twice does harm. "
                        + probe.message(),
                new Parameter.Type.Choice(List.of(DONE, NOT_DONE)),
                Optional.empty(),
                "",
                true));
        said.ifPresent(s -> journal.append("INPUT", Map.of("step", step.id(), "message", "the operator says: " + s)));
        journal.force();
        return said.filter(s -> s.equals(DONE) || s.equals(NOT_DONE)).map(DONE::equals);
    }
}
