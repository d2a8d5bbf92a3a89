package io.millwright.postgres.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.postgres.cnpg.Snapshots.Obstacle;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether volume snapshots can be made where the cluster is set up for them, and whether those that were are still there. */
final class BackupSnapshots extends ClusterCheck {
    /** More than a month of days: nothing removes them by itself. */
    private static final long MANY = 35;

    BackupSnapshots() {
        super(
                "postgres.backup.snapshots",
                "Volume snapshots",
                Dimension.DURABILITY,
                "With spec.backup.volumeSnapshot: the definitions of snapshots, a class of the volumes' driver, archived WAL for hot ones; what is"
                        + " missing is Degraded, and Critical when there are no other backups. A completed Backup whose VolumeSnapshots are gone"
                        + " or not ready, and more than 35 of them, are Warning.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        if (c.snapshots()) {
            Snapshots.against(c, Snapshots.className(c), view).stream()
                    .findFirst()
                    .ifPresent(o -> findings.add(impossible(c, o, view)));
            unrestorable(c, view).ifPresent(findings::add);
        }
        Backups backups = Backups.of(c, view);
        lost(c, backups, view).ifPresent(findings::add);
        long kept = backups.usable().filter(Snapshots::made).count();
        if (kept > MANY) {
            findings.add(draft(view, Severity.WARNING, kept + " backups of volume snapshots are kept")
                    .suffix("many")
                    .impact("Nothing removes them by itself: they take storage, and some drivers allow only so many.")
                    .saw("usable Backups with method volumeSnapshot", c.ref(), "Backup status.method", kept)
                    .compared("limit", "threshold", MANY)
                    .run("remove old ones", "prune-snapshots", Map.of())
                    .build());
        }
        return findings;
    }

    private static Severity severity(PgCluster c) {
        return c.backupMethods().equals(List.of(BackupMethod.SNAPSHOT)) ? Severity.CRITICAL : Severity.DEGRADED;
    }

    private Finding impossible(PgCluster c, Obstacle o, ClusterView view) {
        FindingDraft draft = draft(view, severity(c), "volume snapshots can't be made: " + o.why())
                .suffix(o.id())
                .impact("Each backup by volumeSnapshot fails.")
                .saw("asked for", c.ref(), "spec.backup.volumeSnapshot.className", name(c))
                .saw(
                        "driver of the volumes",
                        c.ref(),
                        "StorageClass provisioner",
                        Snapshots.driver(c, view).orElse("not known"));
        return o.isOfClass()
                ? draft.run("name another class", "set-snapshots", Map.of()).build()
                : draft.manual("lift what is in the way", o.next()).build();
    }

    private static String name(PgCluster c) {
        return Snapshots.className(c).isEmpty() ? "none: the driver's default one" : Snapshots.className(c);
    }

    private Optional<Finding> unrestorable(PgCluster c, ClusterView view) {
        if (!Snapshots.hot(c) || c.archives()) {
            return Optional.empty();
        }
        return Optional.of(draft(view, severity(c), "hot volume snapshots without archived WAL")
                .suffix("no-archive")
                .impact(
                        "A snapshot of a running PostgreSQL can be restored only with the WAL that was written meanwhile.")
                .saw("hot or cold", c.ref(), "spec.backup.volumeSnapshot.online", "true")
                .saw("archiver", c.ref(), "spec.plugins, spec.backup.barmanObjectStore", "none")
                .run("archive WAL", "set-backup-destination", Map.of())
                .run("or make cold snapshots", "set-snapshots", Map.of("online", "cold"))
                .build());
    }

    private Optional<Finding> lost(PgCluster c, Backups backups, ClusterView view) {
        if (backups.lost().isEmpty()) {
            return Optional.empty();
        }
        FindingDraft draft = draft(
                        view,
                        Severity.WARNING,
                        backups.lost().size() + " completed backups have lost their volume snapshots")
                .suffix("lost")
                .impact("They look as if they could be restored, and can't.");
        backups.lost().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(5)
                .forEach(e -> draft.saw(
                        e.getValue(),
                        ObjectRef.of(Cnpg.BACKUP, c.namespace(), e.getKey()),
                        "status.snapshotBackupStatus.elements",
                        "completed"));
        String first = backups.lost().keySet().stream().sorted().findFirst().orElseThrow();
        return Optional.of(draft.manual(
                        "find out who removed them, then delete the Backup objects",
                        "kubectl -n " + c.namespace() + " delete backup " + first + "     # deletes the object only")
                .build());
    }
}
