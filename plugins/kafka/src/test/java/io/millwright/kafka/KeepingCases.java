package io.millwright.kafka;

import static io.millwright.kafka.HealthCase.AUTHORITY;
import static io.millwright.kafka.HealthCase.ENTITY;
import static io.millwright.kafka.HealthCase.EVENTS;
import static io.millwright.kafka.HealthCase.OPERATOR;
import static io.millwright.kafka.HealthCase.POOL;
import static io.millwright.kafka.HealthCase.TOPIC;
import static io.millwright.kafka.HealthCase.definition;
import static io.millwright.kafka.HealthCase.image;
import static io.millwright.kafka.HealthCase.pod;
import static io.millwright.kafka.HealthCase.set;
import static io.millwright.kafka.HealthCase.warned;
import static io.millwright.kafka.HealthCase.without;

import io.millwright.kafka.strimzi.OperatorMetrics;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What can be wrong with what keeps a cluster: certificates, copies, its operator and versions. */
final class KeepingCases {
    private KeepingCases() {}

    static List<HealthCase> keeping() {
        return List.of(
                new HealthCase(
                        "certificate ends soon",
                        "kafka.certs.cluster-ca",
                        Severity.WARNING,
                        c -> c.advance(Duration.ofDays(340))),
                new HealthCase(
                        "certificate ended",
                        "kafka.certs.clients-ca",
                        Severity.CRITICAL,
                        c -> c.advance(Duration.ofDays(366))),
                new HealthCase(
                        "nodes' certificates end soon",
                        "kafka.certs.nodes",
                        Severity.WARNING,
                        c -> c.advance(Duration.ofDays(340))),
                new HealthCase(
                        "nodes' certificates ended",
                        "kafka.certs.nodes",
                        Severity.CRITICAL,
                        c -> c.advance(Duration.ofDays(366))),
                new HealthCase(
                        "a node without a certificate",
                        "kafka.certs.unknown.nodes",
                        Severity.UNKNOWN,
                        set(
                                ObjectRef.of(Kind.SECRET, "messaging", "events-nodes-1"),
                                "bm9uc2Vuc2U=",
                                "data",
                                "events-nodes-1.crt")),
                new HealthCase(
                        "no certificate",
                        "kafka.certs.unknown.cluster-ca",
                        Severity.UNKNOWN,
                        set(AUTHORITY, "bm9uc2Vuc2U=", "data", "ca.crt")),
                new HealthCase(
                        "paused",
                        "kafka.paused",
                        Severity.WARNING,
                        set(EVENTS, "true", "metadata", "annotations", Strimzi.PAUSE)),
                new HealthCase(
                        "paused topic",
                        "kafka.paused.parts",
                        Severity.WARNING,
                        set(TOPIC, "true", "metadata", "annotations", Strimzi.PAUSE)),
                new HealthCase(
                        "a warning",
                        "kafka.warnings.kafka-min-insync-replicas",
                        Severity.WARNING,
                        warned("KafkaMinInsyncReplicas")),
                new HealthCase(
                        "a warning of a risk",
                        "kafka.warnings.kafka-storage",
                        Severity.DEGRADED,
                        warned("KafkaStorage")),
                new HealthCase("a warning without rule", "kafka.warnings.whim", Severity.UNKNOWN, warned("Whim")),
                new HealthCase("no entity operator", "kafka.entity.operator", Severity.DEGRADED, c -> c.remove(ENTITY)),
                new HealthCase(
                        "topics without operator",
                        "kafka.entity.absent",
                        Severity.WARNING,
                        without(EVENTS, "spec", "entityOperator")),
                new HealthCase(
                        "refused topic",
                        "kafka.entity.topics",
                        Severity.WARNING,
                        set(
                                TOPIC,
                                List.of(Map.of("type", "Ready", "status", "False", "reason", "NotSupported")),
                                "status",
                                "conditions")),
                new HealthCase(
                        "stuck topic",
                        "kafka.entity.terminating",
                        Severity.WARNING,
                        set(TOPIC, "2026-01-01T00:00:00Z", "metadata", "deletionTimestamp")),
                new HealthCase(
                        "topic without spare",
                        "kafka.spof.topics",
                        Severity.WARNING,
                        set(TOPIC, 2L, "spec", "replicas")),
                new HealthCase(
                        "single ephemeral broker",
                        "kafka.spof.broker",
                        Severity.CRITICAL,
                        c -> c.change(
                                POOL,
                                p -> p.with(1L, "spec", "replicas")
                                        .with(Map.of("type", "ephemeral"), "spec", "storage"))),
                new HealthCase("one zone of two", "kafka.spof.zone", Severity.WARNING, KeepingCases::oneZone),
                new HealthCase(
                        "offsets",
                        "kafka.spof.offsets",
                        Severity.WARNING,
                        set(EVENTS, 1L, "spec", "kafka", "config", "offsets.topic.replication.factor")));
    }

