package io.millwright.kafka;

import static io.millwright.kafka.HealthCase.BUDGET;
import static io.millwright.kafka.HealthCase.EVENTS;
import static io.millwright.kafka.HealthCase.POOL;
import static io.millwright.kafka.HealthCase.SET;
import static io.millwright.kafka.HealthCase.claim;
import static io.millwright.kafka.HealthCase.failed;
import static io.millwright.kafka.HealthCase.later;
import static io.millwright.kafka.HealthCase.metrics;
import static io.millwright.kafka.HealthCase.more;
import static io.millwright.kafka.HealthCase.pod;
import static io.millwright.kafka.HealthCase.set;
import static io.millwright.kafka.HealthCase.unready;
import static io.millwright.kafka.HealthCase.without;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What can be wrong with a cluster that serves, or should. */
final class HealthCases {
    private HealthCases() {}

    static List<HealthCase> availability() {
        return List.of(
                new HealthCase(
                        "not ready for long",
                        "kafka.ready",
                        Severity.CRITICAL,
                        failed("TimeoutException", Duration.ofMinutes(20))),
                new HealthCase(
                        "not ready",
                        "kafka.ready",
                        Severity.WARNING,
                        failed("UnforceableProblem", Duration.ofMinutes(6))),
                new HealthCase(
                        "not ready, no rule",
                        "kafka.ready.unknown",
                        Severity.UNKNOWN,
                        failed("Whim", Duration.ofMinutes(20))),
                new HealthCase(
                        "no status",
                        "kafka.reconcile.lag.unwatched",
                        Severity.CRITICAL,
                        later(without(EVENTS, "status"), Duration.ofMinutes(6))),
                new HealthCase(
                        "change not taken up",
                        "kafka.reconcile.lag",
                        Severity.WARNING,
                        set(EVENTS, 0L, "status", "observedGeneration")),
                new HealthCase("a node down", "kafka.pods", Severity.DEGRADED, unready(2)),
                new HealthCase("two nodes down", "kafka.pods", Severity.CRITICAL, unready(1, 2)),
                new HealthCase("lack a replica", "kafka.underreplicated", Severity.DEGRADED, metrics(4, 0, 1, 0, 0, 1)),
                new HealthCase("below in-sync", "kafka.underminisr", Severity.CRITICAL, metrics(4, 4, 1, 0, 0, 1)),
                new HealthCase("without leader", "kafka.offline", Severity.CRITICAL, metrics(0, 0, 1, 3, 0, 1)),
                new HealthCase(
                        "failed directory", "kafka.log-directories", Severity.CRITICAL, metrics(0, 0, 1, 0, 1, 1)),
                new HealthCase("no leading controller", "kafka.quorum", Severity.CRITICAL, metrics(0, 0, 0, 0, 0, 1)),
                new HealthCase("two leading controllers", "kafka.quorum", Severity.CRITICAL, metrics(0, 0, 2, 0, 0, 1)),
                new HealthCase(
                        "a controller behind",
                        "kafka.quorum.lag.events-nodes-2",
                        Severity.WARNING,
                        controller(2, 1_000, 100)),
                new HealthCase(
                        "a controller with old records",
                        "kafka.quorum.lag.events-nodes-1",
                        Severity.WARNING,
                        controller(1, 5_000, 40_000)),
                new HealthCase("a broker that recovers", "kafka.pods", Severity.WARNING, HealthCases::recovering),
                new HealthCase(
                        "a restart that doesn't end",
                        "kafka.roll.pending.events-nodes",
                        Severity.WARNING,
                        later(set(SET, 1L, "status", "currentPods"), Duration.ofMinutes(30))),
                new HealthCase(
                        "an order that stays",
                        "kafka.roll.pending.ordered",
                        Severity.WARNING,
                        set(pod(1), Map.of(Strimzi.MANUAL_ROLL, "true"), "metadata", "annotations")),
                new HealthCase("no budget", "kafka.pdb.missing", Severity.WARNING, c -> c.remove(BUDGET)),
                new HealthCase(
                        "budget of zero",
                        "kafka.pdb.blocks",
                        Severity.WARNING,
                        set(EVENTS, 0L, "spec", "kafka", "template", "podDisruptionBudget", "maxUnavailable")),
                new HealthCase(
                        "none allowed",
                        "kafka.pdb.none-allowed",
                        Severity.WARNING,
                        set(BUDGET, 0L, "status", "disruptionsAllowed")));
    }

