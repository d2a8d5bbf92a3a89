package io.millwright.engine.run;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes all changes of a run back, the last one first, and closes it. */
record TakingBack(FrozenPlan plan, Chronicle chronicle, Guard guard, Rollback rollback) {
    RunResult all(Changes changed) {
        chronicle.runState(RunState.COMPENSATING, "");
        List<String> left = new ArrayList<>();
        for (Changes.Change change : changed.newestFirst()) {
            guard.lost().ifPresent(p -> {
                throw new ProblemException(p);
            });
            List<String> ofStep = rollback.undo(change);
            ofStep.forEach(l -> left.add(change.step().title() + ": " + l));
            chronicle.state(
                    change.step(),
                    ofStep.isEmpty() ? StepState.UNDONE : StepState.UNDO_FAILED,
                    ofStep.isEmpty() ? change.step().undo().word() : String.join("; ", ofStep));
        }
        return left.isEmpty()
                ? chronicle.closed(RunState.ROLLED_BACK, Optional.empty())
                : chronicle.closed(RunState.PARTLY_ROLLED_BACK, Optional.of(remainder(left)));
    }

    private Problem remainder(List<String> left) {
        return new Problem(
                Problem.Kind.CLUSTER,
                "take everything back",
                plan.plan().target().instance().display(),
                String.join("; ", left),
                "Look at what is left and mend it by hand, or by the tool's runbooks.",
                Optional.empty());
    }
}