    static List<HealthCase> versions() {
        return List.of(
                new HealthCase(
                        "version unset",
                        "kafka.version.unset",
                        Severity.WARNING,
                        without(EVENTS, "spec", "kafka", "version")),
                new HealthCase(
                        "unsupported",
                        "kafka.version.unsupported",
                        Severity.CRITICAL,
                        set(EVENTS, "4.1.0", "spec", "kafka", "version")),
                new HealthCase(
                        "not final",
                        "kafka.version.metadata",
                        Severity.WARNING,
                        set(EVENTS, "4.2-IV1", "status", "kafkaMetadataVersion")),
                new HealthCase(
                        "mixed",
                        "kafka.version.mixed",
                        Severity.WARNING,
                        set(pod(0), "4.2.0", "metadata", "annotations", Strimzi.KAFKA_VERSION)),
                new HealthCase(
                        "newer on offer",
                        "kafka.version.newer",
                        Severity.INFO,
                        set(EVENTS, "4.2.1", "spec", "kafka", "version")),
                new HealthCase(
                        "operator down",
                        "kafka.operator.ready",
                        Severity.CRITICAL,
                        set(OPERATOR, 0L, "status", "availableReplicas")),
                new HealthCase(
                        "operator restarts again and again",
                        "kafka.operator.ready.restarts",
                        Severity.WARNING,
                        KeepingCases::restarting),
                new HealthCase(
                        "operator fails",
                        "kafka.operator.reconciles.failing.kafka",
                        Severity.WARNING,
                        c -> HealthCase.operator(c, 10, 60, 0)),
                new HealthCase(
                        "operator held up",
                        "kafka.operator.reconciles.locked.kafka",
                        Severity.WARNING,
                        c -> HealthCase.operator(c, 10, 0, 60)),
                new HealthCase(
                        "operator silent",
                        "kafka.operator.reconciles.unknown",
                        Severity.UNKNOWN,
                        KeepingCases::silentOperator),
                new HealthCase("operator old", "kafka.operator.version.newer", Severity.INFO, image("1.1.0")),
                new HealthCase(
                        "operator with holes", "kafka.operator.version.vulnerable", Severity.WARNING, image("1.0.0")),
                new HealthCase("operator unknown", "kafka.operator.version.unknown", Severity.UNKNOWN, image("latest")),
                new HealthCase(
                        "two operators",
                        "kafka.operator.version.two",
                        Severity.CRITICAL,
                        c -> c.put(
                                new Resource(c.get(OPERATOR).orElseThrow().content())
                                        .with("other", "metadata", "name")
                                        .with("other-uid", "metadata", "uid"),
                                Kind.DEPLOYMENT)),
                new HealthCase(
                        "definition missing",
                        "kafka.crd.missing",
                        Severity.CRITICAL,
                        c -> c.remove(
                                ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(Strimzi.TOPIC)))),
                new HealthCase(
                        "stored old",
                        "kafka.crd.stored",
                        Severity.CRITICAL,
                        definition(Strimzi.TOPIC, List.of("v1beta2", "v1"), "status", "storedVersions")),
                new HealthCase(
                        "definitions old",
                        "kafka.crd.old",
                        Severity.WARNING,
                        definition(
                                Strimzi.TOPIC,
                                List.of(Map.of("name", "v1"), Map.of("name", "v1beta2")),
                                "spec",
                                "versions")));
    }

    private static FakeCluster silentOperator(FakeCluster c) {
        c.list(Kind.POD, new Selector("strimzi", Map.of(Strimzi.KIND_LABEL, "cluster-operator"), Map.of()))
                .forEach(p ->
                        c.page(p.ref(Kind.POD), OperatorMetrics.PORT, OperatorMetrics.PATH, new HttpReply(503, "")));
        return c;
    }

    /** The operator's pod has ended five times, the last a moment ago. */
    private static FakeCluster restarting(FakeCluster c) {
        Resource pod = c
                .list(Kind.POD, new Selector("strimzi", Map.of(Strimzi.KIND_LABEL, "cluster-operator"), Map.of()))
                .stream()
                .findFirst()
                .orElseThrow();
        return c.change(
                pod.ref(Kind.POD),
                p -> p.with(
                        List.of(Map.of(
                                "name",
                                "strimzi-cluster-operator",
                                "restartCount",
                                5L,
                                "lastState",
                                Map.of(
                                        "terminated",
                                        Map.of(
                                                "reason",
                                                "Error",
                                                "finishedAt",
                                                c.now().toString())))),
                        "status",
                        "containerStatuses"));
    }

    /** Every broker is on one of two machines of the same zone, and there is another zone. */
    private static FakeCluster oneZone(FakeCluster c) {
        List<Resource> brokers = c.list(Kind.POD, Selector.in("messaging")).stream()
                .filter(p -> p.label(Strimzi.BROKER_LABEL).isPresent())
                .toList();
        List<Resource> nodes = c.list(Kind.NODE, Selector.ALL);
        for (int i = 0; i < brokers.size(); i++) {
            String node = nodes.get(i % 2).name();
            c.change(brokers.get(i).ref(Kind.POD), p -> p.with(node, "spec", "nodeName"));
        }
        for (int i = 0; i < nodes.size(); i++) {
            String zone = i < 2 ? "zone-a" : "zone-b";
            c.change(
                    nodes.get(i).ref(Kind.NODE),
                    n -> n.with(zone, "metadata", "labels", "topology.kubernetes.io/zone"));
        }
        return c;
    }
}
