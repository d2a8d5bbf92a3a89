package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.postgres.cnpg.Snapshots.Part;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a new cluster is made of: a base backup in an object store, or volume snapshots.
 *
 * @param archive where WAL to replay lies; empty for snapshots of a cluster that archives nowhere
 * @param snapshot the Backup that is made of volume snapshots; empty for one in the object store
 */
record Base(Optional<Origin> archive, Optional<Resource> snapshot) {
    private static final String SNAPSHOT = "volume-snapshot";
    static final Parameter SOURCE = Ask.choice(
            "source",
            "Source",
            "automatic: what the named Backup is, else the object store where there is one, else the newest volume snapshot.",
            "automatic",
            "object-store",
            SNAPSHOT);

    /** Whether volume snapshots are meant, by the answers or because there is nothing else. */
    static boolean snapshots(Request request, PgCluster c, ClusterView view) {
        return switch (request.input("source")) {
            case SNAPSHOT -> true;
            case "object-store" -> false;
            default ->
                Origin.of(c).isEmpty()
                        || (!request.input("backup").isEmpty()
                                && view.get(ObjectRef.of(Cnpg.BACKUP, c.namespace(), request.input("backup")))
                                        .filter(Snapshots::made)
                                        .isPresent());
        };
    }

    /**
     * That of a recovery point.
     *
     * @throws ProblemException of kind USER when there is none
     */
    static Base of(PgCluster c, boolean snapshots, RecoveryPoint point, ClusterView view) {
        Optional<Origin> archive = Origin.of(c);
        if (!snapshots) {
            if (archive.isEmpty()) {
                throw refused(c, "its backups go to no object store", "Choose source=" + SNAPSHOT + ".");
            }
            return new Base(archive, Optional.empty());
        }
        Resource backup = point.backup()
                .flatMap(view::get)
                .orElseThrow(() -> refused(
                        c,
                        "it has no volume snapshot that can be used",
                        "Make one: runbook backup-now with method=volumeSnapshot."));
        if (Snapshots.hot(backup) && archive.isEmpty()) {
            throw refused(
                    c,
                    "Backup " + backup.name()
                            + " was made of a running PostgreSQL, and the WAL that it needs is archived nowhere",
                    "Restore a cold one, or set a destination and make another.");
        }
        return new Base(archive, Optional.of(backup));
    }

    /** Makes the specification one that begins with it. */
    void into(Map<String, Object> spec, PgCluster c, RecoveryPoint point) {
        Map<String, Object> recovery = new LinkedHashMap<>();
        snapshot.ifPresent(b -> recovery.put("volumeSnapshots", volumes(b, c, spec)));
        archive.ifPresent(o -> {
            recovery.putAll(o.recovery());
            spec.put("externalClusters", List.of(o.external()));
        });
        for (String field : List.of("database", "owner")) {
            c.object()
                    .text("spec", "bootstrap", "initdb", field)
                    .or(() -> c.object().text("spec", "bootstrap", "recovery", field))
                    .ifPresent(v -> recovery.put(field, v));
        }
        if (!point.target().isEmpty()) {
            recovery.put("recoveryTarget", point.target());
        }
        spec.put("bootstrap", Tree.of("recovery", recovery));
    }

    private static Map<String, Object> volumes(Resource backup, PgCluster c, Map<String, Object> spec) {
        Map<String, Object> volumes = new LinkedHashMap<>();
        Map<String, Object> tablespaces = new LinkedHashMap<>();
        for (Part part : Snapshots.parts(backup)) {
            Map<String, Object> source =
                    Tree.of("apiGroup", Cnpg.VOLUME_SNAPSHOT.group(), "kind", "VolumeSnapshot", "name", part.name());
            switch (part.type()) {
                case "PG_DATA" -> volumes.put("storage", source);
                case "PG_WAL" -> volumes.put("walStorage", source);
                default -> tablespaces.put(part.tablespace(), source);
            }
        }
        if (!tablespaces.isEmpty()) {
            volumes.put("tablespaceStorage", tablespaces);
        }
        if (spec.containsKey("walStorage") != volumes.containsKey("walStorage")) {
            throw refused(
                    c,
                    "Backup " + backup.name() + " was made before the cluster had its WAL volume",
                    "Choose a newer one, or source=object-store.");
        }
        return volumes;
    }

    /** Refuses a StorageClass whose driver can't read the snapshots. */
    void requireDriver(String storageClass, PgCluster c, ClusterView view) {
        Optional<String> wanted = Snapshots.driver(storageClass, view);
        Optional<String> present = Snapshots.driver(c, view);
        if (snapshot.isPresent() && !storageClass.isEmpty() && wanted.isPresent() && !wanted.equals(present)) {
            throw refused(
                    c,
                    "StorageClass " + storageClass + " is of another driver than the snapshots, "
                            + present.orElse("which isn't known"),
                    "Leave it empty, or choose source=object-store.");
        }
    }

    /** In words, for consequences. */
    String words() {
        String wal = archive.map(o -> snapshot.isPresent() ? ", and WAL from " + o.words() : o.words())
                .orElse(", and no WAL");
        return snapshot.map(b -> Snapshots.parts(b).size() + " volume snapshots" + wal)
                .orElse(wal);
    }

    private static ProblemException refused(PgCluster c, String why, String next) {
        return new ProblemException(
                Problem.user("plan a restore", "Cluster " + c.namespace() + "/" + c.name(), why, next));
    }
}
