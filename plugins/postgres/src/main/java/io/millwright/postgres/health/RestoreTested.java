package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.Drills;
import io.millwright.postgres.cnpg.Drills.Drill;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a backup has ever been restored and read, and how long ago. A backup that was never restored is a hope. */
final class RestoreTested extends ClusterCheck {
    private static final Duration FIRST = Duration.ofDays(7);
    private static final Duration LIMIT = Duration.ofDays(30);
    private static final Duration RUNNING = Duration.ofHours(6);

    RestoreTested() {
        super(
                "postgres.backup.drill",
                "Restore drills",
                Dimension.DURABILITY,
                "ConfigMaps with label millwright.io/restore-drill, which runbook restore-drill leaves: none although the cluster is older than 7 d"
                        + " is Warning, the last verified one older than 30 d is Warning, a newer one that began 6 h ago and wasn't verified is"
                        + " Degraded.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.backupMethods().isEmpty()) {
            // That there is no destination is the finding of the backup's age.
            return List.of();
        }
        List<Drill> drills = Drills.of(c, view);
        Optional<Drill> good =
                drills.stream().filter(d -> d.verified().isPresent()).findFirst();
        Optional<Drill> failed = drills.stream()
                .findFirst()
                .filter(d -> d.verified().isEmpty() && d.began().plus(RUNNING).isBefore(view.now()));
        if (failed.isPresent()) {
            return List.of(failed(failed.get(), good, view));
        }
        if (good.isPresent()) {
            return old(good.get(), view).map(List::of).orElse(List.of());
        }
        boolean young = c.created().map(t -> t.plus(FIRST).isAfter(view.now())).orElse(false);
        return young || !drills.isEmpty() ? List.of() : List.of(never(c, view));
    }

    private Finding never(PgCluster c, ClusterView view) {
        return draft(view, Severity.WARNING, "no backup has ever been restored")
                .suffix("never")
                .impact("Whether the backups can be restored, and how long that takes, isn't known until it is needed.")
                .saw("records of drills", c.ref(), "ConfigMaps with label " + Drills.LABEL + "=" + c.name(), 0)
                .run("restore the newest backup as a drill", "restore-drill", Map.of())
                .build();
    }

    private Optional<Finding> old(Drill d, ClusterView view) {
        Duration age = Duration.between(d.verified().orElseThrow(), view.now());
        if (age.compareTo(LIMIT) <= 0) {
            return Optional.empty();
        }
        FindingDraft draft = draft(view, Severity.WARNING, "the last restore drill was " + Times.words(age) + " ago")
                .suffix("old")
                .impact("The database has grown and changed since: the measured time may no longer be true.")
                .saw(
                        "verified",
                        record(d),
                        "metadata.creationTimestamp",
                        d.verified().orElseThrow())
                .compared("limit", "threshold", Times.words(LIMIT))
                .since(d.verified().map(v -> v.plus(LIMIT)));
        d.time().ifPresent(t -> draft.compared("recovery took", "measured", Times.words(t)));
        d.point().ifPresent(p -> draft.compared("newest data then", "measured", Times.words(p) + " old"));
        return Optional.of(
                draft.run("run the drill again", "restore-drill", Map.of()).build());
    }

    private Finding failed(Drill d, Optional<Drill> good, ClusterView view) {
        return draft(view, Severity.DEGRADED, "the last restore drill did not come to its end")
                .suffix("failed")
                .impact("The newest backup may not be restorable.")
                .saw("began", record(d), "metadata.creationTimestamp", d.began())
                .saw("verified", record(d), "ConfigMap " + d.name() + "-verified", "not found")
                .compared(
                        "last good drill",
                        "records",
                        good.flatMap(Drill::verified).map(Object::toString).orElse("none"))
                .since(Optional.of(d.began()))
                .manual("read why", "millwright operations list shows the run; a copy " + d.name() + " may be left.")
                .run("run the drill again", "restore-drill", Map.of())
                .build();
    }

    private static ObjectRef record(Drill d) {
        return ObjectRef.of(Kind.CONFIG_MAP, d.namespace(), d.name());
    }
}
