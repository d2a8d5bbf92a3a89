package io.millwright.logging.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Store;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator.HttpCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Elasticsearch's API, as much of it as plans and checks ask. Nobody is answered without the elastic user's password. */
final class EsApi {
    private final SimulatedCluster world;
    private final Elastic e;
    private final Store state;
    private final Shards shards;

    private EsApi(SimulatedCluster world, Elastic e) {
        this.world = world;
        this.e = e;
        this.shards = new Shards(world, e);
        this.state = shards.state();
    }

    static Optional<HttpReply> answer(SimulatedCluster world, HttpCall call) {
        Optional<String> name = call.object().kind().equals(Kind.POD)
                ? world.get(call.object()).flatMap(p -> p.label(Names.CLUSTER_LABEL))
                : Optional.of(call.object().name().replaceFirst("-es-http$", ""));
        return name.flatMap(n -> world.get(ObjectRef.of(Names.ES, call.object().namespace(), n)))
                .map(o -> new EsApi(world, new Elastic(o)).reply(call));
    }

    private HttpReply reply(HttpCall call) {
        String password = world.get(e.beside(Kind.SECRET, "-es-elastic-user"))
                .flatMap(s -> s.text("data", "elastic"))
                .map(v -> new String(java.util.Base64.getDecoder().decode(v), java.nio.charset.StandardCharsets.UTF_8))
                .orElse("");
        String wanted = "Basic " + Json.base64("elastic:" + password);
        if (!call.headers().getOrDefault("authorization", "").equals(wanted)) {
            return new HttpReply(401, "{\"error\":\"missing authentication credentials\"}");
        }
        String path = call.path().replaceFirst("\\?.*$", "");
        if (call.method().equals("PUT")
                && path.matches("/_snapshot/[^/]+/[^/]+")
                && world.fault(Faults.SNAPSHOT_FAILING)) {
            return new HttpReply(500, "{\"error\":{\"type\":\"repository_exception\"},\"status\":500}");
        }
        Optional<?> content = call.method().equals("GET")
                ? read(path)
                : Snapshots.handles(path)
                        ? new Snapshots(world, state).change(call.method(), path, body(call))
                        : change(path, body(call));
        return content.map(c -> new HttpReply(200, Json.text(c)))
                .orElseGet(() -> new HttpReply(404, "{\"error\":\"not found\",\"status\":404}"));
    }

    private static Resource body(HttpCall call) {
        return call.body().isBlank() ? new Resource(Map.of()) : Yaml.document(call.body(), call.path());
    }

    private Optional<?> read(String path) {
        if (Snapshots.handles(path)) {
            return new Snapshots(world, state).read(path);
        }
        return switch (path) {
            case "/" ->
                Optional.of(Json.map(
                        "cluster_name",
                        e.name(),
                        "version",
                        Json.map("number", e.version().orElse(""))));
            case "/_cluster/health" ->
                Optional.of(Json.map(
                        "status",
                        e.health(),
                        "number_of_nodes",
                        e.available(),
                        "unassigned_shards",
                        shards.unassigned(),
                        "number_of_pending_tasks",
                        0L,
                        "task_max_waiting_in_queue_millis",
                        0L));
            case "/_cat/allocation" -> Optional.of(allocation());
            case "/_cat/shards" -> Optional.of(shards.rows());
            case "/_cat/indices" -> Optional.of(indices());
            case "/_nodes/stats/jvm,breaker" -> Optional.of(Json.map("nodes", heap()));
            case "/_all/_settings/index.blocks.*" -> Optional.of(blocks());
            case "/_ilm/status" ->
                Optional.of(Json.map("operation_mode", world.fault(Faults.RETENTION_STOPPED) ? "STOPPED" : "RUNNING"));
            case "/_all/_ilm/explain" -> Optional.of(Json.map("indices", Map.of()));
            case "/_cluster/settings" ->
                Optional.of(Json.map(
                        "persistent",
                        state.find("setting", "exclude")
                                .map(s -> Json.map(
                                        "cluster.routing.allocation.exclude._name",
                                        s.text("names").orElse("")))
                                .orElse(Map.of()),
                        "transient",
                        Map.of()));
            case "/_migration/deprecations" ->
                Optional.of(Json.map(
                        "cluster_settings", List.of(), "node_settings", List.of(), "index_settings", Map.of()));
            case "/_health_report" ->
                Optional.of(Json.map(
                        "status",
                        world.fault(Faults.DISK_FULL) ? "red" : "green",
                        "indicators",
                        Json.map(
                                "disk",
                                Json.map(
                                        "status",
                                        world.fault(Faults.DISK_FULL) ? "red" : "green",
                                        "symptom",
                                        "disks by their watermarks"))));
            default ->
                path.matches("/[a-z0-9.-]+")
                        ? state.find("index", path.substring(1)).map(i -> Json.map(path.substring(1), Map.of()))
                        : Optional.empty();
        };
    }

    private Optional<?> change(String path, Resource body) {
        if (!path.equals("/_cluster/settings")) {
            return Optional.empty();
        }
        String names = body.text("persistent", "cluster.routing.allocation.exclude._name")
                .orElse("");
        if (names.isEmpty()) {
            state.remove("setting", "exclude");
        } else {
            state.put("setting", "exclude", Json.map("names", names));
        }
        return Optional.of(Json.map("acknowledged", true));
    }

    private List<Object> allocation() {
        List<Object> rows = new ArrayList<>();
        String percent = world.fault(Faults.DISK_FULL) ? "93" : "41";
        shards.dataNodes()
                .forEach(n -> rows.add(Json.map(
                        "node", n, "disk.percent", percent, "disk.used", "8800000000", "disk.total", "21400000000")));
        return rows;
    }

    private List<Object> indices() {
        List<Object> rows = new ArrayList<>();
        state.all("index")
                .forEach((n, i) -> rows.add(Json.map(
                        "index",
                        n,
                        "rep",
                        Long.toString(Shards.replicas(i)),
                        "health",
                        Shards.replicas(i) + 1 > shards.dataNodes().size() ? "yellow" : "green",
                        "docs.count",
                        i.text("docs").orElse("0"),
                        "store.size",
                        i.text("bytes").orElse("0"))));
        return rows;
    }

    private Map<String, Object> heap() {
        Map<String, Object> nodes = new LinkedHashMap<>();
        shards.dataNodes()
                .forEach(n -> nodes.put(
                        "id-" + n, Json.map("name", n, "jvm", Json.map("mem", Json.map("heap_used_percent", 55L)))));
        return nodes;
    }

    private Map<String, Object> blocks() {
        Map<String, Object> all = new LinkedHashMap<>();
        state.all("index").forEach((n, i) -> {
            if (i.flag("blocked").orElse(false)) {
                all.put(n, Json.map("settings", Json.map("index.blocks.read_only_allow_delete", "true")));
            }
        });
        return all;
    }
}
