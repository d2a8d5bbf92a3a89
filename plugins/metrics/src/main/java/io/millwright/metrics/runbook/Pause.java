package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells the operator to leave a Prometheus alone, or to take it up again. */
final class Pause extends ServerRunbook {
    private final boolean pause;

    private Pause(RunbookInfo info, boolean pause) {
        super(info, false);
        this.pause = pause;
    }

    static Pause pause() {
        return new Pause(
                new RunbookInfo(
                        "pause",
                        "Pause the operator",
                        Intent.CONFIGURE,
                        Danger.REVERSIBLE,
                        "Has the operator leave this Prometheus alone until resume: for work by hand.",
                        Optional.of(Names.PROMETHEUS),
                        List.of(),
                        List.of(
                                "New rules, monitors and changes wait until resume.",
                                "An upgrade of the chart has no effect on it meanwhile."),
                        List.of("https://prometheus-operator.dev/docs/api-reference/api/")),
                true);
    }

    static Pause resume() {
        return new Pause(
                new RunbookInfo(
                        "resume",
                        "Resume the operator",
                        Intent.CONFIGURE,
                        Danger.DISRUPTIVE,
                        "Takes the pause away and waits until the operator has applied what was changed meanwhile.",
                        Optional.of(Names.PROMETHEUS),
                        List.of(),
                        List.of("Changes that wait are applied at once, restarts included."),
                        List.of("https://prometheus-operator.dev/docs/api-reference/api/")),
                false);
    }

    @Override
    List<Constraint> more(Server s, ClusterView view) {
        return s.paused() == pause
                ? List.of(Constraints.blocks(
                        "already", pause ? "it is paused" : "it isn't paused", "nothing needs to be done"))
                : List.of();
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        draft.step(patch(
                s,
                pause ? "pause" : "resume",
                pause ? "paused" : "taken up again",
                pause ? "The operator leaves it as it is." : "The operator applies what waits.",
                Tree.of("paused", pause),
                Undo.EXACT));
        if (pause) {
            draft.step(Step.await(
                    "seen",
                    "the operator has seen it",
                    "Until then it may still change something.",
                    Check.fieldIs(s.ref().anyIncarnation(), "true", "status", "paused"),
                    Duration.ofMinutes(3)));
        } else {
            draft.step(settledAgain(s, "What waited is applied.", s.wanted()));
        }
        return draft.consequence(pause ? "restarts nothing" : "applies waiting changes, restarts included")
                .plan((pause ? "Pause the operator for " : "Resume the operator for ")
                        + request.instance().id().display());
    }
}
