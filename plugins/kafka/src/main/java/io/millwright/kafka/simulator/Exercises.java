package io.millwright.kafka.simulator;

import io.millwright.spi.Simulator.Exercise;
import java.util.List;

/** What can be switched on in the sandbox, for the guide: how it is found, and what is to be done. */
final class Exercises {
    static final List<Exercise> ALL = List.of(
            new Exercise(
                    Marks.BROKER_DOWN,
                    "A broker doesn't come back.",
                    "",
                    List.of("kafka.pods", "kafka.underreplicated"),
                    List.of("replace-broker"),
                    "See what is blocked while a broker is missing, and what replacing it would throw away."),
            new Exercise(
                    Marks.DISK_FULL,
                    "The disk of a broker is full; it fails again and again.",
                    "",
                    List.of("kafka.disk", "kafka.log-directories"),
                    List.of("guard-disks", "grow-storage"),
                    "The pool is changed, never a claim. Deleting files by hand loses partitions."),
            new Exercise(
                    Marks.ROLL_BLOCKED,
                    "A restart of the brokers never ends, since a topic has no replica to spare.",
                    "change a setting that needs a restart, with configure",
                    List.of("kafka.ready", "kafka.roll.pending"),
                    List.of("change-topic"),
                    "The precondition names the topics. Give them a further replica or a smaller minimum."),
            new Exercise(
                    Marks.CERTIFICATE_EXPIRING,
                    "A certificate ends soon and wasn't renewed.",
                    "",
                    List.of("kafka.certs"),
                    List.of("renew-certificates"),
                    "Find out why the operator didn't renew it: paused, down, or outside of its maintenance window."),
            new Exercise(
                    Marks.OWN_AUTHORITY_ENDING,
                    "An authority of your own ends soon, and nobody renews it but you.",
                    "",
                    List.of("kafka.certs"),
                    List.of("renew-own-authority", "retire-authority"),
                    "Its key is in no safe here: make another authority with openssl, and bring it in with a new key."),
            new Exercise(
                    Marks.STORED_OLD,
                    "Objects are still stored in a version that the next operator doesn't know.",
                    "",
                    List.of("kafka.crd"),
                    List.of("convert-stored", "upgrade-operator"),
                    "The upgrade is blocked until they are converted. See which releases have the tool for it, and what is blocked with others."),
            new Exercise(
                    Marks.FEWER_NODES,
                    "Fewer brokers are asked for while they hold partitions.",
                    "",
                    List.of("kafka.scaledown", "kafka.warnings"),
                    List.of("scale-in"),
                    "The operator's guard holds them; scale-in moves the partitions first."),
            new Exercise(
                    Marks.SMALLER_VOLUMES,
                    "A pool asks for smaller volumes; the operator ignores it.",
                    "",
                    List.of("kafka.warnings"),
                    List.of("move-pool"),
                    "Volumes never shrink: a new pool takes the partitions over."),
            new Exercise(
                    Marks.REBALANCE_STUCK,
                    "A rebalance gets no proposal.",
                    "ask for one with rebalance",
                    List.of("kafka.rebalance"),
                    List.of("refresh-rebalance", "stop-rebalance"),
                    "Metrics may be missing or young; ask again, or stop it."),
            new Exercise(
                    Marks.REBALANCE_FAILING,
                    "A rebalance fails.",
                    "ask for one with rebalance",
                    List.of("kafka.rebalance"),
                    List.of("refresh-rebalance", "stop-rebalance"),
                    "The reason stands in the finding's evidence."),
            new Exercise(
                    Marks.TOPIC_OPERATOR_DOWN,
                    "Nobody takes the finalizers off topics.",
                    "",
                    List.of("kafka.entity"),
                    List.of("release-topics", "uninstall", "delete-topic"),
                    "Delete a KafkaTopic: it hangs, and with it its namespace. See what is refused, then let it go and keep the topic."),
            new Exercise(
                    Marks.FOREIGN_VOLUMES,
                    "The brokers find the data of another cluster on their volumes.",
                    "",
                    List.of("kafka.ready"),
                    List.of("restore-cluster"),
                    "Never delete the volumes: give the cluster its old identity."),
            new Exercise(
                    Marks.OPERATOR_MEMORY,
                    "The operator runs out of memory.",
                    "",
                    List.of("kafka.operator.ready"),
                    List.of("install-operator"),
                    "Brokers go on; nothing is changed or renewed meanwhile."),
            new Exercise(
                    Marks.VERSION_UNSUPPORTED,
                    "The operator doesn't know the Kafka version any more.",
                    "",
                    List.of("kafka.ready"),
                    List.of("upgrade-kafka"),
                    "The finding names the version to go to."),
            new Exercise(
                    Marks.BUDGET_MISSING,
                    "Evictions may take more brokers away than partitions can lose.",
                    "",
                    List.of("kafka.pdb"),
                    List.of("move-off-node"),
                    "Clear a machine in the operator's order before it is drained."),
            new Exercise(
                    Marks.OPERATOR_DOWN,
                    "The operator doesn't run: no change is taken up.",
                    "",
                    List.of("kafka.operator.ready"),
                    List.of("install-operator"),
                    "Look which runbooks ask for an operator before they change anything."),
            new Exercise(
                    Marks.IMAGE_PULL,
                    "An image can't be pulled.",
                    "change a setting that needs a restart, with configure",
                    List.of("kafka.ready", "kafka.pods"),
                    List.of("upgrade-kafka"),
                    "The roll stops at its first node, so that the others serve; take the change back."),
            new Exercise(
                    Marks.LOG_RECOVERY,
                    "A broker was stopped uncleanly, and looks through all its logs.",
                    "",
                    List.of("kafka.pods", "kafka.underreplicated"),
                    List.of(),
                    "The finding counts the logs that are left. Do nothing: a restart begins anew, and a new disk throws good data away. See what"
                            + " is blocked meanwhile."),
            new Exercise(
                    Marks.CONTROLLER_BEHIND,
                    "A controller lags behind the one that leads.",
                    "",
                    List.of("kafka.quorum"),
                    List.of("rolling-restart"),
                    "The quorum has its majority still, and no controller to lose: look at the disk and the network of that one."),
            new Exercise(
                    Marks.CLASS_FIXED,
                    "Larger volumes are asked for, and their storage class doesn't let them grow.",
                    "",
                    List.of("kafka.pvc", "kafka.warnings"),
                    List.of("grow-storage", "move-pool"),
                    "The operator only warns. See why grow-storage is blocked: another class needs other volumes."),
            new Exercise(
                    Marks.RIGHTS_MISSING,
                    "The operator has lost a right, and fails at every Kafka.",
                    "",
                    List.of("kafka.ready", "kafka.operator.reconciles"),
                    List.of(),
                    "The condition names the right that is missing: its ClusterRoles were changed by hand, or belong to an older release."),
            new Exercise(
                    Marks.REBALANCE_SLOW,
                    "A rebalance runs, and nothing moves.",
                    "ask for one with rebalance",
                    List.of("kafka.rebalance"),
                    List.of("stop-rebalance"),
                    "The finding says how far it is and how long it should have taken; a throttle that is too low looks the same."),
            new Exercise(
                    Marks.MIRROR_BEHIND,
                    "A mirror is hours behind.",
                    "make one with create-mirror",
                    List.of("kafka.backup"),
                    List.of(),
                    "That much would be lost with this Kafka. Give it more tasks, up to the number of partitions."),
            new Exercise(
                    Marks.CONSUMERS_BEHIND,
                    "A group of consumers falls behind.",
                    "enable-metrics with the exporter",
                    List.of("kafka.lag"),
                    List.of(),
                    "Brokers are well; look at the application, then at the number of partitions."),
            new Exercise(
                    Marks.WRITES_REFUSED,
                    "Writers are refused.",
                    "run probe",
                    List.of(),
                    List.of("probe"),
                    "Brokers are up and the cluster is Ready: only writing and reading something tells."));

    private Exercises() {}
}
