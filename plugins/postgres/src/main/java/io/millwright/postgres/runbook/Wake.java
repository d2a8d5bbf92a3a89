package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
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
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a hibernated cluster on its volumes, and resumes its schedules. */
final class Wake extends ClusterRunbook {
    Wake() {
        super(new RunbookInfo(
                "wake",
                "Wake",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                "Starts all instances of a hibernated cluster on their volumes, and resumes its backup schedules.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(Ask.yesNo(
                        "resume-schedules", "Resume schedules", "Whether suspended backup schedules run again.", true)),
                List.of("It starts with the data that it had: applications may have moved on."),
                List.of("https://cloudnative-pg.io/docs/current/declarative_hibernation")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        if (!c.hibernationWanted()) {
            found.add(new Constraint(
                    "awake", "the cluster isn't hibernated", "nothing to do", Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        draft.step(Step.change(
                        "wake",
                        "Cluster " + c.namespace() + "/" + c.name() + "  annotation " + Cnpg.HIBERNATION + " off",
                        "The operator makes the pods anew on the kept volumes.",
                        new Action.Annotate(c.ref(), Tree.of(Cnpg.HIBERNATION, "off")),
                        Check.fieldIs(c.ref(), "off", "metadata", "annotations", Cnpg.HIBERNATION),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "settled",
                        c.wanted() + " of " + c.wanted() + " instances ready",
                        "Then it serves again.",
                        Questions.settled(c),
                        Duration.ofMinutes(10 + 5 * c.wanted())));
        if (c.wanted() > 1) {
            draft.step(Step.await(
                    "streaming",
                    (c.wanted() - 1) + " standbys streaming",
                    "All of them follow the primary.",
                    Questions.streaming(c.namespace(), c.name(), c.wanted()),
                    Duration.ofMinutes(5)));
        }
        if (!request.input("resume-schedules").equals("false")) {
            for (Resource schedule : c.belonging(view, Cnpg.SCHEDULED_BACKUP)) {
                if (schedule.flag("spec", "suspend").orElse(false)) {
                    draft.step(resume(schedule.ref(Cnpg.SCHEDULED_BACKUP)));
                }
            }
        }
        draft.consequence("starts " + c.wanted() + " pods on the kept volumes");
        return draft.plan("Wake " + request.instance().id().display());
    }

    private static Step resume(ObjectRef schedule) {
        return Step.change(
                "resume-" + schedule.name(),
                "ScheduledBackup " + schedule.namespace() + "/" + schedule.name() + "  spec.suspend false",
                "Backups are made again.",
                new Action.Patch(schedule, Tree.of("spec", Tree.of("suspend", false)), List.of(), ""),
                Check.fieldIs(schedule, "false", "spec", "suspend"),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }
}
