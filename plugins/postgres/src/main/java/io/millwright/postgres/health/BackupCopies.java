package io.millwright.postgres.health;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the backups lie: somewhere that isn't lost together with the database. */
final class BackupCopies extends ClusterCheck {
    BackupCopies() {
        super(
                "postgres.backup.copies",
                "Copies of the data (3-2-1)",
                Dimension.DURABILITY,
                "endpointURL of the ObjectStore or of spec.backup.barmanObjectStore: an address inside this cluster is Warning, and so are volume"
                        + " snapshots as the only backups. Whether a bucket is copied elsewhere or can't be overwritten isn't readable from here.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        boolean store = c.objectStore().isPresent() || c.inTreeBarman();
        if (!store && c.snapshots()) {
            return List.of(draft(view, Severity.WARNING, "volume snapshots are the only backups")
                    .suffix("snapshots")
                    .impact("They lie on the same storage as the volumes, and are lost together with it.")
                    .saw("backups", c.ref(), "spec.backup.volumeSnapshot", "configured")
                    .saw("object store", c.ref(), "spec.plugins, spec.backup.barmanObjectStore", "none")
                    .run("send backups to an object store as well", "set-backup-destination", Map.of())
                    .build());
        }
        return endpoint(c, view)
                .filter(BackupCopies::inside)
                .map(e -> draft(view, Severity.WARNING, "the backups lie in the same cluster as the database")
                        .suffix("inside")
                        .impact("Who loses this cluster loses the database and its backups together.")
                        .saw("store", c.ref(), "endpointURL", e)
                        .manual(
                                "copy them elsewhere",
                                "Replicate the bucket to a store outside, or choose one there: runbook set-backup-destination."
                                        + " Three copies, two kinds of storage, one elsewhere.")
                        .build())
                .map(List::of)
                .orElse(List.of());
    }

    private static Optional<String> endpoint(PgCluster c, ClusterView view) {
        return c.objectStore()
                .flatMap(s -> view.get(ObjectRef.of(Cnpg.OBJECT_STORE, c.namespace(), s.getKey())))
                .flatMap((Resource o) -> o.text("spec", "configuration", "endpointURL"))
                .or(() -> c.object().text("spec", "backup", "barmanObjectStore", "endpointURL"));
    }

    /** Names of Services, which only this cluster's DNS knows. */
    private static boolean inside(String endpoint) {
        String host;
        try {
            host = Optional.ofNullable(URI.create(endpoint).getHost())
                    .orElse("")
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            // What is no address is the archiver's finding.
            return false;
        }
        return !host.isEmpty()
                && (!host.contains(".")
                        || Stream.of(".svc", ".svc.cluster.local", ".cluster.local")
                                .anyMatch(host::endsWith)
                        || host.matches("[a-z0-9-]+\\.[a-z0-9-]+\\.svc\\..*"));
    }
}
