package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Stops a cluster and keeps its volumes. */
final class Hibernate extends ClusterRunbook {
    Hibernate() {
        super(new RunbookInfo(
                "hibernate",
                "Hibernate",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Stops all instances and keeps their volumes; its backup schedules are suspended meanwhile.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(),
                List.of("The database is down until it is woken.", "Alerts must know that it is meant."),
                List.of("https://cloudnative-pg.io/docs/current/declarative_hibernation")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        steps(c, view, draft);
        draft.consequence("the database is down until it is woken")
                .consequence("stops " + c.wanted() + " pods, keeps all volumes")
                .consequence("undo wakes it");
        return draft.plan("Hibernate " + request.instance().id().display());
    }

    /** Suspends the schedules, whose backups would fail, and stops the pods. */
    static void steps(PgCluster c, ClusterView view, PlanDraft draft) {
        for (Resource schedule : c.belonging(view, Cnpg.SCHEDULED_BACKUP)) {
            if (!schedule.flag("spec", "suspend").orElse(false)) {
                draft.step(suspend(schedule.ref(Cnpg.SCHEDULED_BACKUP)));
            }
        }
        draft.step(Step.change(
                        "hibernate",
                        "Cluster " + c.namespace() + "/" + c.name() + "  annotation " + Cnpg.HIBERNATION + " on",
                        "The operator stops the pods, the primary first.",
                        new Action.Annotate(c.ref(), Tree.of(Cnpg.HIBERNATION, "on")),
                        Check.fieldIs(c.ref(), "on", "metadata", "annotations", Cnpg.HIBERNATION),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "hibernated",
                        "all pods stopped",
                        "Then the volumes are at rest.",
                        new Check.Condition(c.ref(), Cnpg.HIBERNATION, "True"),
                        Duration.ofMinutes(35)));
    }

    private static Step suspend(ObjectRef schedule) {
        return Step.change(
                "suspend-" + schedule.name(),
                "ScheduledBackup " + schedule.namespace() + "/" + schedule.name() + "  spec.suspend true",
                "Backups of a hibernated cluster fail.",
                new Action.Patch(schedule, Tree.of("spec", Tree.of("suspend", true)), List.of(), ""),
                Check.fieldIs(schedule, "true", "spec", "suspend"),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }
}
