package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes base backups: by the plugin, by the operator's own Barman, or of volume snapshots. */
final class BackupReconciler {
    private static final String SNAPSHOT = "volumeSnapshot";
    private static final Duration COPY = Duration.ofSeconds(8);
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
    private final SimulatedCluster world;
    private final Resource backup;

    BackupReconciler(SimulatedCluster world, Resource backup) {
        this.world = world;
        this.backup = backup;
    }

    void step() {
        String phase = backup.text("status", "phase").orElse("");
        if (Site.deleting(backup) || phase.equals("completed") || phase.equals("failed")) {
            return;
        }
        ObjectRef ref = ObjectRef.of(
                Cnpg.CLUSTER,
                backup.namespace(),
                backup.text("spec", "cluster", "name").orElse(""));
        Optional<Resource> cluster = world.get(ref);
        if (cluster.isEmpty()) {
            if (phase.isEmpty()) {
                pending("FindingCluster", "Unknown cluster " + ref.name() + ", will retry in 30 seconds");
            } else if (!phase.equals("pending")) {
                fail("Failed", "the cluster " + ref.name() + " is gone");
            }
            return;
        }
        PgCluster c = new PgCluster(cluster.get());
        Site site = new Site(world, cluster.get());
        if (method().equals(SNAPSHOT) && (phase.equals("started") || phase.equals("finalizing"))) {
            snapshot(site);
        } else if (phase.equals("started") || phase.equals("running")) {
            progress(site, c);
        } else {
            begin(site, c);
        }
    }

    private String method() {
        return backup.text("spec", "method").orElse("barmanObjectStore");
    }

    private void begin(Site site, PgCluster c) {
        Optional<String[]> refused = refusal(site, c);
        if (refused.isPresent()) {
            fail(refused.get()[0], refused.get()[1]);
            return;
        }
        boolean busy = c.name().isEmpty()
                || world.list(Cnpg.BACKUP, Selector.in(backup.namespace())).stream()
                        .filter(b ->
                                b.text("spec", "cluster", "name").orElse("").equals(c.name()))
                        .anyMatch(b -> Backups.state(b) == Backups.State.WORKING);
        if (busy) {
            pending("BackupPending", "Another backup is running, will retry in 10 seconds");
            return;
        }
        Optional<Resource> pod = target(site);
        if (pod.isEmpty()) {
            pending("FindingPod", "Couldn't find a ready target pod, will retry in 30 seconds");
            return;
        }
        start(site, pod.get());
    }

    private Optional<String[]> refusal(Site site, PgCluster c) {
        if (c.hibernationWanted()) {
            return Optional.of(new String[] {"ClusterIsHibernated", "cannot backup a hibernated cluster"});
        }
        return switch (method()) {
            case "plugin" ->
                c.barmanPlugin().isEmpty()
                        ? Optional.of(new String[] {
                            "ClusterHasNoBackupExecutorPlugin", "no plugin configured on the cluster that can back up"
                        })
                        : Optional.empty();
            case SNAPSHOT -> new SnapshotBackup(world, site, backup).refusal();
            default ->
                c.inTreeBarman()
                        ? Optional.empty()
                        : Optional.of(new String[] {
                            c.object().at("spec", "backup").isEmpty()
                                    ? "ClusterHasBackupConfigured"
                                    : "ClusterHasNoBarmanSection",
                            "cannot proceed with the backup as the cluster has no backup section"
                        });
        };
    }

    private Optional<Resource> target(Site site) {
        String wanted = backup.text("spec", "target")
                .or(() -> site.object().text("spec", "backup", "target"))
                .orElse("prefer-standby");
        List<Resource> ready = site.pods().stream().filter(Pods::ready).toList();
        Optional<Resource> primary = ready.stream()
                .filter(p -> p.name().equals(site.currentPrimary()))
                .findFirst();
        return wanted.equals("primary")
                ? primary
                : ready.stream()
                        .filter(p -> !p.name().equals(site.currentPrimary()))
                        .findFirst()
                        .or(() -> primary);
    }

    private void start(Site site, Resource pod) {
        String now = Json.time(world.now());
        boolean inTree = method().equals("barmanObjectStore");
        world.event(backup, "Normal", "Starting", "Starting backup for cluster " + site.name());
        status(b -> b.with(inTree ? "running" : "started", "status", "phase")
                .with(method(), "status", "method")
                .with(now, "status", "startedAt")
                .with(now, "status", "reconciliationStartedAt")
                .with(
                        Json.map(
                                "podName",
                                pod.name(),
                                "ContainerID",
                                "containerd://" + pod.uid(),
                                "sessionID",
                                pod.uid()),
                        "status",
                        "instanceID"));
        last(site, "False", "BackupStarted", "New Backup starting up");
    }

