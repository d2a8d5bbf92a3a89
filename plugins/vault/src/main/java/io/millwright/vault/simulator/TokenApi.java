package io.millwright.vault.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator.HttpCall;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Product;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an open server answers to those who have a token. Servers that don't lead pass it on, but snapshots. */
final class TokenApi {
    private static final String RAFT = "/v1/sys/storage/raft/";
    private static final String AUTOPILOT = RAFT + "autopilot/";
    private final SimulatedCluster world;
    private final Group group;
    private final Resource pod;
    private final Memory memory;

    TokenApi(SimulatedCluster world, Group group, Resource pod) {
        this.world = world;
        this.group = group;
        this.pod = pod;
        this.memory = group.memory();
    }

    HttpReply reply(HttpCall call, String path) {
        String token = call.headers().getOrDefault(Api.TOKEN_HEADER.toLowerCase(Locale.ROOT), "");
        boolean root = memory.has("root") && Memory.hash(token).equals(memory.get("root"));
        if (!root && !(call.method().equals("GET") && reads(token))) {
            return ServerApi.error(403, "permission denied");
        }
        if (group.leader().isEmpty()) {
            return ServerApi.error(500, "local node not active but active cluster node not found");
        }
        boolean leads = group.leader().filter(l -> l.name().equals(pod.name())).isPresent();
        return switch (call.method() + " " + path) {
            case "GET /v1/auth/token/lookup-self" -> enveloped(Json.map("policies", List.of(root ? "root" : "health")));
            case "POST /v1/auth/token/revoke-self" -> revoke();
            case "GET " + RAFT + "configuration" ->
                enveloped(Json.map("config", Json.map("index", 0L, "servers", servers())));
            case "GET " + AUTOPILOT + "state" -> enveloped(autopilot());
            case "GET " + AUTOPILOT + "configuration" ->
                enveloped(Json.map(
                        "cleanup_dead_servers",
                        memory.get("cleanup").equals("true"),
                        "min_quorum",
                        memory.number("min-quorum"),
                        "dead_server_last_contact_threshold",
                        "24h0m0s"));
            case "POST " + AUTOPILOT + "configuration" -> configure(ServerApi.body(call));
            case "POST " + RAFT + "remove-peer" -> removePeer(ServerApi.body(call));
            case "GET " + RAFT + "snapshot" -> leads ? snapshot() : new HttpReply(307, "");
            case "POST " + RAFT + "snapshot" -> leads ? restore(call.body()) : new HttpReply(307, "");
            case "POST /v1/sys/step-down" -> stepDown();
            case "POST /v1/sys/seal" -> seal();
            case "GET /v1/sys/audit" -> enveloped(devices());
            default ->
                path.startsWith("/v1/sys/audit/")
                        ? audit(call, path.substring("/v1/sys/audit/".length()))
                        : new Store(memory).reply(call, path);
        };
    }

    private boolean reads(String token) {
        return world.get(group.server().beside(Kind.SECRET, Api.HEALTH_TOKEN))
                .flatMap(s -> s.text("data", Api.TOKEN_KEY))
                .map(v -> new String(Base64.getDecoder().decode(v), StandardCharsets.UTF_8))
                .filter(token::equals)
                .isPresent();
    }

    private static HttpReply enveloped(Map<String, Object> data) {
        return ServerApi.ok(Json.map("request_id", "sandbox", "lease_duration", 0L, "data", data));
    }

    private static HttpReply done() {
        return new HttpReply(204, "");
    }

    private boolean alive(String peer) {
        return group.pod(peer).filter(group::open).isPresent();
    }

    private List<Object> servers() {
        List<Object> all = new ArrayList<>();
        memory.list("peers")
                .forEach(p -> all.add(Json.map(
                        "node_id",
                        p,
                        "address",
                        p + "." + group.server().name() + "-internal:8201",
                        "leader",
                        memory.get("leader").equals(p),
                        "voter",
                        true,
                        "protocol_version",
                        "3")));
        return all;
    }

