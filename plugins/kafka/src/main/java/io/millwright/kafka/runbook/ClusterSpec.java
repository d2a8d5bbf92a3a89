package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Bytes;
import io.millwright.kit.Tree;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects of a new cluster, after the answers of {@link CreateCluster}. */
record ClusterSpec(Request request, String namespace, String name, Versions versions) {
    private boolean single() {
        return request.input("layout").equals("single");
    }

    private boolean separate() {
        return request.input("layout").equals("separate");
    }

    List<Resource> pools() {
        if (separate()) {
            return List.of(
                    pool(
                            "controllers",
                            3,
                            List.of("controller"),
                            request.input("controller-storage"),
                            "2Gi",
                            "[1000-1099]"),
                    pool(
                            "brokers",
                            request.number("brokers"),
                            List.of("broker"),
                            request.input("storage"),
                            request.input("memory"),
                            "[0-999]"));
        }
        return List.of(pool(
                "nodes",
                single() ? 1 : 3,
                List.of("controller", "broker"),
                request.input("storage"),
                request.input("memory"),
                ""));
    }

    private Resource pool(String pool, long replicas, List<String> roles, String size, String memory, String ids) {
        Map<String, Object> volume = new LinkedHashMap<>();
        volume.put("id", 0L);
        volume.put("type", "persistent-claim");
        volume.put("size", size);
        if (!request.input("storage-class").isEmpty()) {
            volume.put("class", request.input("storage-class"));
        }
        volume.put("deleteClaim", false);
        volume.put("kraftMetadata", "shared");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("replicas", replicas);
        spec.put("roles", roles);
        spec.put("storage", Tree.of("type", "jbod", "volumes", List.of(volume)));
        spec.put("resources", Tree.of("requests", Tree.of("memory", memory), "limits", Tree.of("memory", memory)));
        spec.put("jvmOptions", heap(memory));
        if (replicas > 1) {
            spec.put("template", Tree.of("pod", Tree.of("affinity", apart(pool))));
        }
        Resource made = Resource.of(Strimzi.POOL, namespace, pool, Map.of("spec", spec))
                .with(Tree.of(Strimzi.CLUSTER_LABEL, name), "metadata", "labels");
        return ids.isEmpty() ? made : made.with(Tree.of(Strimzi.NEXT_IDS, ids), "metadata", "annotations");
    }

    /** A half for the heap: the page cache needs the rest. */
    static Map<String, Object> heap(String memory) {
        String half = Math.max(256, Bytes.quantity(memory).orElse(0L) / 2 / (1L << 20)) + "m";
        return Tree.of("-Xms", half, "-Xmx", half);
    }

    private Map<String, Object> apart(String pool) {
        return Tree.of(
                "podAntiAffinity",
                Tree.of(
                        "preferredDuringSchedulingIgnoredDuringExecution",
                        List.of(Tree.of(
                                "weight",
                                100L,
                                "podAffinityTerm",
                                Tree.of(
                                        "topologyKey",
                                        "kubernetes.io/hostname",
                                        "labelSelector",
                                        Tree.of(
                                                "matchLabels",
                                                Tree.of(Strimzi.CLUSTER_LABEL, name, Strimzi.POOL_LABEL, pool)))))));
    }

    Resource kafka() {
        Map<String, Object> kafka = new LinkedHashMap<>();
        String version = request.input("version");
        kafka.put("version", version);
        versions.metadataOf(version).ifPresent(m -> kafka.put("metadataVersion", m));
        kafka.put("listeners", listeners());
        if (!request.input("login").equals("none")) {
            kafka.put("authorization", Tree.of("type", "simple"));
        }
        kafka.put("config", config());
        if (request.yes("metrics")) {
            kafka.put("metricsConfig", EnablePart.metrics());
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("kafka", kafka);
        for (String id : List.of(Authority.CLUSTER, Authority.CLIENTS)) {
            if (List.of(id, "both").contains(request.input("own-authorities"))) {
                spec.put(Authority.field(id), Tree.of("generateCertificateAuthority", false));
            }
        }
        spec.put("entityOperator", Tree.of("topicOperator", Map.of(), "userOperator", Map.of()));
        if (request.yes("cruise-control") && !single()) {
            spec.put("cruiseControl", Map.of());
        }
        if (request.yes("exporter")) {
            spec.put("kafkaExporter", Tree.of("topicRegex", ".*", "groupRegex", ".*"));
        }
        return Resource.of(Strimzi.KAFKA, namespace, name, Map.of("spec", spec));
    }

    private List<Object> listeners() {
        List<Object> all = new ArrayList<>();
        if (request.yes("plain")) {
            all.add(Tree.of("name", "plain", "port", 9092L, "type", "internal", "tls", false));
        }
        Map<String, Object> tls =
                new LinkedHashMap<>(Tree.of("name", "tls", "port", 9093L, "type", "internal", "tls", true));
        switch (request.input("login")) {
            case "scram" -> tls.put("authentication", Tree.of("type", "scram-sha-512"));
            case "tls" -> tls.put("authentication", Tree.of("type", "tls"));
            default -> {
                // Whoever reaches it may use it: the plan says so.
            }
        }
        all.add(tls);
        return all;
    }

    private Map<String, Object> config() {
        long replicas = single() ? 1 : 3;
        long inSync = single() ? 1 : 2;
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("auto.create.topics.enable", false);
        config.put("default.replication.factor", replicas);
        config.put("min.insync.replicas", inSync);
        config.put("offsets.topic.replication.factor", replicas);
        config.put("transaction.state.log.replication.factor", replicas);
        config.put("transaction.state.log.min.isr", inSync);
        return config;
    }
}