    /** That controller has come so far, and its newest record is so old; the leader has 5000. */
    private static UnaryOperator<FakeCluster> controller(int id, long offset, long age) {
        return c -> more(c, id, """
                kafka_controller_kafkacontroller_lastappliedrecordoffset %d
                kafka_controller_kafkacontroller_lastappliedrecordlagms %d
                """.formatted(offset, age));
    }

    /** A broker has just been stopped uncleanly. */
    private static FakeCluster recovering(FakeCluster c) {
        c.change(
                pod(2),
                p -> p.with(
                        List.of(Map.of(
                                "type",
                                "Ready",
                                "status",
                                "False",
                                "lastTransitionTime",
                                c.now().toString())),
                        "status",
                        "conditions"));
        return more(c, 2, """
                kafka_server_kafkaserver_brokerstate 2
                kafka_log_logmanager_remaininglogstorecover{dir="a"} 30
                kafka_log_logmanager_remaininglogstorecover{dir="b"} 7
                """);
    }

    /** No class lets volumes grow. */
    private static FakeCluster fixed(FakeCluster c) {
        c.list(Kind.STORAGE_CLASS, Selector.ALL)
                .forEach(s -> c.change(s.ref(Kind.STORAGE_CLASS), o -> o.with(false, "allowVolumeExpansion")));
        return c;
    }

    static List<HealthCase> capacity() {
        return List.of(
                new HealthCase(
                        "disk fills", "kafka.disk.events-nodes-0", Severity.WARNING, metrics(0, 0, 1, 0, 0, 8L << 30)),
                new HealthCase(
                        "disk full",
                        "kafka.disk.events-nodes-0",
                        Severity.CRITICAL,
                        metrics(0, 0, 1, 0, 0, 99L * (1L << 30) / 10)),
                new HealthCase(
                        "claim missing",
                        "kafka.pvc.unbound.events-nodes-1",
                        Severity.CRITICAL,
                        c -> c.remove(claim(1))),
                new HealthCase(
                        "claim small",
                        "kafka.pvc.small.events-nodes-1",
                        Severity.WARNING,
                        set(claim(1), "5Gi", "status", "capacity", "storage")),
                new HealthCase(
                        "claim small, class fixed",
                        "kafka.pvc.small.events-nodes-1",
                        Severity.WARNING,
                        c -> set(claim(1), "5Gi", "status", "capacity", "storage")
                                .apply(fixed(c))),
                new HealthCase(
                        "disk full, class fixed",
                        "kafka.disk.events-nodes-0",
                        Severity.WARNING,
                        c -> metrics(0, 0, 1, 0, 0, 8L << 30).apply(fixed(c))),
                new HealthCase(
                        "claim left",
                        "kafka.pvc.orphans",
                        Severity.WARNING,
                        c -> c.put(
                                Resource.of(
                                                Kind.PERSISTENT_VOLUME_CLAIM,
                                                "messaging",
                                                "data-0-events-nodes-7",
                                                Map.of())
                                        .with(Map.of(Strimzi.CLUSTER_LABEL, "events"), "metadata", "labels"),
                                Kind.PERSISTENT_VOLUME_CLAIM)),
                new HealthCase(
                        "fewer wanted",
                        "kafka.scaledown.nodes",
                        Severity.WARNING,
                        later(set(POOL, 2L, "spec", "replicas"), Duration.ofMinutes(15))),
                new HealthCase(
                        "exporter silent",
                        "kafka.lag.unknown",
                        Severity.UNKNOWN,
                        set(EVENTS, Map.of("topicRegex", ".*"), "spec", "kafkaExporter")));
    }
}
