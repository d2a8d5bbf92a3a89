package io.millwright.metrics.simulator;

import io.millwright.kit.Times;
import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.kit.simulator.Store;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Routing;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pod of a simulated Alertmanager answers. Its silences are shared by all of them, as gossip would. */
final class AmApi {
    /** Of a copy nobody knows where its alerts go: to somebody who takes them. */
    private static final String STAND_IN = "{\"route\":{\"receiver\":\"stand-in\"},\"receivers\":"
            + "[{\"name\":\"stand-in\",\"webhook_configs\":[{\"url\":\"http://stand-in\"}]}]}";

    /** What a copy has sent before, which no object tells: more than anybody has. */
    private static final long SENT_BEFORE = 1_000_000_000;

    private final SimulatedCluster world;
    private final Server s;
    private final Resource pod;
    private final Store store;

    private AmApi(SimulatedCluster world, Server s, Resource pod) {
        this.world = world;
        this.s = s;
        this.pod = pod;
        this.store = new Store(world, s.namespace(), "alertmanager-" + s.name());
    }

    static Optional<HttpReply> answer(SimulatedCluster world, HttpCall call) {
        return PromApi.pod(world, call.object(), Names.ALERTMANAGER)
                .flatMap(p -> world.get(ObjectRef.of(
                                Names.AM,
                                p.namespace(),
                                p.label(Names.APP_INSTANCE).orElse("")))
                        .map(o -> new AmApi(world, new Server(o), p)))
                .map(a -> a.reply(call));
    }

    private HttpReply reply(HttpCall call) {
        String path = call.path().replaceFirst("\\?.*$", "");
        if (!Pods.ready(pod)) {
            return new HttpReply(503, "Service Unavailable");
        }
        if (path.equals("/-/ready") || path.equals("/-/healthy")) {
            return new HttpReply(200, "OK");
        }
        if (path.startsWith("/api/v2/silence/") && call.method().equals("DELETE")) {
            return expire(path.substring("/api/v2/silence/".length()));
        }
        return switch (path) {
            case "/api/v2/silences" ->
                call.method().equals("POST") ? silence(Yaml.document(call.body(), path)) : ok(silences());
            case "/api/v2/status" -> ok(status());
            case "/api/v2/alerts" -> ok(alerts());
            case "/metrics" -> new HttpReply(200, metrics());
            default -> new HttpReply(404, "{\"code\":404,\"message\":\"path " + path + " was not found\"}");
        };
    }

    private static HttpReply ok(Object content) {
        return new HttpReply(200, Json.text(content));
    }

    /** What the operator has made of the Secret; without one it sends nowhere. */
    private String config() {
        return stored().map(c -> isReadable(c) ? c : STAND_IN)
                .orElse("{\"route\":{\"receiver\":\"null\"},\"receivers\":[{\"name\":\"null\"}]}");
    }

    private Optional<String> stored() {
        return world.get(ObjectRef.of(Kind.SECRET, s.namespace(), "alertmanager-" + s.name()))
                .flatMap(c -> c.text("data", "alertmanager.yaml"))
                .map(v -> new String(Base64.getDecoder().decode(v), StandardCharsets.UTF_8));
    }

    /** In a copy, what Secrets hold is replaced. */
    private static boolean isReadable(String config) {
        try {
            return !Yaml.document(config, "the configuration").content().isEmpty();
        } catch (ProblemException e) {
            return false;
        }
    }

    private Map<String, Object> status() {
        List<Object> peers = new ArrayList<>();
        world.list(Kind.POD, new Selector(s.namespace(), s.labels(), Map.of())).stream()
                .filter(Pods::ready)
                .forEach(p -> peers.add(Json.map("name", p.name(), "address", p.name() + ":9094")));
        return Json.map(
                "cluster",
                Json.map("status", s.replicas() > 1 ? "ready" : "disabled", "peers", peers),
                "versionInfo",
                Json.map("version", s.version(List.of(pod)).orElse("")),
                "config",
                Json.map("original", config()),
                "uptime",
                pod.text("status", "startTime").orElse(Json.time(world.now())));
    }

