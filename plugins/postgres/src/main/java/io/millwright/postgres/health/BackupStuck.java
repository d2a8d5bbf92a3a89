package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Backups.State;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a backup has been going on, or waiting, for too long: all later ones of the cluster queue behind it. */
final class BackupStuck extends ClusterCheck {
    private static final Duration WAITING = Duration.ofMinutes(30);
    private static final Duration WORKING = Duration.ofHours(2);
    private static final Duration STUCK = Duration.ofHours(12);

    BackupStuck() {
        super(
                "postgres.backup.stuck",
                "Backups that don't end",
                Dimension.DURABILITY,
                "Backups in progress longer than 2 h or pending longer than 30 min are Warning, longer than 12 h Critical.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        return c.belonging(view, Cnpg.BACKUP).stream()
                .flatMap(b -> stuck(c, b, view).stream())
                .toList();
    }

    private Optional<Finding> stuck(PgCluster c, Resource b, ClusterView view) {
        State state = Backups.state(b);
        Duration age = Duration.between(Backups.began(b), view.now());
        Duration limit = state == State.WAITING ? WAITING : WORKING;
        if ((state != State.WAITING && state != State.WORKING) || age.compareTo(limit) <= 0) {
            return Optional.empty();
        }
        ObjectRef ref = ObjectRef.of(Cnpg.BACKUP, c.namespace(), b.name());
        String phase = b.text("status", "phase").orElse("no phase");
        return Optional.of(draft(
                        view,
                        age.compareTo(STUCK) > 0 ? Severity.CRITICAL : Severity.WARNING,
                        "backup " + b.name() + " is " + phase + " for " + Times.words(age))
                .impact("All later backups of this cluster wait behind it.")
                .saw("phase", ref, "status.phase", phase)
                .saw("began", ref, "status.startedAt", Backups.began(b))
                .saw(
                        "where",
                        ref,
                        "status.instanceID.podName",
                        b.text("status", "instanceID", "podName").orElse("no pod chosen"))
                .compared("limit", "threshold", Times.words(limit))
                .cause(
                        state == State.WAITING
                                ? "no ready pod, or another backup of the cluster runs"
                                : "the pod that makes it restarted, or the store doesn't take the data")
                .since(Optional.of(Backups.began(b)))
                .manual("look at its pod", """
                        kubectl -n %1$s describe backup %2$s
                        kubectl -n %1$s logs %3$s --all-containers --tail=100 | grep -i backup
                        """.formatted(
                                c.namespace(),
                                b.name(),
                                b.text("status", "instanceID", "podName").orElse("POD")))
                .run("then give it up", "give-up-backup", Map.of("backup", b.name()))
                .build());
    }
}
