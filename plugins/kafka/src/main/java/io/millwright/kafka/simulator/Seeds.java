package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Map;

/** The clusters that a fresh sandbox has. They grow up by themselves: only what the operator's users write is planted. */
final class Seeds {
    private final SimulatedCluster world;

    private Seeds(SimulatedCluster world) {
        this.world = world;
    }

    /** {@code healthy}: one small cluster. {@code findings}: one with several findings. Others: nothing. */
    static void plant(SimulatedCluster world, String scenario) {
        Seeds seeds = new Seeds(world);
        switch (scenario) {
            case "healthy" -> seeds.healthy();
            case "findings" -> seeds.findings();
            default -> {
                // A scenario of another tool.
            }
        }
    }

    private void healthy() {
        Releases.operator("1.2.0").forEach(world::ensure);
        namespace("messaging");
        world.ensure(pool("messaging", "events", 3, "10Gi"));
        world.ensure(Resource.of(Strimzi.KAFKA, "messaging", "events", Map.of("spec", kafka("4.3.1", true, true))));
        topic("messaging", "events", "orders", 3);
        user("messaging", "events", "shop");
        export("messaging", "events");
    }

    /** An older operator, no quorum of brokers for one more failure, an upgrade that isn't final, a wrong topic and a rebalance that failed. */
    private void findings() {
        Releases.operator("1.1.0").forEach(world::ensure);
        namespace("clicks");
        world.ensure(pool("clicks", "stream", 3, "10Gi"));
        Map<String, Object> spec = kafka("4.3.0", true, true);
        world.ensure(Resource.of(Strimzi.KAFKA, "clicks", "stream", Map.of("spec", spec))
                .with(Marks.BROKER_DOWN, "metadata", "annotations", Marks.LATER));
        world.update(
                ObjectRef.of(Strimzi.KAFKA, "clicks", "stream"),
                k -> k.with("4.2-IV1", "spec", "kafka", "metadataVersion"));
        topic("clicks", "stream", "views", 3);
        topic("clicks", "stream", "archive", 5);
        world.ensure(Resource.of(Strimzi.REBALANCE, "clicks", "balance", Map.of("spec", Json.map("mode", "full")))
                .with(Map.of(Strimzi.CLUSTER_LABEL, "stream"), "metadata", "labels"));
    }

    private void namespace(String name) {
        world.ensure(Resource.of(Kind.NAMESPACE, "", name, Map.of()));
    }

    static Resource pool(String namespace, String cluster, long nodes, String size) {
        return Resource.of(
                        Strimzi.POOL,
                        namespace,
                        "nodes",
                        Map.of(
                                "spec",
                                Json.map(
                                        "replicas",
                                        nodes,
                                        "roles",
                                        List.of("controller", "broker"),
                                        "storage",
                                        Json.map(
                                                "type",
                                                "jbod",
                                                "volumes",
                                                List.of(Json.map(
                                                        "id",
                                                        0L,
                                                        "type",
                                                        "persistent-claim",
                                                        "size",
                                                        size,
                                                        "kraftMetadata",
                                                        "shared"))),
                                        "resources",
                                        Json.map(
                                                "requests",
                                                Json.map("cpu", "100m", "memory", "1Gi"),
                                                "limits",
                                                Json.map("memory", "1Gi")),
                                        "template",
                                        Json.map("pod", Json.map("affinity", apart(cluster))))))
                .with(Map.of(Strimzi.CLUSTER_LABEL, cluster), "metadata", "labels");
    }

    private static Map<String, Object> apart(String cluster) {
        return Json.map(
                "podAntiAffinity",
                Json.map(
                        "preferredDuringSchedulingIgnoredDuringExecution",
                        List.of(Json.map(
                                "weight",
                                100L,
                                "podAffinityTerm",
                                Json.map(
                                        "topologyKey",
                                        "kubernetes.io/hostname",
                                        "labelSelector",
                                        Json.map("matchLabels", Json.map(Strimzi.CLUSTER_LABEL, cluster)))))));
    }

    static Map<String, Object> kafka(String version, boolean metrics, boolean cruiseControl) {
        Map<String, Object> kafka = Json.map(
                "version",
                version,
                "metadataVersion",
                version.startsWith("4.3") ? "4.3-IV0" : "4.2-IV1",
                "listeners",
                List.of(Json.map(
                        "name",
                        "tls",
                        "port",
                        9093L,
                        "type",
                        "internal",
                        "tls",
                        true,
                        "authentication",
                        Json.map("type", "scram-sha-512"))),
                "authorization",
                Json.map("type", "simple"),
                "config",
                Json.map(
                        "auto.create.topics.enable",
                        false,
                        "default.replication.factor",
                        3L,
                        "min.insync.replicas",
                        2L,
                        "offsets.topic.replication.factor",
                        3L,
                        "transaction.state.log.replication.factor",
                        3L,
                        "transaction.state.log.min.isr",
                        2L));
        if (metrics) {
            kafka.put(
                    "metricsConfig",
                    Json.map("type", "strimziMetricsReporter", "values", Json.map("allowList", List.of(".*"))));
        }
        Map<String, Object> spec = Json.map(
                "kafka", kafka, "entityOperator", Json.map("topicOperator", Map.of(), "userOperator", Map.of()));
        if (cruiseControl) {
            spec.put("cruiseControl", Map.of());
        }
        return spec;
    }

    private void topic(String namespace, String cluster, String name, long replicas) {
        world.ensure(Resource.of(
                        Strimzi.TOPIC,
                        namespace,
                        name,
                        Map.of(
                                "spec",
                                Json.map(
                                        "partitions",
                                        12L,
                                        "replicas",
                                        replicas,
                                        "config",
                                        Json.map("min.insync.replicas", "2"))))
                .with(Map.of(Strimzi.CLUSTER_LABEL, cluster), "metadata", "labels"));
    }

    private void user(String namespace, String cluster, String name) {
        world.ensure(Resource.of(
                        Strimzi.USER,
                        namespace,
                        name,
                        Map.of("spec", Json.map("authentication", Json.map("type", "scram-sha-512"))))
                .with(Map.of(Strimzi.CLUSTER_LABEL, cluster), "metadata", "labels"));
    }

    private void export(String namespace, String cluster) {
        world.ensure(Resource.of(
                        Kind.CONFIG_MAP,
                        namespace,
                        cluster + "-export-seed1",
                        Map.of("data", Json.map("objects.yaml", "# written when the sandbox was made\n")))
                .with(Map.of(Strimzi.EXPORT_LABEL, cluster), "metadata", "labels"));
    }
}
