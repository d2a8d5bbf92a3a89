package io.millwright.postgres.simulator;

/** What the simulator and the sandbox's kubelet tell each other by annotations, and the names of the faults. */
final class Marks {
    /** Seconds that a Job's pod runs. */
    static final String DURATION = "sandbox.millwright.io/duration";
    /** With which code it ends. */
    static final String EXIT_CODE = "sandbox.millwright.io/exit-code";
    /** On a Cluster: what goes wrong once it is healthy for the first time. */
    static final String LATER = "sandbox.millwright.io/once-healthy";
    /** On an instance's pod: the parameters that it was started with. */
    static final String PARAMETERS = "sandbox.millwright.io/parameters";

    /** On an instance's pod: when PostgreSQL was started in it again. */
    static final String STARTED = "sandbox.millwright.io/started";

    /** On a Cluster: where its WAL began, when it came from a backup. */
    static final String WAL_BASE = "sandbox.millwright.io/wal-base";
    /** On a Cluster: its archive held another's files when it was made, so that nothing is archived. */
    static final String OCCUPIED = "sandbox.millwright.io/archive-occupied";

    /** Why the simulator holds a pod. */
    static final String FENCE = "fence";

    static final String FAULT = "fault";
    static final String SCENARIO = "scenario";

    static final String ARCHIVE_FAILING = "archive-failing";
    static final String REPLICA_DOWN = "replica-down";
    static final String DISK_FULL = "disk-full";
    static final String BACKUP_FAILING = "backup-failing";
    static final String OPERATOR_DOWN = "operator-down";
    static final String UPGRADE_FAILING = "upgrade-failing";
    static final String ARCHIVE_OCCUPIED = "archive-occupied";
    static final String SNAPSHOT_FAILING = "snapshot-failing";
    static final String SOURCE_UNREACHABLE = "source-unreachable";
    static final String PLUGIN_DOWN = "plugin-down";
    static final String BACKUP_STUCK = "backup-stuck";
    static final String ROLE_REFUSED = "role-refused";
    static final String SLOT_LOST = "slot-lost";
    static final String STATUS_UNREACHABLE = "status-unreachable";
    static final String WEBHOOK_UNREACHABLE = "webhook-unreachable";
    static final String CONNECTIONS = "connections-full";
    static final String DATA_CORRUPT = "data-corrupt";
    static final String RESTORE_FAILING = "restore-failing";
    static final String IMAGE_PULL = "image-pull";

    private Marks() {}
}
