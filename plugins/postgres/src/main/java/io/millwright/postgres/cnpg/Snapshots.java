package io.millwright.postgres.cnpg;

import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Volume snapshots as a way to back up: whether they can be made of a cluster's volumes, and what is left of those that were. */
public final class Snapshots {
    private static final String DEFAULT_CLASS = "snapshot.storage.kubernetes.io/is-default-class";
    private static final String DEFAULT_STORAGE = "storageclass.kubernetes.io/is-default-class";

    private Snapshots() {}

    /**
     * Something without which no snapshot can be made.
     *
     * @param id of a constraint or finding
     * @param why as a clause
     * @param next what lifts it
     */
    public record Obstacle(String id, String why, String next) {
        private static final String NO_CLASS = "no-class";
        private static final String OTHER_DRIVER = "other-driver";

        /** Whether another class lifts it, which set-snapshots names. */
        public boolean isOfClass() {
            return id.equals(NO_CLASS) || id.equals(OTHER_DRIVER);
        }
    }

    /** What stands against snapshots of that cluster's volumes with that class; an empty class means the driver's default one. */
    public static List<Obstacle> against(PgCluster c, String className, ClusterView view) {
        if (!view.serves(Cnpg.VOLUME_SNAPSHOT) || !view.serves(Cnpg.VOLUME_SNAPSHOT_CLASS)) {
            return List.of(
                    new Obstacle(
                            "no-snapshots",
                            "this Kubernetes cluster has no volume snapshots",
                            "install the snapshot controller with its definitions and a driver that makes snapshots, then restart the operator"));
        }
        List<Obstacle> found = new ArrayList<>();
        late(view).ifPresent(found::add);
        unfit(c, className, view).ifPresent(found::add);
        return found;
    }

