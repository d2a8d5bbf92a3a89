package io.millwright.metrics.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.kit.simulator.Store;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator.HttpCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pod of a simulated Prometheus answers. */
final class PromApi {
    private final SimulatedCluster world;
    private final Server s;
    private final Resource pod;
    private final Firing firing;

    private PromApi(SimulatedCluster world, Server s, Resource pod) {
        this.world = world;
        this.s = s;
        this.pod = pod;
        this.firing = new Firing(world, s);
    }

    static Optional<HttpReply> answer(SimulatedCluster world, HttpCall call) {
        return pod(world, call.object(), Names.PROMETHEUS)
                .flatMap(p -> world.get(ObjectRef.of(
                                Names.PROM,
                                p.namespace(),
                                p.label(Names.APP_INSTANCE).orElse("")))
                        .map(o -> new PromApi(world, new Server(o), p)))
                .map(a -> a.reply(call));
    }

    /** The pod that was asked: itself, or one behind the Service. */
    static Optional<Resource> pod(SimulatedCluster world, ObjectRef object, String app) {
        Optional<Resource> found = object.kind().equals(Kind.POD)
                ? world.get(object)
                : world.get(object)
                        .flatMap(service -> world
                                .list(
                                        Kind.POD,
                                        new Selector(object.namespace(), service.textMap("spec", "selector"), Map.of()))
                                .stream()
                                .filter(Pods::ready)
                                .findFirst());
        return found.filter(p -> p.label(Names.APP_NAME).filter(app::equals).isPresent());
    }

    private HttpReply reply(HttpCall call) {
        String path = call.path().replaceFirst("\\?.*$", "");
        if (!Pods.ready(pod)) {
            return new HttpReply(503, "Service Unavailable");
        }
        if (path.equals("/-/ready") || path.equals("/-/healthy")) {
            return new HttpReply(200, "Prometheus Server is Ready.\n");
        }
        if (call.method().equals("POST")) {
            return path.equals("/api/v1/admin/tsdb/snapshot") ? snapshot() : error(404, "not found");
        }
        return switch (path) {
            case "/api/v1/query" -> query(call.path());
            case "/api/v1/status/buildinfo" ->
                data(Json.map("version", s.version(List.of(pod)).orElse("")));
            case "/api/v1/status/runtimeinfo" -> data(runtime());
            case "/api/v1/status/tsdb" -> data(tsdb());
            case "/api/v1/targets" -> data(Json.map("activeTargets", targets(), "droppedTargets", List.of()));
            case "/api/v1/rules" -> data(Json.map("groups", firing.groups()));
            case "/api/v1/alerts" -> data(Json.map("alerts", alerts()));
            case "/api/v1/alertmanagers" ->
                data(Json.map("activeAlertmanagers", alertmanagers(), "droppedAlertmanagers", List.of()));
            default -> error(404, "not found");
        };
    }

    private static HttpReply data(Object data) {
        return new HttpReply(200, Json.text(Json.map("status", "success", "data", data)));
    }

    private static HttpReply error(int status, String why) {
        return new HttpReply(status, Json.text(Json.map("status", "error", "errorType", "unavailable", "error", why)));
    }

    private HttpReply snapshot() {
        if (!s.object().flag("spec", "enableAdminAPI").orElse(false)) {
            return error(503, "admin APIs disabled");
        }
        if (world.fault(Faults.SNAPSHOT_FAILING)) {
            return error(500, "create snapshot: no space left on device");
        }
        String name = Json.time(world.now()).replaceAll("[-:]", "") + "-sandbox";
        new Store(world, s.namespace(), pod.name()).put("snapshot", name, Json.map("at", Json.time(world.now())));
        return data(Json.map("name", name));
    }

    private Map<String, Object> runtime() {
        return Json.map(
                "startTime",
                pod.text("status", "startTime").orElse(""),
                "reloadConfigSuccess",
                !world.fault(Faults.BAD_CONFIG),
                "lastConfigTime",
                Json.time(world.now()),
                "corruptionCount",
                0L,
                "goroutineCount",
                40L,
                "storageRetention",
                s.retention());
    }

    private Map<String, Object> tsdb() {
        long series = world.fault(Faults.SERIES_GROW) ? 90000L : 50000L;
        return Json.map(
                "headStats",
                Json.map("numSeries", series, "numLabelPairs", 4000L, "chunkCount", series * 2),
                "seriesCountByMetricName",
                List.of(
                        Json.map("name", "apiserver_request_duration_seconds_bucket", "value", series / 3),
                        Json.map("name", "etcd_request_duration_seconds_bucket", "value", series / 8)));
    }

