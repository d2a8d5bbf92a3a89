package io.millwright.engine.run;

import io.millwright.engine.diagnosis.Diagnosis;
import io.millwright.engine.diagnosis.Recorder;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.Action;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Problem;
import io.millwright.spi.Step;
import java.util.Optional;

/** Says why a step failed: what happened around the target since it was begun. */
record Explanation(FrozenPlan plan, Recorder recorder, Chronicle chronicle, Cancellation cancellation) {
    /** The same problem, with the likeliest cause before what to do next. One that the operator has caused needs none. */
    Problem of(Step step, Problem problem) {
        if (cancellation.requested() || chronicle.states().get(step.id()) != StepState.FAILED) {
            return problem;
        }
        Diagnosis diagnosis = recorder.diagnosis(problem);
        chronicle.diagnosis(step, diagnosis);
        return diagnosis
                .first()
                .map(l -> new Problem(
                        problem.kind(),
                        problem.attempted(),
                        problem.on(),
                        problem.why(),
                        diagnosis.line() + " " + l.cause().next() + " " + problem.next(),
                        problem.code()))
                .orElse(problem);
    }

    /** A step isn't done by its deadline; whoever resumes the run waits for it once more. */
    Problem late(Step step, CheckResult last, Changes changed) {
        String why = step.action() instanceof Action.Look
                ? last.message()
                : "after " + step.deadline().toSeconds() + " s: " + last.message();
        return problem(
                step,
                why,
                changed.isEmpty()
                        ? "Nothing was changed. See what the target says now, then run the runbook again."
                        : "See what the target says now. Resume the run to wait for it again, or undo what was done.");
    }

    /** The operator has stopped the run. */
    Problem cancelled(Step step, Changes changed) {
        return Problem.user(
                "go on with " + step.title(),
                plan.plan().target().instance().display(),
                "the operator stopped the run",
                changed.isEmpty()
                        ? "Nothing was changed."
                        : "What was done before stays; undo it or run the runbook again.");
    }

    /** A step isn't done, for that reason. */
    Problem problem(Step step, String why, String next) {
        return new Problem(
                Problem.Kind.CLUSTER,
                step.title(),
                plan.plan().target().instance().display(),
                why,
                next,
                Optional.empty());
    }
}