    /** The operator looks for the definitions once, at its start. */
    private static Optional<Obstacle> late(ClusterView view) {
        Optional<Instant> defined = view.get(
                        ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Cnpg.definition(Cnpg.VOLUME_SNAPSHOT)))
                .flatMap(d -> Times.kubernetes(d.text("metadata", "creationTimestamp")));
        Optional<Resource> before = CnpgOperators.deployments(view).stream()
                .flatMap(d -> pods(d, view).stream())
                .filter(p -> defined.isPresent()
                        && Times.kubernetes(p.text("status", "startTime"))
                                .filter(s -> s.isBefore(defined.get()))
                                .isPresent())
                .findFirst();
        return before.map(p -> new Obstacle(
                "late-snapshots",
                "the operator started before the definitions of volume snapshots were there, and doesn't know them",
                "restart it: kubectl -n " + p.namespace() + " delete pod " + p.name()));
    }

    private static List<Resource> pods(Resource deployment, ClusterView view) {
        return view
                .list(
                        Kind.POD,
                        Selector.labelled(
                                deployment.namespace(),
                                Cnpg.NAME_LABEL,
                                deployment.label(Cnpg.NAME_LABEL).orElse(Cnpg.OPERATOR_NAME)))
                .stream()
                .filter(p -> p.text("status", "phase").filter("Running"::equals).isPresent())
                .toList();
    }

    private static Optional<Obstacle> unfit(PgCluster c, String className, ClusterView view) {
        String driver = driver(c, view).orElse("");
        if (!className.isEmpty()) {
            Optional<Resource> chosen = view.get(ObjectRef.of(Cnpg.VOLUME_SNAPSHOT_CLASS, "", className));
            if (chosen.isEmpty()) {
                return Optional.of(new Obstacle(
                        Obstacle.NO_CLASS,
                        "there is no VolumeSnapshotClass " + className,
                        "name one that is there: runbook set-snapshots"));
            }
            String of = chosen.get().text("driver").orElse("");
            return driver.isEmpty() || of.equals(driver)
                    ? Optional.empty()
                    : Optional.of(new Obstacle(
                            Obstacle.OTHER_DRIVER,
                            "VolumeSnapshotClass " + className + " is of driver " + of + ", and the volumes are of "
                                    + driver,
                            "name a class of " + driver + ": runbook set-snapshots"));
        }
        boolean usual = classes(driver, view).stream()
                .anyMatch(
                        k -> k.annotation(DEFAULT_CLASS).filter("true"::equals).isPresent());
        return usual
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Obstacle.NO_CLASS,
                        "driver " + (driver.isEmpty() ? "of the volumes" : driver)
                                + " has no default VolumeSnapshotClass",
                        "name a class: runbook set-snapshots"));
    }

    /** The classes of that driver, the default one first; of any driver when it isn't known. */
    public static List<Resource> classes(String driver, ClusterView view) {
        return view.list(Cnpg.VOLUME_SNAPSHOT_CLASS, Selector.ALL).stream()
                .filter(k -> driver.isEmpty() || k.text("driver").orElse("").equals(driver))
                .sorted((a, b) -> Boolean.compare(
                        b.annotation(DEFAULT_CLASS).filter("true"::equals).isPresent(),
                        a.annotation(DEFAULT_CLASS).filter("true"::equals).isPresent()))
                .toList();
    }

    /** Which driver makes the cluster's data volumes; empty when that can't be told. */
    public static Optional<String> driver(PgCluster c, ClusterView view) {
        return c.claims(view).stream()
                .filter(p ->
                        p.label(Cnpg.PVC_ROLE_LABEL).filter("PG_DATA"::equals).isPresent())
                .flatMap(p -> p.text("spec", "storageClassName").stream())
                .findFirst()
                .or(() -> c.object().text("spec", "storage", "storageClass"))
                .flatMap(name -> driver(name, view))
                .or(() -> view.list(Kind.STORAGE_CLASS, Selector.ALL).stream()
                        .filter(s -> s.annotation(DEFAULT_STORAGE)
                                .filter("true"::equals)
                                .isPresent())
                        .flatMap(s -> s.text("provisioner").stream())
                        .findFirst());
    }

    /** The driver of that StorageClass. */
    public static Optional<String> driver(String storageClass, ClusterView view) {
        return view.get(ObjectRef.of(Kind.STORAGE_CLASS, "", storageClass)).flatMap(s -> s.text("provisioner"));
    }

    /** Whether that Backup is made of volume snapshots. */
    public static boolean made(Resource backup) {
        return backup.text("status", "method")
                .or(() -> backup.text("spec", "method"))
                .filter(PgCluster.BackupMethod.SNAPSHOT.field()::equals)
                .isPresent();
    }

    /**
     * One snapshot of a Backup.
     *
     * @param name of the VolumeSnapshot
     * @param type {@code PG_DATA}, {@code PG_WAL} or {@code PG_TABLESPACE}
     * @param tablespace empty unless it is one's
     */
    public record Part(String name, String type, String tablespace) {}

    /** What that Backup consists of. */
    public static List<Part> parts(Resource backup) {
        return backup.items("status", "snapshotBackupStatus", "elements").stream()
                .map(e -> new Part(
                        e.text("name").orElse(""),
                        e.text("type").orElse(""),
                        e.text("tablespaceName").orElse("")))
                .toList();
    }

    /** Why nothing can be restored from that completed Backup any more; empty when something can. */
    public static Optional<String> lost(Resource backup, ClusterView view) {
        List<Part> parts = parts(backup);
        if (parts.isEmpty()) {
            return Optional.of("Backup " + backup.name() + " names no VolumeSnapshot");
        }
        for (Part part : parts) {
            Optional<Resource> snapshot = view.get(ObjectRef.of(Cnpg.VOLUME_SNAPSHOT, backup.namespace(), part.name()));
            if (snapshot.isEmpty()) {
                return Optional.of("VolumeSnapshot " + part.name() + " is gone");
            }
            if (!snapshot.get().flag("status", "readyToUse").orElse(false)) {
                return Optional.of("VolumeSnapshot " + part.name() + " isn't ready to use"
                        + snapshot.get()
                                .text("status", "error", "message")
                                .map(m -> ": " + m)
                                .orElse(""));
            }
        }
        return Optional.empty();
    }

    /** Whether it was made while PostgreSQL ran: then it can be restored only with the WAL that was archived meanwhile. */
    public static boolean hot(Resource backup) {
        return backup.flag("status", "online").orElse(true);
    }

    /** Whether the cluster makes its snapshots while PostgreSQL runs unless a Backup says otherwise. */
    public static boolean hot(PgCluster c) {
        return c.object().flag("spec", "backup", "volumeSnapshot", "online").orElse(true);
    }

    /** The class that the cluster names; empty when it takes the driver's default one. */
    public static String className(PgCluster c) {
        return c.object().text("spec", "backup", "volumeSnapshot", "className").orElse("");
    }
}
