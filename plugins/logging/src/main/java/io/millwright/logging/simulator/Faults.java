package io.millwright.logging.simulator;

/** The faults that can be switched on. */
final class Faults {
    static final String OPERATOR_DOWN = "operator-down";
    static final String NODE_DOWN = "node-down";
    static final String DISK_FULL = "disk-full";
    static final String SHARDS_STUCK = "shards-stuck";
    static final String SNAPSHOT_FAILING = "snapshot-failing";
    static final String RETENTION_STOPPED = "retention-stopped";
    static final String OUTPUT_FAILING = "output-failing";

    private Faults() {}
}
