package io.millwright.kafka.strimzi;

import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Kafka and what belongs to it.
 *
 * @param object as the API server has it
 */
public record KafkaCluster(Resource object) {
    /** The Kafka of that name; empty when there is none. */
    public static Optional<KafkaCluster> read(ClusterView view, String namespace, String name) {
        return view.get(ObjectRef.of(Strimzi.KAFKA, namespace, name)).map(KafkaCluster::new);
    }

    public static Optional<KafkaCluster> read(ClusterView view, InstanceId id) {
        return read(view, id.namespace(), id.name());
    }

    public String name() {
        return object.name();
    }

    public String namespace() {
        return object.namespace();
    }

    public ObjectRef ref() {
        return object.ref(Strimzi.KAFKA);
    }

    /** An object of its namespace. */
    public ObjectRef beside(Kind kind, String name) {
        return ObjectRef.of(kind, namespace(), name);
    }

    public Selector own() {
        return Selector.labelled(namespace(), Strimzi.CLUSTER_LABEL, name());
    }

    public boolean paused() {
        return object.annotation(Strimzi.PAUSE).filter("true"::equals).isPresent();
    }

    private Optional<Resource> trueCondition(String type) {
        return object.condition(type).filter(c -> c.text("status").orElse("").equals("True"));
    }

    public boolean ready() {
        return trueCondition("Ready").isPresent();
    }

    public Optional<Resource> notReady() {
        return trueCondition("NotReady");
    }

    public List<Resource> warnings() {
        return warnings(object);
    }

    /** What the operator warns of at that object. */
    public static List<Resource> warnings(Resource object) {
        return object.items("status", "conditions").stream()
                .filter(c -> c.text("type").orElse("").equals("Warning")
                        && c.text("status").orElse("").equals("True"))
                .toList();
    }

    /** Whether the operator has finished with its newest generation: the status is written once, at the end of a reconciliation. */
    public boolean seen() {
        return object.number("status", "observedGeneration").orElse(-1L) >= object.generation();
    }

    /** The Kafka version that is rolled out. While the object is paused, the operator says none: then the pods tell. */
    public Optional<String> version() {
        return object.text("status", "kafkaVersion");
    }

    public Optional<String> wantedVersion() {
        return object.text("spec", "kafka", "version");
    }

    public Optional<String> metadata() {
        return object.text("status", "kafkaMetadataVersion");
    }

    public Optional<String> wantedMetadata() {
        return object.text("spec", "kafka", "metadataVersion");
    }

    public Optional<String> clusterId() {
        return object.text("status", "clusterId");
    }

    public boolean cruiseControl() {
        return object.at("spec", "cruiseControl").isPresent();
    }

    public boolean entityOperator() {
        return object.at("spec", "entityOperator").isPresent();
    }

    public boolean metrics() {
        return object.at("spec", "kafka", "metricsConfig").isPresent();
    }

    /** Whether brokers refuse messages before a disk is full. */
    public boolean diskGuard() {
        return object.text("spec", "kafka", "quotas", "type")
                .filter("strimzi"::equals)
                .isPresent();
    }

    /** A broker setting, as text. */
    public Optional<String> setting(String key) {
        return object.text("spec", "kafka", "config", key);
    }

    public List<NodePool> pools(ClusterView view) {
        return NodePool.of(view, namespace(), name());
    }

    /** The pods of its nodes, by name. */
    public List<Resource> pods(ClusterView view) {
        return view.list(Kind.POD, own()).stream()
                .filter(p -> p.label(Strimzi.BROKER_LABEL).isPresent()
                        || p.label(Strimzi.CONTROLLER_LABEL).isPresent())
                .sorted(Comparator.comparing(Resource::name))
                .toList();
    }

    public List<Resource> brokers(ClusterView view) {
        return pods(view).stream().filter(KafkaCluster::isBroker).toList();
    }

    public static boolean isBroker(Resource pod) {
        return pod.label(Strimzi.BROKER_LABEL).filter("true"::equals).isPresent();
    }

    public static boolean isController(Resource pod) {
        return pod.label(Strimzi.CONTROLLER_LABEL).filter("true"::equals).isPresent();
    }

    /** Whether a pod serves. */
    public static boolean serves(Resource pod) {
        return pod.text("metadata", "deletionTimestamp").isEmpty()
                && pod.condition("Ready")
                        .flatMap(c -> c.text("status"))
                        .filter("True"::equals)
                        .isPresent();
    }

    /** The pod sets of its pools. */
    public List<Resource> podSets(ClusterView view) {
        return view.list(Strimzi.POD_SET, own()).stream()
                .filter(s -> s.label(Strimzi.POOL_LABEL).isPresent())
                .toList();
    }

    /** The claims of its nodes. */
    public List<Resource> claims(ClusterView view) {
        return view.list(Kind.PERSISTENT_VOLUME_CLAIM, own());
    }

    public List<Resource> belonging(ClusterView view, Kind kind) {
        return view.list(kind, own());
    }

    /** Rebalances that run now. */
    public List<Resource> rebalancing(ClusterView view) {
        return belonging(view, Strimzi.REBALANCE).stream()
                .filter(RebalanceState::running)
                .toList();
    }

    /** When somebody last wrote anything of that object but its status. */
    public static Optional<Instant> changed(Resource object) {
        return object.items("metadata", "managedFields").stream()
                .filter(m -> m.text("subresource").orElse("").isEmpty())
                .flatMap(m -> Times.kubernetes(m.text("time")).stream())
                .max(Comparator.naturalOrder());
    }

    public Optional<Instant> since(Resource condition) {
        return Times.kubernetes(condition.text("lastTransitionTime"));
    }

    /** How many replicas a new topic gets. */
    public long defaultReplication() {
        return object.number("spec", "kafka", "config", "default.replication.factor")
                .orElse(1L);
    }

    public long minInSync() {
        return object.number("spec", "kafka", "config", "min.insync.replicas").orElse(1L);
    }

    /** How many replicas that topic is to have. */
    public long replicasOf(Resource topic) {
        return topic.number("spec", "replicas").orElse(defaultReplication());
    }

    /** How many of its replicas must have a message before it counts. */
    public long inSyncOf(Resource topic) {
        return topic.number("spec", "config", "min.insync.replicas").orElse(minInSync());
    }

    /** The topics whose replicas are no more than the in-sync replicas that they ask for: they can't lose a broker, and restarts wait for them. */
    public List<String> topicsWithoutSpare(ClusterView view) {
        return belonging(view, Strimzi.TOPIC).stream()
                .filter(t -> replicasOf(t) <= inSyncOf(t))
                .map(Resource::name)
                .toList();
    }
}
