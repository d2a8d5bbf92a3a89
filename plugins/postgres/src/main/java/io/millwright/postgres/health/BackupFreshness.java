package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Backups.State;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Schedule;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How old the newest good base backup is. */
final class BackupFreshness extends ClusterCheck {
    /** Without a schedule to measure by: the health model's limit for standard data. */
    private static final Duration LIMIT = Duration.ofHours(50);

    private static final Duration GRACE = Duration.ofHours(1);

    BackupFreshness() {
        super(
                "postgres.backup.freshness",
                "Age of the newest backup",
                Dimension.DURABILITY,
                "Newest completed Backup, or the ObjectStore's lastSuccessfulBackupTime: none is Critical, older than 1.5 intervals of the"
                        + " schedule (50 h without one) is Warning, older than 3 intervals (7 d) Critical; a failure newer than the last success, by"
                        + " a Backup or the ObjectStore's lastFailedBackupTime, is Degraded.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.backupMethods().isEmpty()) {
            return List.of(unconfigured(c, view));
        }
        Backups backups = Backups.of(c, view);
        List<Finding> findings = new ArrayList<>();
        Optional<Instant> good = backups.newestGood();
        if (good.isEmpty()) {
            none(c, backups, view).ifPresent(findings::add);
        } else {
            old(c, backups, good.get(), view).ifPresent(findings::add);
        }
        failed(c, backups, good, view).ifPresent(findings::add);
        return findings;
    }

    private Finding unconfigured(PgCluster c, ClusterView view) {
        return draft(view, Severity.CRITICAL, "no backup destination is configured")
                .suffix("unconfigured")
                .impact("If its volumes are lost or a table is dropped, the data is gone.")
                .saw("backup configuration", c.ref(), "spec.backup, spec.plugins", "none")
                .saw(
                        "condition, which says True without a destination too",
                        c.ref(),
                        "status.conditions[ContinuousArchiving]",
                        c.object()
                                .condition("ContinuousArchiving")
                                .flatMap(r -> r.text("status"))
                                .orElse("absent"))
                .since(c.created())
                .run("set a backup destination", "set-backup-destination", Map.of())
                .build();
    }

    private Optional<Finding> none(PgCluster c, Backups backups, ClusterView view) {
        Duration age = c.created().map(t -> Duration.between(t, view.now())).orElse(GRACE);
        Optional<Resource> working = backups.newest(State.WORKING);
        if (working.isPresent()) {
            return Optional.of(draft(view, Severity.INFO, "the first backup is being made")
                    .suffix("first")
                    .impact("Until it is complete nothing can be restored.")
                    .saw(
                            "Backup",
                            backup(c, working.get()),
                            "status.phase",
                            working.get().text("status", "phase").orElse(""))
                    .build());
        }
        return Optional.of(
                draft(view, age.compareTo(GRACE) < 0 ? Severity.WARNING : Severity.CRITICAL, "no backup exists")
                        .suffix("none")
                        .impact(
                                "If the volumes are lost, the data is gone: archived WAL without a base backup restores nothing.")
                        .saw("completed Backups of this cluster", c.ref(), "Backup status.phase=completed", 0)
                        .saw(
                                "all Backups of this cluster",
                                c.ref(),
                                "Backup spec.cluster.name",
                                backups.all().size())
                        .since(c.created())
                        .run("back up now", "backup-now", Map.of())
                        .build());
    }

