package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kit.health.FindingDraft;
import java.util.Map;

/** Remedies that several checks know. */
final class Remedies {
    private Remedies() {}

    /** More space where the storage class of a pool's volumes doesn't let them grow: volumes of another class. */
    static FindingDraft otherClass(FindingDraft draft, NodePool pool, String size) {
        if (pool.controller()) {
            return draft.manual(
                    "make a pool of brokers with another class",
                    "Volumes of this class can't grow, and pool " + pool.name()
                            + " holds controllers too, which can't be moved. Add a KafkaNodePool with role broker and another storage class, and"
                            + " move the partitions there with runbook rebalance.");
        }
        return draft.run(
                "move the brokers to volumes of another class",
                "move-pool",
                Map.of("pool", pool.name(), "to", pool.name() + "-new", "size", size));
    }
}
