package io.millwright.kafka.strimzi;

import io.millwright.spi.Kind;
import java.util.List;

/** Names that Strimzi uses: kinds, labels, annotations, ports. */
public final class Strimzi {
    private static final String GROUP = "kafka.strimzi.io";

    public static final Kind KAFKA = Kind.of(GROUP, "v1", "Kafka", "kafkas");
    public static final Kind POOL = Kind.of(GROUP, "v1", "KafkaNodePool", "kafkanodepools");
    public static final Kind TOPIC = Kind.of(GROUP, "v1", "KafkaTopic", "kafkatopics");
    public static final Kind USER = Kind.of(GROUP, "v1", "KafkaUser", "kafkausers");
    public static final Kind REBALANCE = Kind.of(GROUP, "v1", "KafkaRebalance", "kafkarebalances");
    public static final Kind CONNECT = Kind.of(GROUP, "v1", "KafkaConnect", "kafkaconnects");
    public static final Kind CONNECTOR = Kind.of(GROUP, "v1", "KafkaConnector", "kafkaconnectors");
    public static final Kind MIRROR = Kind.of(GROUP, "v1", "KafkaMirrorMaker2", "kafkamirrormaker2s");
    public static final Kind BRIDGE = Kind.of(GROUP, "v1", "KafkaBridge", "kafkabridges");
    public static final Kind POD_SET = Kind.of("core.strimzi.io", "v1", "StrimziPodSet", "strimzipodsets");

    /** Every kind of Strimzi. */
    public static final List<Kind> KINDS =
            List.of(KAFKA, POOL, TOPIC, USER, REBALANCE, CONNECT, CONNECTOR, MIRROR, BRIDGE, POD_SET);

    public static final String TOOL = "kafka";
    public static final String OPERATOR = "operator";
    public static final String CLUSTER_COMPONENT = "cluster";
    public static final String KAFKA_COMPONENT = "kafka";

    public static final String OPERATOR_NAME = "strimzi-cluster-operator";
    public static final String CLUSTER_LABEL = "strimzi.io/cluster";
    public static final String KIND_LABEL = "strimzi.io/kind";
    public static final String NAME_LABEL = "strimzi.io/name";
    public static final String POOL_LABEL = "strimzi.io/pool-name";
    public static final String COMPONENT_LABEL = "strimzi.io/component-type";
    public static final String BROKER_LABEL = "strimzi.io/broker-role";
    public static final String CONTROLLER_LABEL = "strimzi.io/controller-role";

    public static final String PAUSE = "strimzi.io/pause-reconciliation";
    public static final String MANUAL_ROLL = "strimzi.io/manual-rolling-update";
    public static final String DELETE_POD_AND_PVC = "strimzi.io/delete-pod-and-pvc";
    public static final String FORCE_RENEW = "strimzi.io/force-renew";
    public static final String FORCE_REPLACE = "strimzi.io/force-replace";
    public static final String REBALANCE_ORDER = "strimzi.io/rebalance";
    public static final String AUTO_APPROVAL = "strimzi.io/rebalance-auto-approval";
    public static final String REBALANCE_TEMPLATE = "strimzi.io/rebalance-template";
    public static final String NEXT_IDS = "strimzi.io/next-node-ids";
    public static final String REMOVE_IDS = "strimzi.io/remove-node-ids";
    public static final String KAFKA_VERSION = "strimzi.io/kafka-version";
    public static final String REVISION = "strimzi.io/revision";
    public static final String CA_CERT_GENERATION = "strimzi.io/ca-cert-generation";
    public static final String CA_KEY_GENERATION = "strimzi.io/ca-key-generation";
    public static final String CLUSTER_CA_CERT_GENERATION = "strimzi.io/cluster-ca-cert-generation";
    public static final String CLUSTER_CA_KEY_GENERATION = "strimzi.io/cluster-ca-key-generation";
    public static final String CLIENTS_CA_CERT_GENERATION = "strimzi.io/clients-ca-cert-generation";
    public static final String DELETE_CLAIM = "strimzi.io/delete-claim";
    public static final String MANAGED = "strimzi.io/managed";
    public static final String TOPIC_FINALIZER = "strimzi.io/topic-operator";

    /** On a ConfigMap that holds the configuration of a Kafka: its name. */
    public static final String EXPORT_LABEL = "millwright.io/kafka-export";

    /** Where brokers tell their metrics when {@code spec.kafka.metricsConfig} is set. */
    public static final int METRICS_PORT = 9404;

    private Strimzi() {}

    /** {@code kafkas.kafka.strimzi.io}. */
    public static String definition(Kind kind) {
        return kind.plural() + "." + kind.group();
    }
}
