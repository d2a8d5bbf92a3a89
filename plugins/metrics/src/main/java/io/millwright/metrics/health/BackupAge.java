package io.millwright.metrics.health;

import io.millwright.kit.Times;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the newest backup that this program took is recent. */
final class BackupAge extends ServerCheck {
    private static final Duration OLD = Duration.ofDays(8);

    BackupAge() {
        super(
                "metrics.prometheus.backup",
                "Backups of samples",
                Dimension.DURABILITY,
                Names.PROMETHEUS,
                "Claims with label " + Names.BACKUP_OF
                        + ": the newest over 8 days old is a Warning. Where none has ever been taken nothing is said.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        Optional<Resource> newest = view
                .list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled(s.namespace(), Names.BACKUP_OF, s.name()))
                .stream()
                .max(Comparator.comparing(
                        c -> c.text("metadata", "creationTimestamp").orElse("")));
        Optional<Duration> age = newest.flatMap(c -> Times.kubernetes(c.text("metadata", "creationTimestamp")))
                .map(t -> Duration.between(t, view.now()));
        return age.filter(a -> a.compareTo(OLD) > 0).isPresent()
                ? List.of(draft(view, Severity.WARNING, "the newest backup is " + Times.words(age.get()) + " old")
                        .impact("What came since would be lost with the volume.")
                        .saw(
                                "newest backup",
                                newest.get().ref(Kind.PERSISTENT_VOLUME_CLAIM),
                                "metadata.creationTimestamp",
                                newest.get()
                                        .text("metadata", "creationTimestamp")
                                        .orElse(""))
                        .run("take one", "back-up", Map.of())
                        .build())
                : List.of();
    }
}
