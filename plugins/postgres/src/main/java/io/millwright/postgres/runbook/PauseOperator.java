package io.millwright.postgres.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Optional;

/** Tells the operator to leave a cluster alone, or to look after it again. */
final class PauseOperator extends ClusterRunbook {
    PauseOperator() {
        super(new RunbookInfo(
                "pause-operator",
                "Pause or resume the operator's work",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Tells the operator to leave this cluster alone, for work by hand, or to look after it again.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(Ask.choice("state", "State", "paused, or running again.", "paused", "running")),
                List.of(
                        "While it is paused nothing fails over, no pod is made again, and no certificate is renewed.",
                        "What was changed meanwhile is done at once when it runs again."),
                List.of("https://cloudnative-pg.io/docs/current/failure_modes#disabling-reconciliation")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return c.reconciliationDisabled() ? List.of() : atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        boolean pause = !request.input("state").equals("running");
        if (pause == c.reconciliationDisabled()) {
            throw refused(
                    request.instance(), pause ? "it is paused already" : "it isn't paused", "There is nothing to do.");
        }
        draft.step(
                        pause
                                ? Steps.annotate(
                                        c,
                                        "pause",
                                        Cnpg.RECONCILIATION,
                                        "disabled",
                                        "The operator looks at this annotation first.")
                                : Steps.clear(c, "resume", Cnpg.RECONCILIATION, "The operator takes it up again."))
                .danger(pause ? Danger.DISRUPTIVE : Danger.REVERSIBLE)
                .consequence(
                        pause
                                ? "nothing fails over and nothing is repaired until it is resumed"
                                : "what was changed meanwhile is done now")
                .consequence("undo " + (pause ? "resumes" : "pauses") + " it");
        return draft.plan((pause ? "Pause" : "Resume") + " the operator's work on "
                + request.instance().id().display());
    }
}
