package io.millwright.postgres.simulator;

/** The phases of a Cluster that the simulator writes, as the operator spells them. */
final class Phases {
    static final String SETUP = "Setting up primary";
    static final String REPLICA = "Creating a new replica";
    static final String WAITING = "Waiting for the instances to become active";
    static final String UPGRADE = "Upgrading cluster";
    static final String RESTART_PRIMARY = "Primary instance is being restarted without a switchover";
    static final String RESTART_IN_PLACE = "Primary instance is being restarted in-place";
    static final String CONFIGURATION = "Applying configuration";
    static final String SWITCHOVER = "Switchover in progress";
    static final String FAILOVER = "Failing over";
    static final String MAJOR = "Upgrading Postgres major version";
    static final String USER = "Waiting for user action";
    static final String DISK = "Not enough disk space";
    static final String NO_STATUS = "Instance Status Extraction Error: HTTP communication issue";
    static final String UNKNOWN_PLUGIN =
            "Cluster cannot proceed to reconciliation due to an unknown plugin being required";
    static final String PLUGIN_ERROR =
            "Cluster cannot proceed to reconciliation due to an error while interacting with plugins";
    static final String UNRECOVERABLE = "Cluster is unrecoverable and needs manual intervention";

    static final String NOT_YET = "Some instances are not yet active. Please wait.";

    private Phases() {}
}
