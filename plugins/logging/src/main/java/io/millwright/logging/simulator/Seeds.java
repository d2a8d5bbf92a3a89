package io.millwright.logging.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Store;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Map;

/** What a fresh sandbox has. It grows up by itself: only what people write is planted. */
final class Seeds {
    private static final String GOOD = """
            [INPUT]
                Name tail
                Path /var/log/containers/*.log
                storage.type filesystem
            [OUTPUT]
                Name es
                Match kube.*
                Host logs-es-http.logging.svc
                Port 9200
                tls On
                Suppress_Type_Name On
                Retry_Limit 20
            """;
    private static final String BAD = """
            [OUTPUT]
                Name es
                Match kube.*
                Host elasticsearch-master
                Retry_Limit False
            """;
    private final SimulatedCluster world;

    private Seeds(SimulatedCluster world) {
        this.world = world;
    }

    /** {@code healthy}: three nodes with Kibana and fluent-bit. {@code findings}: one node with several findings. Others: nothing. */
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
        Charts.operator("3.5.0").forEach(world::ensure);
        namespace("logging");
        world.ensure(elasticsearch("logging", "logs", 3, "9.5.0", true));
        world.ensure(kibana("logging", "logs", "9.5.0"));
        Store state = new Store(world, "logging", "logs");
        state.put("index", "kube-2026.08.31", index(1));
        state.put("index", "kube-2026.09.01", index(1));
        state.put(
                "repo", "backup", Json.map("type", "s3", "settings", Json.map("bucket", "logs", "base_path", "logs")));
        state.put(
                "slm",
                "nightly",
                Json.map(
                        "schedule",
                        "0 30 1 * * ?",
                        "repository",
                        "backup",
                        "done",
                        world.now().toEpochMilli()));
        Charts.fluentBit("logging", "5.1.1", GOOD).forEach(world::ensure);
    }

    /** An older operator and stack; one node whose volumes go with it; no snapshots; an index without a place for its replica; logs sent to nowhere. */
    private void findings() {
        Charts.operator("3.4.1").forEach(world::ensure);
        namespace("audit");
        world.ensure(elasticsearch("audit", "trail", 1, "9.4.2", false));
        new Store(world, "audit", "trail").put("index", "audit-2026.09.01", index(1));
        Charts.fluentBit("audit", "5.0.9", BAD).forEach(world::ensure);
    }

    private static Map<String, Object> index(long replicas) {
        return Json.map("rep", replicas, "docs", 120000L, "bytes", 80000000L);
    }

    private void namespace(String name) {
        world.ensure(Resource.of(Kind.NAMESPACE, "", name, Map.of()));
    }

    static Resource elasticsearch(String namespace, String name, long nodes, String version, boolean keep) {
        Map<String, Object> claim = Json.map(
                "metadata",
                Json.map("name", Names.DATA_CLAIM),
                "spec",
                Json.map(
                        "accessModes",
                        List.of("ReadWriteOnce"),
                        "resources",
                        Json.map("requests", Json.map("storage", "20Gi"))));
        Map<String, Object> spec = Json.map(
                "version",
                version,
                "nodeSets",
                List.of(Json.map(
                        "name",
                        "default",
                        "count",
                        nodes,
                        "config",
                        Json.map("node.store.allow_mmap", false),
                        "volumeClaimTemplates",
                        List.of(claim))));
        if (keep) {
            spec.put("volumeClaimDeletePolicy", Names.KEEP_VOLUMES);
        }
        return Resource.of(Names.ES, namespace, name, Map.of("spec", spec));
    }

    static Resource kibana(String namespace, String name, String version) {
        return Resource.of(
                Names.KB,
                namespace,
                name,
                Map.of("spec", Json.map("version", version, "count", 1L, "elasticsearchRef", Json.map("name", name))));
    }
}