    private HttpReply silence(Resource asked) {
        if (asked.items("matchers").isEmpty()) {
            return new HttpReply(400, "\"silence invalid: at least one matcher required\"");
        }
        String id = "%08x-0000-4000-8000-%012x"
                .formatted(
                        asked.text("comment").orElse("").hashCode(),
                        store.all("silence").size());
        store.put("silence", id, asked.with(id, "id").content());
        return ok(Json.map("silenceID", id));
    }

    private HttpReply expire(String id) {
        Optional<Resource> found = store.find("silence", id);
        found.ifPresent(f -> store.put(
                "silence", id, f.with(Json.time(world.now()), "endsAt").content()));
        return found.isPresent() ? new HttpReply(200, "") : new HttpReply(404, "\"silence not found\"");
    }

    private boolean active(Resource silence) {
        Instant now = world.now();
        return Times.kubernetes(silence.text("startsAt"))
                        .filter(t -> !t.isAfter(now))
                        .isPresent()
                && Times.kubernetes(silence.text("endsAt"))
                        .filter(t -> t.isAfter(now))
                        .isPresent();
    }

    private List<Object> silences() {
        List<Object> all = new ArrayList<>();
        store.all("silence")
                .values()
                .forEach(x -> all.add(x.with(active(x) ? "active" : "expired", "status", "state")
                        .content()));
        return all;
    }

    private List<Object> alerts() {
        Routing routing = Routing.of(config());
        List<Server> mine = List.of(s);
        List<Object> all = new ArrayList<>();
        for (Resource o : world.list(Names.PROM, Selector.ALL)) {
            Server prometheus = new Server(o);
            if (prometheus.alertmanagers(mine, world::get).isEmpty()) {
                continue;
            }
            for (Firing.Alert alert : new Firing(world, prometheus).sent()) {
                Map<String, String> labels = new LinkedHashMap<>();
                alert.labels().forEach((k, v) -> labels.put(k, String.valueOf(v)));
                List<String> by = store.all("silence").values().stream()
                        .filter(this::active)
                        .filter(x -> x.items("matchers").stream().allMatch(m -> matches(m, labels)))
                        .map(x -> x.text("id").orElse(""))
                        .toList();
                all.add(Json.map(
                        "labels",
                        labels,
                        "annotations",
                        alert.annotations(),
                        "startsAt",
                        Json.time(alert.since()),
                        "receivers",
                        List.of(Json.map("name", routing.receiver(labels))),
                        "status",
                        Json.map("state", by.isEmpty() ? "active" : "suppressed", "silencedBy", by)));
            }
        }
        return all;
    }

    private static boolean matches(Resource matcher, Map<String, String> labels) {
        String value = labels.getOrDefault(matcher.text("name").orElse(""), "");
        String wanted = matcher.text("value").orElse("");
        boolean same = matcher.flag("isRegex").orElse(false) ? value.matches(wanted) : value.equals(wanted);
        return same == matcher.flag("isEqual").orElse(true);
    }

    private String metrics() {
        Routing routing = Routing.of(config());
        long sent = alerts().stream()
                .filter(a -> a instanceof Map<?, ?> m
                        && m.get("receivers") instanceof List<?> l
                        && l.getFirst() instanceof Map<?, ?> r
                        && routing.sends(String.valueOf(r.get("name"))))
                .count();
        boolean failing = world.fault(Faults.NOTIFICATIONS_FAILING);
        long before = stored().filter(c -> !isReadable(c)).isPresent() ? SENT_BEFORE : failing ? 40 : 0;
        return """
                # TYPE alertmanager_notifications_total counter
                alertmanager_notifications_total{integration="webhook"} %1$d
                # TYPE alertmanager_notifications_failed_total counter
                alertmanager_notifications_failed_total{integration="webhook",reason="other"} %2$d
                # TYPE alertmanager_notification_requests_total counter
                alertmanager_notification_requests_total{integration="webhook"} %1$d
                # TYPE alertmanager_notification_requests_failed_total counter
                alertmanager_notification_requests_failed_total{integration="webhook"} %2$d
                alertmanager_config_last_reload_successful 1
                """.formatted(sent + before, failing ? 12 : 0);
    }
}
