package io.millwright.vault.simulator;

/** The faults that can be switched on. */
final class Faults {
    static final String SEALED = "sealed";
    static final String NO_LEADER = "no-leader";
    static final String TWO_ACTIVE = "two-active";
    static final String FOLLOWER_BEHIND = "follower-behind";
    static final String SNAPSHOT_FAILING = "snapshot-failing";
    static final String STORE_DENIED = "store-denied";
    static final String SYNC_STALLED = "sync-stalled";
    static final String CONTROLLER_DOWN = "controller-down";

    private Faults() {}
}
