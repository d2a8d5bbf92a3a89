package io.millwright.postgres.simulator;

import io.millwright.spi.Simulator.Exercise;
import java.util.List;

/** What can be switched on in the sandbox, for the guide: how it is found, and what is to be done. */
final class Exercises {
    static final List<Exercise> ALL = List.of(
            new Exercise(
                    Marks.DISK_FULL,
                    "The primary's volume is as good as full; PostgreSQL stops rather than lose data, and nothing fails over.",
                    "",
                    List.of("postgres.cluster.phase", "postgres.storage.disk"),
                    List.of("grow-storage"),
                    "See how the plan patches the claims before the Cluster when a volume is full, and why waiting would not have helped."),
            new Exercise(
                    Marks.ARCHIVE_FAILING,
                    "The object store refuses the WAL files.",
                    "",
                    List.of("postgres.wal.archiving"),
                    List.of("set-backup-destination"),
                    "Read in the evidence what the store answers. Until it is mended nothing can be restored to a later moment, and WAL fills the volumes."),
            new Exercise(
                    Marks.ARCHIVE_OCCUPIED,
                    "A new cluster finds the files of another one where it wants to archive.",
                    "create or restore a cluster with backups",
                    List.of("postgres.wal.archiving"),
                    List.of("set-backup-destination"),
                    "Give the new cluster a server name of its own; deleting the files would delete the other cluster's backups."),
            new Exercise(
                    Marks.REPLICA_DOWN,
                    "The last replica fails and is started again and again.",
                    "",
                    List.of("postgres.instances.ready"),
                    List.of("rebuild-standby"),
                    "Tell a pod that fails from a machine that is gone: the primary serves, but there is nobody to take over."),
            new Exercise(
                    Marks.IMAGE_PULL,
                    "A new image can't be pulled.",
                    "change the image with upgrade-minor, or create a cluster",
                    List.of("postgres.cluster.phase"),
                    List.of("upgrade-minor"),
                    "The run waits and then says why, with the pod's own line; take it back by undo."),
            new Exercise(
                    Marks.BACKUP_FAILING,
                    "Backups fail.",
                    "start one with backup-now",
                    List.of("postgres.backup.freshness"),
                    List.of("set-backup-destination", "backup-now"),
                    "The run ends with what the backup says; the finding comes when the newest good backup is too old."),
            new Exercise(
                    Marks.BACKUP_STUCK,
                    "A backup is started and never ends; later ones wait behind it.",
                    "start one with backup-now",
                    List.of("postgres.backup.stuck"),
                    List.of("backup-now"),
                    "See why a second backup-now is refused. The one that hangs has to go first."),
            new Exercise(
                    Marks.SNAPSHOT_FAILING,
                    "The storage makes no more volume snapshots.",
                    "set them up with set-snapshots, then start one with backup-now and method=volumeSnapshot",
                    List.of("postgres.backup.freshness"),
                    List.of("prune-snapshots", "backup-now"),
                    "The run ends with what the driver says. Old snapshots count against its quota, and nothing removes them by itself."),
            new Exercise(
                    Marks.PLUGIN_DOWN,
                    "The Barman Cloud plugin doesn't run.",
                    "",
                    List.of("postgres.operator.plugin", "postgres.cluster.phase"),
                    List.of("upgrade-plugin"),
                    "The databases go on, but the operator reconciles none of those that use it: nothing fails over, not only backups stop."),
            new Exercise(
                    Marks.SOURCE_UNREACHABLE,
                    "The PostgreSQL that is to be imported doesn't answer.",
                    "run import with any source",
                    List.of(),
                    List.of("import"),
                    "The run ends before a cluster is made: the source is tried first, from where the new cluster would run."),
            new Exercise(
                    Marks.RESTORE_FAILING,
                    "A backup that looks well can't be restored.",
                    "run restore-drill",
                    List.of("postgres.backup.drill"),
                    List.of("restore-drill"),
                    "This is what drills are for: the finding stays until a drill succeeds."),
            new Exercise(
                    Marks.DATA_CORRUPT,
                    "The restored data can't be read to its end.",
                    "run restore-drill",
                    List.of("postgres.backup.drill"),
                    List.of("restore-drill"),
                    "The copy came up and was ready all the same. Only reading everything has found it."),
            new Exercise(
                    Marks.OPERATOR_DOWN,
                    "The operator doesn't run.",
                    "",
                    List.of("postgres.operator.ready"),
                    List.of("upgrade-operator"),
                    "The databases go on; nothing fails over, nothing is backed up. Look which runbooks are blocked, and what they say."),
            new Exercise(
                    Marks.WEBHOOK_UNREACHABLE,
                    "The API server doesn't trust the operator's webhook any more: every change of a Cluster is refused.",
                    "",
                    List.of("postgres.operator.webhook"),
                    List.of("install-operator"),
                    "Try any change and compare its refusal with the finding."),
            new Exercise(
                    Marks.STATUS_UNREACHABLE,
                    "A network policy blocks the instances' status port.",
                    "",
                    List.of("postgres.cluster.phase"),
                    List.of(),
                    "Applications don't notice; the operator is blind and will not fail over. Look for what changed in the network."),
            new Exercise(
                    Marks.SLOT_LOST,
                    "A replication slot has lost WAL that its standby still needs.",
                    "",
                    List.of("postgres.replication.slots"),
                    List.of("rebuild-standby"),
                    "The standby can't catch up any more; it has to be made again."),
            new Exercise(
                    Marks.CONNECTIONS,
                    "Nearly all connections are in use.",
                    "",
                    List.of("postgres.connections.used"),
                    List.of("create-pooler", "configure"),
                    "More connections cost memory in every one; a pooler usually is the better answer."),
            new Exercise(
                    Marks.ROLE_REFUSED,
                    "A declared role can't be made.",
                    "declare one with create-role",
                    List.of("postgres.declared.applied"),
                    List.of("create-role"),
                    "The reason stands in the object's status; the password's Secret is the usual one."),
            new Exercise(
                    Marks.UPGRADE_FAILING,
                    "A major upgrade fails.",
                    "run upgrade-major",
                    List.of(),
                    List.of("upgrade-major"),
                    "The phase doesn't change, so the run looks at the job and the version of the data; take it back by undo."));

    private Exercises() {}
}
