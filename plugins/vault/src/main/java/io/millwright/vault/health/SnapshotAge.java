package io.millwright.vault.health;

import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether there is a way back. */
final class SnapshotAge extends ServerCheck {
    SnapshotAge() {
        super(
                "vault.snapshot-age",
                "Snapshots",
                Dimension.DURABILITY,
                "The newest of: annotation " + Names.SNAPSHOT_TAKEN
                        + " of the StatefulSet (written by the runbook back-up) and status.lastSuccessfulTime of CronJob NAME-snapshot (OpenBao's chart). None, or over 24 hours, is Warning; over 72 hours Degraded. Snapshots that others take aren't seen.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        Optional<Instant> ours = Times.kubernetes(server.set().annotation(Names.SNAPSHOT_TAKEN));
        Optional<Instant> cron = Times.kubernetes(view.get(server.beside(Kind.CRON_JOB, "-snapshot"))
                .flatMap(c -> c.text("status", "lastSuccessfulTime")));
        Optional<Instant> newest =
                ours.filter(o -> cron.filter(o::isBefore).isEmpty()).or(() -> cron);
        Optional<Duration> age = newest.map(n -> Duration.between(n, view.now()));
        if (age.filter(a -> a.compareTo(Duration.ofHours(24)) <= 0).isPresent()) {
            return List.of();
        }
        boolean old = age.filter(a -> a.compareTo(Duration.ofHours(72)) > 0).isPresent();
        return List.of(draft(
                        view,
                        old ? Severity.DEGRADED : Severity.WARNING,
                        age.map(a -> "the newest snapshot is " + Times.words(a) + " old")
                                .orElse("no snapshot is known"))
                .suffix(age.isEmpty() ? "none" : "old")
                .impact("What was written since then can't be restored when the volumes are lost.")
                .saw(
                        "newest",
                        server.ref(),
                        "metadata.annotations." + Names.SNAPSHOT_TAKEN,
                        newest.map(Instant::toString).orElse("none"))
                .run("take one now", "back-up", Map.of())
                .build());
    }
}
