package io.millwright.kafka;

import io.millwright.kafka.strimzi.BrokerMetrics;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Something that is wrong, and what must be said about it.
 *
 * @param name what is wrong
 * @param finding the finding's id
 * @param severity its severity
 * @param change makes a healthy cluster so
 */
record HealthCase(String name, String finding, Severity severity, UnaryOperator<FakeCluster> change) {
    static final ObjectRef EVENTS = ObjectRef.of(Strimzi.KAFKA, "messaging", "events");
    static final ObjectRef POOL = ObjectRef.of(Strimzi.POOL, "messaging", "nodes");
    static final ObjectRef OPERATOR = ObjectRef.of(Kind.DEPLOYMENT, "strimzi", "strimzi-cluster-operator");
    static final ObjectRef SET = ObjectRef.of(Strimzi.POD_SET, "messaging", "events-nodes");
    static final ObjectRef TOPIC = ObjectRef.of(Strimzi.TOPIC, "messaging", "orders");
    static final ObjectRef ENTITY = ObjectRef.of(Kind.DEPLOYMENT, "messaging", "events-entity-operator");
    static final ObjectRef BUDGET = ObjectRef.of(Kind.POD_DISRUPTION_BUDGET, "messaging", "events-kafka");
    static final ObjectRef AUTHORITY = ObjectRef.of(Kind.SECRET, "messaging", "events-cluster-ca-cert");

    static ObjectRef pod(int id) {
        return ObjectRef.of(Kind.POD, "messaging", "events-nodes-" + id);
    }

    static ObjectRef claim(int id) {
        return ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, "messaging", "data-0-events-nodes-" + id);
    }

    static void settle(FakeCluster cluster) {
        for (int i = 0; i < 3; i++) {
            page(cluster, i, 0, 0, i == 0 ? 1 : 0, 0, 0, 1L << 30);
        }
        operator(cluster, 120, 2, 4);
    }

    /** So many of the operator's passes over Kafkas ended well, failed, and found their object taken. */
    static FakeCluster operator(FakeCluster cluster, long good, long failed, long locked) {
        cluster.list(Kind.POD, new Selector("strimzi", Map.of(Strimzi.KIND_LABEL, "cluster-operator"), Map.of()))
                .forEach(p -> cluster.page(
                        p.ref(Kind.POD), OperatorMetrics.PORT, OperatorMetrics.PATH, new HttpReply(200, """
                        strimzi_reconciliations_successful_total{kind="Kafka",namespace="*",selector="",} %d.0
                        strimzi_reconciliations_failed_total{kind="Kafka",namespace="*",selector="",} %d.0
                        strimzi_reconciliations_locked_total{kind="Kafka",namespace="*",selector="",} %d.0
                        """.formatted(
                                        good, failed, locked))));
        return cluster;
    }

    static void page(
            FakeCluster cluster, int id, int lacking, int below, int leads, int offline, int failed, long bytes) {
        cluster.page(pod(id), Strimzi.METRICS_PORT, BrokerMetrics.PATH, new HttpReply(200, """
                kafka_server_replicamanager_underreplicatedpartitions %d
                kafka_server_replicamanager_underminisrpartitioncount %d
                kafka_controller_kafkacontroller_activecontrollercount %d
                kafka_controller_kafkacontroller_offlinepartitionscount %d
                kafka_log_logmanager_offlinelogdirectorycount %d
                kafka_controller_kafkacontroller_lastappliedrecordoffset 5000
                kafka_controller_kafkacontroller_lastappliedrecordlagms 0
                kafka_server_kafkaserver_brokerstate 3
                kafka_log_log_size{topic="a",partition="0"} %d
                """.formatted(
                        lacking, below, leads, offline, failed, bytes)));
    }

    /** That node tells this, too. */
    static FakeCluster more(FakeCluster c, int id, String lines) {
        HttpReply reply = c.httpGet(pod(id), "http", Strimzi.METRICS_PORT, BrokerMetrics.PATH);
        c.page(
                pod(id),
                Strimzi.METRICS_PORT,
                BrokerMetrics.PATH,
                new HttpReply(
                        200,
                        lines
                                + reply.body()
                                        .lines()
                                        .filter(l -> lines.lines()
                                                .noneMatch(n -> n.split("[ {]")[0].equals(l.split("[ {]")[0])))
                                        .collect(Collectors.joining("\n"))));
        return c;
    }

    static UnaryOperator<FakeCluster> set(ObjectRef ref, Object value, String... path) {
        return c -> c.change(ref, o -> o.with(value, path));
    }

    static UnaryOperator<FakeCluster> without(ObjectRef ref, String... path) {
        return c -> c.change(ref, o -> o.without(path));
    }

    static UnaryOperator<FakeCluster> metrics(int lacking, int below, int leads, int offline, int failed, long bytes) {
        return c -> {
            page(c, 0, lacking, below, leads, offline, failed, bytes);
            return c;
        };
    }

    static Map<String, Object> condition(FakeCluster c, String type, String reason, Duration ago) {
        return Map.of(
                "type",
                type,
                "status",
                "True",
                "reason",
                reason,
                "message",
                "because",
                "lastTransitionTime",
                c.now().minus(ago).toString());
    }

    static UnaryOperator<FakeCluster> failed(String reason, Duration ago) {
        return c ->
                c.change(EVENTS, k -> k.with(List.of(condition(c, "NotReady", reason, ago)), "status", "conditions"));
    }

    static UnaryOperator<FakeCluster> warned(String reason) {
        return c -> c.change(
                EVENTS,
                k -> k.with(
                        List.of(
                                Map.of("type", "Ready", "status", "True"),
                                condition(c, "Warning", reason, Duration.ofHours(1))),
                        "status",
                        "conditions"));
    }

    static UnaryOperator<FakeCluster> rebalance(String state, Duration ago) {
        return c -> c.put(
                Resource.of(
                                Strimzi.REBALANCE,
                                "messaging",
                                "spread",
                                Map.of(
                                        "spec",
                                        Map.of(),
                                        "status",
                                        Map.of("conditions", List.of(condition(c, state, "", ago)))))
                        .with(Map.of(Strimzi.CLUSTER_LABEL, "events"), "metadata", "labels"),
                Strimzi.REBALANCE);
    }

    static UnaryOperator<FakeCluster> image(String tag) {
        return c -> c.change(
                OPERATOR,
                d -> d.with(
                        List.of(d.items("spec", "template", "spec", "containers")
                                .getFirst()
                                .with("quay.io/strimzi/operator:" + tag, "image")
                                .content()),
                        "spec",
                        "template",
                        "spec",
                        "containers"));
    }

    static UnaryOperator<FakeCluster> later(UnaryOperator<FakeCluster> change, Duration time) {
        return c -> change.apply(c).advance(time);
    }

    static UnaryOperator<FakeCluster> unready(int... ids) {
        return c -> {
            for (int id : ids) {
                c.change(
                        pod(id),
                        p -> p.with(
                                List.of(Map.of(
                                        "type",
                                        "Ready",
                                        "status",
                                        "False",
                                        "lastTransitionTime",
                                        c.now().minus(Duration.ofMinutes(10)).toString())),
                                "status",
                                "conditions"));
            }
            return c;
        };
    }

    static UnaryOperator<FakeCluster> definition(Kind kind, Object value, String... path) {
        return set(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(kind)), value, path);
    }
}