    private void progress(Site site, PgCluster c) {
        Instant started = Instant.parse(backup.text("status", "startedAt").orElse(Json.time(world.now())));
        if (world.fault(Marks.BACKUP_STUCK)
                || Duration.between(started, world.now()).compareTo(COPY) < 0) {
            return;
        }
        Optional<String> failure = world.fault(Marks.BACKUP_FAILING)
                ? Optional.of("exit status 2: the object store refused the upload: quota exceeded")
                : Archive.failure(world, c);
        if (failure.isPresent()) {
            failed(site, "can't execute backup: " + failure.get());
            return;
        }
        complete(site, c, started);
    }

    private void snapshot(Site site) {
        SnapshotBackup snapshots = new SnapshotBackup(world, site, backup);
        Instant started = Instant.parse(backup.text("status", "startedAt").orElse(Json.time(world.now())));
        if (!snapshots.begun() || world.fault(Marks.BACKUP_STUCK)) {
            return;
        }
        Optional<String> failure = snapshots.failure();
        if (failure.isPresent()) {
            // The real one tries for ten minutes.
            snapshots.release();
            failed(site, "can't take the snapshots: " + failure.get());
        } else if (!backup.text("status", "phase").orElse("").equals("finalizing")) {
            status(b -> b.with("finalizing", "status", "phase").with(snapshots.online(), "status", "online"));
        } else if (Duration.between(started, world.now()).compareTo(COPY) >= 0) {
            snapshots.finish();
            status(b -> b.with(b.name(), "status", "backupId")
                    .with(snapshots.elements(), "status", "snapshotBackupStatus", "elements"));
            complete(site, site.cluster(), started);
        }
    }

    private void failed(Site site, String why) {
        fail("Failed", why);
        last(site, "False", "LastBackupFailed", why);
        site.status(o -> o.with(Json.time(world.now()), "status", "lastFailedBackup"));
    }

    private void complete(Site site, PgCluster c, Instant started) {
        Instant end = world.now();
        Wal wal = Wal.at(site.object(), end);
        Wal begin = Wal.at(site.object(), started);
        status(b -> b.with("completed", "status", "phase")
                .with(Json.time(end), "status", "stoppedAt")
                .with(Json.time(end), "status", "reconciliationTerminatedAt")
                .with(b.text("status", "backupId").orElse(ID.format(started)), "status", "backupId")
                .with("backup-" + ID.format(started).replace("T", ""), "status", "backupName")
                .with(begin.file(), "status", "beginWal")
                .with(wal.file(), "status", "endWal")
                .with(begin.lsn(), "status", "beginLSN")
                .with(wal.lsn(), "status", "endLSN")
                .with(b.flag("status", "online").orElse(true), "status", "online"));
        world.event(backup, "Normal", "Completed", "Backup completed");
        last(site, "True", "LastBackupSucceeded", "Backup was successful");
        window(site, c, end);
    }

    /** Where the recovery window is told: at the plugin's store, or at the Cluster for the operator's own Barman. */
    private void window(Site site, PgCluster c, Instant end) {
        if (method().equals(SNAPSHOT)) {
            return;
        }
        if (method().equals("barmanObjectStore")) {
            site.status(o -> o.with(Json.time(end), "status", "lastSuccessfulBackup")
                    .with(
                            o.text("status", "firstRecoverabilityPoint").orElse(Json.time(end)),
                            "status",
                            "firstRecoverabilityPoint"));
            return;
        }
        c.objectStore()
                .ifPresent(s -> world.updateStatus(
                        ObjectRef.of(Cnpg.OBJECT_STORE, c.namespace(), s.getKey()),
                        o -> o.with(
                                        o.text(
                                                        "status",
                                                        "serverRecoveryWindow",
                                                        s.getValue(),
                                                        "firstRecoverabilityPoint")
                                                .orElse(Json.time(end)),
                                        "status",
                                        "serverRecoveryWindow",
                                        s.getValue(),
                                        "firstRecoverabilityPoint")
                                .with(
                                        Json.time(end),
                                        "status",
                                        "serverRecoveryWindow",
                                        s.getValue(),
                                        "lastSuccessfulBackupTime")));
    }

    private void last(Site site, String status, String reason, String message) {
        site.status(c -> Conditions.set(c, "LastBackupSucceeded", status, reason, message, world.now()));
    }

    private void pending(String reason, String message) {
        if (!backup.text("status", "phase").orElse("").equals("pending")) {
            world.event(backup, "Warning", reason, message);
            status(b -> b.with("pending", "status", "phase").with(method(), "status", "method"));
        }
    }

    private void fail(String reason, String message) {
        world.event(backup, "Warning", reason, message);
        status(b -> b.with("failed", "status", "phase")
                .with(method(), "status", "method")
                .with(message, "status", "error")
                .with(Json.time(world.now()), "status", "stoppedAt"));
    }

    private void status(UnaryOperator<Resource> change) {
        world.updateStatus(backup.ref(Cnpg.BACKUP), change);
    }
}
