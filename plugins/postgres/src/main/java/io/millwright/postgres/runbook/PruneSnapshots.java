package io.millwright.postgres.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Removes old volume snapshots of a cluster: neither the operator nor any retention does. */
final class PruneSnapshots extends ClusterRunbook {
    PruneSnapshots() {
        super(new RunbookInfo(
                "prune-snapshots",
                "Remove old volume snapshots",
                Intent.BACKUP,
                Danger.DATA_LOSS,
                "Deletes the volume snapshots of all but the newest backups that are made of such, and the Backup objects with them.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(Ask.required(Ask.with(
                        Ask.number("keep", "Keep", "How many of the newest usable ones stay.", 1, 1000),
                        "7",
                        "a week of days"))),
                List.of(
                        "What the snapshots hold is gone for good, unless its class keeps it (deletionPolicy Retain).",
                        "Backups in an object store aren't touched: its retention removes them."),
                List.of("https://cloudnative-pg.io/docs/current/appendixes/backup_volumesnapshot")));
    }

    @Override
    boolean changesCluster() {
        return false;
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return Backups.of(c, view).usable().noneMatch(Snapshots::made)
                ? List.of(new Constraint(
                        "no-snapshots",
                        "it has no backup of volume snapshots",
                        "make one: runbook backup-now",
                        Constraint.Kind.NOT_APPLICABLE))
                : List.of();
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        long keep = request.number("keep");
        List<Resource> newestFirst = Backups.of(c, view)
                .usable()
                .filter(Snapshots::made)
                .sorted(Comparator.comparing(Backups::when).reversed())
                .toList();
        List<Resource> old = newestFirst.stream().skip(keep).toList();
        if (old.isEmpty()) {
            throw refused(
                    request.instance(),
                    "it has " + newestFirst.size() + " usable ones, and " + keep + " stay",
                    "Keep fewer, or leave it.");
        }
        Resource newest = newestFirst.getFirst();
        draft.step(Step.require(
                "newest",
                "Backup " + newest.namespace() + "/" + newest.name() + " can be used",
                "Nothing is removed while what stays can't be restored.",
                Questions.backupCompleted(newest.namespace(), newest.name())));
        for (Resource backup : old) {
            Snapshots.parts(backup)
                    .forEach(p -> draft.step(delete(
                            ObjectRef.of(Cnpg.VOLUME_SNAPSHOT, backup.namespace(), p.name()),
                            "Its storage is given back.")));
            draft.step(delete(
                    backup.ref(Cnpg.BACKUP),
                    "A Backup whose snapshots are gone can't be restored, and must not look so."));
        }
        draft.consequence("deletes " + old.size() + " backups, the newest of them made at "
                        + Backups.when(old.getFirst()))
                .consequence("keeps " + keep + ", from " + Backups.when(newestFirst.get((int) keep - 1)) + " on")
                .consequence("the database isn't touched");
        return draft.plan("Remove " + old.size() + " old volume snapshot backups of "
                + request.instance().id().display());
    }

    private static Step delete(ObjectRef ref, String why) {
        return Step.change(
                "delete-" + ref.kind().plural() + "-" + ref.name(),
                "delete " + ref.kind().kind() + " " + ref.namespace() + "/" + ref.name(),
                why,
                new Action.Delete(ref, Propagation.BACKGROUND),
                new Check.Absent(ref),
                new Undo.None("a snapshot can't be made of the past"),
                Duration.ofMinutes(5));
    }
}