    private Map<String, Object> autopilot() {
        List<String> peers = memory.list("peers");
        long alive = peers.stream().filter(this::alive).count();
        Map<String, Object> servers = new LinkedHashMap<>();
        peers.forEach(p -> servers.put(
                p,
                Json.map(
                        "id",
                        p,
                        "node_status",
                        alive(p) ? "alive" : "failed",
                        "healthy",
                        alive(p),
                        "last_index",
                        memory.number("index"),
                        "status",
                        memory.get("leader").equals(p) ? "leader" : "voter")));
        return Json.map(
                "healthy",
                alive == peers.size(),
                "failure_tolerance",
                Math.max(0, alive - (peers.size() / 2 + 1)),
                "leader",
                memory.get("leader"),
                "voters",
                List.copyOf(peers),
                "servers",
                servers);
    }

    private HttpReply configure(Resource body) {
        boolean cleanup = body.flag("cleanup_dead_servers").orElse(false);
        long quorum = body.number("min_quorum").orElse(0L);
        if (cleanup && quorum < 3) {
            return ServerApi.error(
                    400, "min_quorum must be set when cleanup_dead_servers is set and it should at least be 3");
        }
        memory.set("cleanup", Boolean.toString(cleanup));
        memory.set("min-quorum", Long.toString(quorum));
        return done();
    }

    private HttpReply removePeer(Resource body) {
        String peer = body.text("server_id").orElse("");
        memory.remove("peers", peer);
        memory.add("removed", peer);
        group.pod(peer).ifPresent(p -> group.open(p, false));
        memory.remove("peers", peer);
        if (memory.get("leader").equals(peer)) {
            memory.clear("leader");
        }
        return done();
    }

    private HttpReply snapshot() {
        return world.fault(Faults.SNAPSHOT_FAILING)
                ? ServerApi.error(500, "snapshot failed: no space left on device")
                : new HttpReply(200, Snapshot.of(memory));
    }

    private HttpReply restore(String body) {
        return Snapshot.restore(body, memory)
                .map(why -> ServerApi.error(400, why))
                .orElseGet(TokenApi::done);
    }

    private HttpReply stepDown() {
        group.leader().ifPresent(group::stepDown);
        return done();
    }

    private HttpReply seal() {
        group.leader().ifPresent(l -> group.open(l, false));
        memory.clear("leader");
        return done();
    }

    private HttpReply revoke() {
        memory.set("root", "revoked");
        return done();
    }

    private Map<String, Object> devices() {
        Map<String, Object> all = new LinkedHashMap<>();
        memory.list("audit").forEach(d -> all.put(d + "/", Json.map("type", "file", "path", d + "/")));
        return all;
    }

    private HttpReply audit(HttpCall call, String name) {
        if (group.server().product() == Product.OPENBAO) {
            return ServerApi.error(400, "cannot enable audit device via API");
        }
        if (call.method().equals("DELETE")) {
            memory.remove("audit", name);
        } else {
            memory.add("audit", name);
        }
        return done();
    }

    /** A snapshot's text. */
    static final class Snapshot {
        private static final String WORD = "sandbox-snapshot";

        private Snapshot() {}

        static String of(Memory memory) {
            return Json.text(Json.map(
                    "kind",
                    WORD,
                    "id",
                    memory.get("id"),
                    "shares",
                    memory.get("shares"),
                    "index",
                    memory.get("index"),
                    "audit",
                    memory.get("audit"),
                    "kept",
                    memory.get(Store.KEPT)));
        }

        /** Why it is refused; empty when the memory is now as the snapshot says. */
        static java.util.Optional<String> restore(String text, Memory memory) {
            if (memory.has("adopted")) {
                // A real server's snapshot: what it holds can't be read here, and what a copy holds isn't data.
                memory.set("index", Long.toString(memory.number("index") + 1));
                return java.util.Optional.empty();
            }
            if (!text.startsWith("{")) {
                return java.util.Optional.of("failed to read snapshot: gzip: invalid header");
            }
            Resource s = Yaml.document(text, WORD);
            if (!s.text("shares").orElse("").equals(memory.get("shares"))) {
                return java.util.Optional.of(
                        "could not verify hash file, possibly the snapshot is using a different set of unseal keys; use the snapshot-force API to bypass this check");
            }
            memory.set("audit", s.text("audit").orElse(""));
            memory.set(Store.KEPT, s.text("kept").orElse(""));
            memory.set("index", Long.toString(memory.number("index") + 1));
            return java.util.Optional.empty();
        }
    }
}
