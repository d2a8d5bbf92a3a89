package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
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

/** Restarts all instances, standbys first. */
final class Restart extends ClusterRunbook {
    Restart() {
        super(new RunbookInfo(
                "restart",
                "Restart",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Restarts one standby after the other, and the primary last.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(),
                List.of(
                        "Connections drop, and writes stop for 5 to 60 seconds while the primary restarts.",
                        "A single instance is down meanwhile."),
                List.of("https://cloudnative-pg.io/docs/current/rolling_update")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String trigger = "millwright-" + request.token();
        draft.step(Step.require(
                        "settled",
                        "cluster healthy",
                        "A cluster that isn't at rest must not lose an instance.",
                        Questions.settled(c)))
                .step(Step.change(
                        "trigger",
                        "Cluster " + c.namespace() + "/" + c.name() + "  annotation " + Cnpg.RESTARTED_AT,
                        "Its value is this plan's, so that setting it twice restarts once.",
                        new Action.Annotate(c.ref(), Tree.of(Cnpg.RESTARTED_AT, trigger)),
                        Check.fieldIs(c.ref(), trigger, "metadata", "annotations", Cnpg.RESTARTED_AT),
                        new Undo.None("what has restarted has restarted"),
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "restarted",
                        c.wanted() + " of " + c.wanted() + " instances restarted",
                        "The operator marks each pod with the trigger as it makes it anew.",
                        Questions.restarted(c, trigger),
                        Duration.ofMinutes(10 + 5 * c.wanted())))
                .step(Step.await(
                        "settled-again",
                        "cluster healthy",
                        "All instances are back, and one is primary.",
                        Questions.settled(c),
                        Duration.ofMinutes(10)))
                .consequence("restarts " + c.wanted() + " instances, "
                        + c.currentPrimary().orElse("the primary") + " last")
                .consequence(
                        c.wanted() == 1 ? "the database is down meanwhile" : "writes stop while the primary restarts");
        return draft.plan("Restart " + request.instance().id().display());
    }
}
