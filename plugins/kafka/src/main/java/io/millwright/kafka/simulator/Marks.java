package io.millwright.kafka.simulator;

/** What the simulator keeps in annotations, and the names of the faults. */
final class Marks {
    /** On a claim: how many partitions the broker's disk holds. */
    static final String PARTITIONS = "sandbox.millwright.io/partitions";
    /** On a claim: the cluster whose data it holds. */
    static final String CLUSTER_ID = "sandbox.millwright.io/cluster-id";
    /** On a Kafka: what goes wrong once it is ready for the first time. */
    static final String LATER = "sandbox.millwright.io/once-ready";
    /** Why the simulator holds a pod. */
    static final String SCENARIO = "scenario";

    static final String FAULT = "fault";
    static final String OPERATOR_DOWN = "operator-down";
    static final String BROKER_DOWN = "broker-down";
    static final String ROLL_BLOCKED = "roll-blocked";
    static final String DISK_FULL = "disk-full";
    static final String REBALANCE_FAILING = "rebalance-failing";
    static final String IMAGE_PULL = "image-pull";
    static final String CERTIFICATE_EXPIRING = "certificate-expiring";
    static final String OWN_AUTHORITY_ENDING = "own-authority-ending";
    static final String STORED_OLD = "stored-old";
    static final String OPERATOR_MEMORY = "operator-memory";
    static final String FOREIGN_VOLUMES = "foreign-volumes";
    static final String TOPIC_OPERATOR_DOWN = "topic-operator-down";
    static final String FEWER_NODES = "fewer-nodes";
    static final String SMALLER_VOLUMES = "smaller-volumes";
    static final String VERSION_UNSUPPORTED = "version-unsupported";
    static final String REBALANCE_STUCK = "rebalance-stuck";
    static final String BUDGET_MISSING = "budget-missing";
    static final String WRITES_REFUSED = "writes-refused";
    static final String CONSUMERS_BEHIND = "consumers-behind";
    static final String LOG_RECOVERY = "log-recovery";
    static final String CONTROLLER_BEHIND = "controller-behind";
    static final String RIGHTS_MISSING = "rights-missing";
    static final String CLASS_FIXED = "class-fixed";
    static final String REBALANCE_SLOW = "rebalance-slow";
    static final String MIRROR_BEHIND = "mirror-behind";

    private Marks() {}
}