    private List<Object> targets() {
        List<Object> all = new ArrayList<>();
        boolean down = world.fault(Faults.TARGET_DOWN);
        for (Resource monitor : firing.selected("serviceMonitor", Names.SERVICE_MONITOR)) {
            for (Resource service : world.list(Kind.SERVICE, Selector.ALL)) {
                boolean chosen = service.textMap("metadata", "labels")
                        .entrySet()
                        .containsAll(monitor.textMap("spec", "selector", "matchLabels")
                                .entrySet());
                boolean here =
                        monitor.texts("spec", "namespaceSelector", "matchNames").contains(service.namespace())
                                || monitor.at("spec", "namespaceSelector").isEmpty()
                                        && service.namespace().equals(monitor.namespace());
                if (chosen && here) {
                    boolean sick = down && !service.name().endsWith("-prometheus");
                    all.add(Json.map(
                            "scrapePool",
                            "serviceMonitor/" + monitor.namespace() + "/" + monitor.name() + "/0",
                            "scrapeUrl",
                            "http://" + service.name() + "." + service.namespace() + ":9090/metrics",
                            "labels",
                            Json.map("job", service.name(), "namespace", service.namespace()),
                            "health",
                            sick ? "down" : "up",
                            "lastError",
                            sick ? "context deadline exceeded" : ""));
                }
            }
        }
        return all;
    }

    private List<Object> alerts() {
        List<Object> all = new ArrayList<>();
        firing.alerts()
                .forEach(a -> all.add(Json.map(
                        "labels",
                        a.labels(),
                        "annotations",
                        a.annotations(),
                        "state",
                        "firing",
                        "activeAt",
                        Json.time(a.since()),
                        "value",
                        "1e+00")));
        return all;
    }

    private List<Object> alertmanagers() {
        List<Object> all = new ArrayList<>();
        if (!world.fault(Faults.ALERTS_LOST)) {
            List<Server> servers =
                    world.list(Names.AM, Selector.ALL).stream().map(Server::new).toList();
            for (Server a : s.alertmanagers(servers, world::get)) {
                world.list(Kind.POD, new Selector(a.namespace(), a.labels(), Map.of())).stream()
                        .filter(Pods::ready)
                        .forEach(p -> all.add(Json.map(
                                "url", "http://" + p.text("status", "podIP").orElse("") + ":9093/api/v2/alerts")));
            }
        }
        return all;
    }

    private HttpReply query(String path) {
        String text = URLDecoder.decode(path.replaceFirst("^[^?]*\\?query=", ""), StandardCharsets.UTF_8);
        for (Query q : Query.values()) {
            if (q.text().equals(text)) {
                return data(Json.map("resultType", "vector", "result", values(q)));
            }
        }
        return error(400, "the sandbox doesn't know this query");
    }

    private List<Object> values(Query q) {
        return switch (q) {
            case SERIES_GROWTH -> one(world.fault(Faults.SERIES_GROW) ? "1.8" : "1.02", Map.of());
            case INGESTED -> one("1650", Map.of());
            case RULE_FAILURES -> one(world.fault(Faults.RULE_FAILING) ? "12" : "0", Map.of());
            case RULES_MISSED, COMPACTIONS_FAILED, WAL_CORRUPTIONS -> one("0", Map.of());
            case SEND_ERRORS ->
                one(
                        world.fault(Faults.ALERTS_LOST) ? "1" : "0",
                        Map.of("alertmanager", "http://alertmanager:9093/api/v2/alerts"));
            case REMOTE_FAILED, REMOTE_LAG -> List.of();
            case OLDEST_SAMPLE -> one(Long.toString(world.now().getEpochSecond() - 86400), Map.of());
            case VOLUME_FREE -> volumes(world.fault(Faults.DISK_FULL) ? "0.02" : "0.6");
            case VOLUME_IN_FOUR_DAYS -> volumes(world.fault(Faults.DISK_FULL) ? "-1000000" : "3000000000");
        };
    }

    private List<Object> one(String value, Map<String, String> labels) {
        return List.of(Json.map("metric", labels, "value", List.of(world.now().getEpochSecond(), value)));
    }

    private List<Object> volumes(String value) {
        List<Object> all = new ArrayList<>();
        world.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in(s.namespace()))
                .forEach(c ->
                        all.addAll(one(value, Map.of("namespace", c.namespace(), "persistentvolumeclaim", c.name()))));
        return all;
    }
}
