package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kit.Version;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the status of a Kafka as the operator does: whole, once, at the end of a reconciliation. */
final class StatusWriter {
    private final Site site;
    private final Nodes nodes;

    StatusWriter(Site site, Nodes nodes) {
        this.site = site;
        this.nodes = nodes;
    }

    /** One condition; the time of a present one of the same words stays. */
    private Map<String, Object> condition(String type, String reason, String message) {
        Optional<String> since = site.object().items("status", "conditions").stream()
                .filter(c -> c.text("type").orElse("").equals(type)
                        && c.text("reason").orElse("").equals(reason)
                        && c.text("message").orElse("").equals(message))
                .findFirst()
                .flatMap(c -> c.text("lastTransitionTime"));
        Map<String, Object> condition =
                Json.map("type", type, "status", "True", "lastTransitionTime", since.orElse(Json.time(site.now())));
        if (!reason.isEmpty()) {
            condition.put("reason", reason);
        }
        if (!message.isEmpty()) {
            condition.put("message", message);
        }
        return condition;
    }

    private List<Object> warnings() {
        List<Object> all = new ArrayList<>();
        List<String> found = nodes.warnings();
        for (int i = 0; i < found.size(); i += 2) {
            all.add(condition("Warning", found.get(i), found.get(i + 1)));
        }
        long brokers = site.pools().stream()
                .filter(NodePool::broker)
                .mapToLong(NodePool::wanted)
                .sum();
        long controllers = site.pools().stream()
                .filter(NodePool::controller)
                .mapToLong(NodePool::wanted)
                .sum();
        if (brokers > 1 && site.kafka().setting("default.replication.factor").isEmpty()) {
            all.add(
                    condition(
                            "Warning",
                            "KafkaDefaultReplicationFactor",
                            "default.replication.factor option is not configured. It defaults to 1 which does not guarantee"
                                    + " reliability and availability. You should configure this option in .spec.kafka.config."));
        }
        if (brokers > 1 && site.kafka().setting("min.insync.replicas").isEmpty()) {
            all.add(condition(
                    "Warning",
                    "KafkaMinInsyncReplicas",
                    "min.insync.replicas option is not configured. It defaults to 1 which does not guarantee reliability"
                            + " and availability. You should configure this option in .spec.kafka.config."));
        }
        if (controllers % 2 == 0) {
            all.add(condition(
                    "Warning",
                    "KafkaKRaftControllerNodeCount",
                    "Running KRaft controller quorum with an even number of nodes."));
        }
        return all;
    }

    /**
     * A reconciliation that failed.
     *
     * @param seen whether the newest generation counts as observed: not while the first deployment only begins
     */
    void failed(String reason, String message, boolean seen) {
        List<Object> conditions = new ArrayList<>(seen ? warnings() : List.of());
        conditions.addFirst(condition("NotReady", reason, message));
        site.status(k -> {
            Resource next = k.with(conditions, "status", "conditions").without("status", "listeners");
            return seen ? next.with(k.generation(), "status", "observedGeneration") : next;
        });
    }

    /** The operator leaves it alone, and says next to nothing about it. */
    void paused() {
        List<Object> conditions = List.of(condition("ReconciliationPaused", "", ""));
        site.status(k -> {
            Map<String, Object> kept = new LinkedHashMap<>();
            kept.put("conditions", conditions);
            k.at("status", "observedGeneration").ifPresent(g -> kept.put("observedGeneration", g));
            k.text("status", "clusterId").ifPresent(i -> kept.put("clusterId", i));
            return k.with(kept, "status");
        });
    }

    void ready(String clusterId) {
        String metadata = metadata();
        List<Object> conditions = new ArrayList<>(warnings());
        String newest = site.program().metadataOf(site.version());
        if (!metadata.equals(newest)
                && !Version.of(metadata).branch().equals(Version.of(newest).branch())) {
            conditions.add(condition(
                    "Warning",
                    "KafkaMetadataVersion",
                    "Metadata version is older than the Kafka version used by the cluster, which suggests that an upgrade"
                            + " is incomplete."));
        }
        conditions.addFirst(condition("Ready", "", ""));
        List<Object> pools = site.pools().stream()
                .map(p -> (Object) Json.map("name", p.name()))
                .toList();
        site.status(k -> k.with(conditions, "status", "conditions")
                .with(k.generation(), "status", "observedGeneration")
                .with(listeners(), "status", "listeners")
                .with(pools, "status", "kafkaNodePools")
                .with(clusterId, "status", "clusterId")
                .with(site.program().version(), "status", "operatorLastSuccessfulVersion")
                .with(site.version(), "status", "kafkaVersion")
                .with(metadata, "status", "kafkaMetadataVersion"));
        site.pools().forEach(p -> site.world().updateStatus(p.ref(), o -> o.with(clusterId, "status", "clusterId")));
    }

    private String metadata() {
        return site.kafka().wantedMetadata().orElseGet(() -> site.program().metadataOf(site.version()));
    }

    private List<Object> listeners() {
        List<Object> all = new ArrayList<>();
        for (Resource l : site.object().items("spec", "kafka", "listeners")) {
            String host = site.name() + "-kafka-bootstrap." + site.namespace() + ".svc";
            long port = l.number("port").orElse(9092L);
            all.add(Json.map(
                    "name",
                    l.text("name").orElse(""),
                    "bootstrapServers",
                    host + ":" + port,
                    "addresses",
                    List.of(Json.map("host", host, "port", port))));
        }
        return all;
    }
}
