package io.millwright.logging.simulator;

import io.millwright.spi.Simulator.Exercise;
import java.util.List;

/** What can be switched on in the sandbox, for the guide: how it is found, and what is to be done. */
final class Exercises {
    static final List<Exercise> ALL = List.of(
            new Exercise(
                    Faults.OPERATOR_DOWN,
                    "The operator doesn't run.",
                    "",
                    List.of("logging.operator.ready"),
                    List.of("upgrade-operator"),
                    "Elasticsearch serves on; nothing is changed, grown or renewed."),
            new Exercise(
                    Faults.NODE_DOWN,
                    "An Elasticsearch node fails.",
                    "",
                    List.of("logging.es.nodes"),
                    List.of("rolling-restart"),
                    "Are all shards still somewhere? Don't restart a second one."),
            new Exercise(
                    Faults.DISK_FULL,
                    "The disks of the nodes are nearly full; soon indices become read-only.",
                    "",
                    List.of("logging.es.disk"),
                    List.of("grow-storage", "scale"),
                    "Grow, add a node or keep less: which one lasts?"),
            new Exercise(
                    Faults.SHARDS_STUCK,
                    "Shards find no place.",
                    "scale data nodes in",
                    List.of("logging.es.shards"),
                    List.of("scale"),
                    "Ask Elasticsearch why: its own explanation is in the evidence."),
            new Exercise(
                    Faults.SNAPSHOT_FAILING,
                    "Snapshots fail.",
                    "run back-up",
                    List.of(),
                    List.of("set-repository", "back-up"),
                    "The run ends with the repository's own words."),
            new Exercise(
                    Faults.RETENTION_STOPPED,
                    "Nobody deletes old indices.",
                    "",
                    List.of("logging.es.retention"),
                    List.of(),
                    "Somebody has stopped lifecycle management and forgotten it."),
            new Exercise(
                    Faults.OUTPUT_FAILING,
                    "Collectors can't deliver: buffers fill, then records are lost.",
                    "",
                    List.of("logging.fluent-bit.health", "logging.fluent-bit.drops", "logging.fluent-bit.buffer"),
                    List.of("install-fluent-bit"),
                    "Which one comes first, and how much time is there between them?"));

    private Exercises() {}
}
