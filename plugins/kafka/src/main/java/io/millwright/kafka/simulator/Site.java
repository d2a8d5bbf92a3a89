package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One Kafka during one pass: what is there, and the ways in which the operator changes it. Not thread-safe. */
final class Site {
    private final SimulatedCluster world;
    private final OperatorSite.Program program;
    private Resource object;

    Site(SimulatedCluster world, Resource object, OperatorSite.Program program) {
        this.world = world;
        this.object = object;
        this.program = program;
    }

    SimulatedCluster world() {
        return world;
    }

    OperatorSite.Program program() {
        return program;
    }

    Instant now() {
        return world.now();
    }

    Resource object() {
        return object;
    }

    KafkaCluster kafka() {
        return new KafkaCluster(object);
    }

    String name() {
        return object.name();
    }

    String namespace() {
        return object.namespace();
    }

    ObjectRef ref(Kind kind, String name) {
        return ObjectRef.of(kind, namespace(), name);
    }

    private Selector own() {
        return Selector.labelled(namespace(), Strimzi.CLUSTER_LABEL, name());
    }

    /** The Kafka version that it is to run. */
    String version() {
        return kafka().wantedVersion().orElse(program.defaultKafka());
    }

    String image() {
        return "quay.io/strimzi/kafka:" + program.version() + "-kafka-" + version();
    }

    List<NodePool> pools() {
        return world.list(Strimzi.POOL, own()).stream()
                .filter(p -> !deleting(p))
                .map(NodePool::new)
                .sorted(Comparator.comparing(NodePool::name))
                .toList();
    }

    /** The pods of its nodes, those that are being deleted included. */
    List<Resource> pods() {
        return world.list(Kind.POD, own()).stream()
                .filter(p -> p.label(Strimzi.BROKER_LABEL).isPresent())
                .sorted(Comparator.comparingLong(Site::id))
                .toList();
    }

    /** Its Secrets. */
    List<Resource> secrets() {
        return world.list(Kind.SECRET, own());
    }

    /** The sets of its nodes' pods. */
    List<Resource> podSets() {
        return world.list(Strimzi.POD_SET, own()).stream()
                .filter(s -> s.label(Strimzi.POOL_LABEL).isPresent())
                .toList();
    }

    List<Resource> claims() {
        return world.list(Kind.PERSISTENT_VOLUME_CLAIM, own());
    }

    /** The number of a node, from the name of its pod. */
    static long id(Resource pod) {
        return id(pod.name());
    }

    static long id(String pod) {
        return Long.parseLong(pod.substring(pod.lastIndexOf('-') + 1));
    }

    static boolean deleting(Resource object) {
        return object.text("metadata", "deletionTimestamp").isPresent();
    }

    /** The time since that moment; zero when there is none. */
    Duration since(Optional<String> time) {
        return time.map(t -> Duration.between(Instant.parse(t), now())).orElse(Duration.ZERO);
    }

    /** Changes the status; nothing is written when nothing changes. */
    void status(UnaryOperator<Resource> change) {
        world.updateStatus(object.ref(Strimzi.KAFKA), change).ifPresent(r -> object = r);
    }

    /** Changes metadata or spec. */
    void update(UnaryOperator<Resource> change) {
        world.update(object.ref(Strimzi.KAFKA), change).ifPresent(r -> object = r);
    }

    List<Object> owner() {
        return owner(object);
    }

    static List<Object> owner(Resource of) {
        return List.of(Json.map(
                "apiVersion",
                of.apiVersion(),
                "kind",
                of.kind(),
                "name",
                of.name(),
                "uid",
                of.uid(),
                "controller",
                true,
                "blockOwnerDeletion",
                false));
    }

    Map<String, String> labels(String component) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Strimzi.CLUSTER_LABEL, name());
        labels.put(Strimzi.KIND_LABEL, "Kafka");
        labels.put(Strimzi.NAME_LABEL, name() + "-" + component);
        labels.put(Strimzi.COMPONENT_LABEL, component);
        labels.put("app.kubernetes.io/name", component);
        labels.put("app.kubernetes.io/instance", name());
        labels.put("app.kubernetes.io/part-of", "strimzi-" + name());
        labels.put("app.kubernetes.io/managed-by", Strimzi.OPERATOR_NAME);
        return labels;
    }

    /** An object that goes with the Kafka. */
    Resource owned(Kind kind, String name, Map<String, ?> fields, String component) {
        return Resource.of(kind, namespace(), name, fields)
                .with(labels(component), "metadata", "labels")
                .with(owner(), "metadata", "ownerReferences");
    }
}