    private Optional<Finding> old(PgCluster c, Backups backups, Instant good, ClusterView view) {
        Duration age = Duration.between(good, view.now());
        Optional<Duration> interval = interval(c, view);
        Duration warn = interval.map(i -> i.plus(i.dividedBy(2))).orElse(LIMIT);
        Duration critical = interval.map(i -> i.multipliedBy(3)).orElse(Duration.ofDays(7));
        if (age.compareTo(warn) <= 0) {
            return Optional.empty();
        }
        FindingDraft draft = draft(
                        view,
                        age.compareTo(critical) > 0 ? Severity.CRITICAL : Severity.WARNING,
                        "no backup for " + Times.words(age))
                .suffix("old")
                .impact("A restore has to replay all WAL since " + good
                        + ", and loses everything since then if the archive has a hole.");
        backups.newestUsable()
                .ifPresentOrElse(
                        b -> draft.saw(
                                "newest Backup completed",
                                backup(c, b),
                                "status.stoppedAt",
                                b.text("status", "stoppedAt").orElse("?")),
                        () -> draft.saw(
                                "newest backup in the store", c.ref(), "ObjectStore lastSuccessfulBackupTime", good));
        return Optional.of(draft.compared(
                        interval.isPresent() ? "limit by the schedule" : "limit without a schedule",
                        "threshold",
                        Times.words(warn))
                .since(Optional.of(good.plus(warn)))
                .run("back up now", "backup-now", Map.of())
                .build());
    }

    /** The interval of the most frequent working schedule. */
    static Optional<Duration> interval(PgCluster c, ClusterView view) {
        return c.belonging(view, Cnpg.SCHEDULED_BACKUP).stream()
                .filter(s -> !s.flag("spec", "suspend").orElse(false))
                .flatMap(s -> s.text("spec", "schedule").stream())
                .flatMap(s -> Schedule.parse(s) instanceof Schedule.Parsed.Good g
                        ? g.schedule().longestGap(view.now()).stream()
                        : Stream.empty())
                .min(Duration::compareTo);
    }

    private Optional<Finding> failed(PgCluster c, Backups backups, Optional<Instant> good, ClusterView view) {
        Optional<Resource> failed = backups.newest(State.FAILED)
                .filter(b -> good.map(g -> Backups.when(b).isAfter(g)).orElse(true));
        if (failed.isEmpty()) {
            return failedInStore(c, backups, good, view);
        }
        return failed.map(b -> failure(good, view)
                .saw(
                        "newest Backup failed",
                        backup(c, b),
                        "status.error",
                        b.text("status", "error").orElse("no error given"))
                .cause(b.text("status", "error").orElse(""))
                .since(Optional.of(Backups.when(b)))
                .run("back up again", "backup-now", Map.of())
                .manual("read why", "kubectl -n " + c.namespace() + " describe backup " + b.name())
                .build());
    }

    /** The store remembers a failure whose Backup object is gone, such as one that a schedule's clean-up has taken away. */
    private Optional<Finding> failedInStore(PgCluster c, Backups backups, Optional<Instant> good, ClusterView view) {
        return backups.lastFailed()
                .filter(t -> good.map(t::isAfter).orElse(true))
                .map(t -> failure(good, view)
                        .saw(
                                "last failure that the store knows",
                                c.objectStore()
                                        .map(s -> ObjectRef.of(Cnpg.OBJECT_STORE, c.namespace(), s.getKey()))
                                        .orElse(c.ref()),
                                "status.serverRecoveryWindow.lastFailedBackupTime",
                                t)
                        .since(Optional.of(t))
                        .run("back up again", "backup-now", Map.of())
                        .manual(
                                "read why",
                                "kubectl -n " + c.namespace() + " logs "
                                        + c.currentPrimary().orElse(c.name() + "-1") + " -c " + BarmanPlugin.SIDECAR
                                        + " --tail=100")
                        .build());
    }

    private FindingDraft failure(Optional<Instant> good, ClusterView view) {
        return draft(view, good.isPresent() ? Severity.DEGRADED : Severity.CRITICAL, "the last backup failed")
                .suffix("failed")
                .impact("The newest good backup grows older: "
                        + good.map(Instant::toString).orElse("there is none") + ".");
    }

    private static ObjectRef backup(PgCluster c, Resource b) {
        return ObjectRef.of(Cnpg.BACKUP, c.namespace(), b.name());
    }
}
