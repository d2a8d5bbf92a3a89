package io.millwright.postgres.simulator;

/** What the simulator and the sandbox's kubelet tell each other by annotations, and the names of the faults. */
final class Marks {
    /** Seconds that a Job's pod runs. */
    static final String DURATION = "sandbox.millwright.io/duration";
    /** On a Cluster: what goes wrong once it is healthy for the first time. */
    static final String LATER = "sandbox.millwright.io/once-healthy";
    /** On an instance's pod: the parameters that it was started with. */
    static final String PARAMETERS = "sandbox.millwright.io/parameters";

    /** Why the simulator holds a pod. */
    static final String FENCE = "fence";

    static final String FAULT = "fault";
    static final String SCENARIO = "scenario";

    static final String ARCHIVE_FAILING = "archive-failing";
    static final String REPLICA_DOWN = "replica-down";
    static final String DISK_FULL = "disk-full";
    static final String BACKUP_FAILING = "backup-failing";
    static final String OPERATOR_DOWN = "operator-down";
    static final String IMAGE_PULL = "image-pull";

    private Marks() {}
}
