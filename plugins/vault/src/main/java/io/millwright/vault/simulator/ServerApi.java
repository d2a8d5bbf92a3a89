package io.millwright.vault.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator.HttpCall;
import io.millwright.vault.facts.Product;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers' API, as much of it as plans and checks ask: what anybody may ask is here, the rest in {@link TokenApi}. */
final class ServerApi {
    private final SimulatedCluster world;
    private final Group group;
    private final Resource pod;

    private ServerApi(SimulatedCluster world, Group group, Resource pod) {
        this.world = world;
        this.group = group;
        this.pod = pod;
    }

    static Optional<HttpReply> answer(SimulatedCluster world, HttpCall call) {
        if (!call.object().kind().equals(Kind.POD)) {
            return Optional.empty();
        }
        String name = call.object().name().replaceFirst("-[0-9]+$", "");
        return Server.read(new Reading(world), call.object().namespace(), name)
                .map(s -> new Group(world, s))
                .flatMap(g -> g.pod(call.object().name())
                        .filter(Group::running)
                        .map(p -> new ServerApi(world, g, p).reply(call)));
    }

    static HttpReply ok(Map<String, Object> body) {
        return new HttpReply(200, Json.text(body));
    }

    static HttpReply error(int status, String message) {
        return new HttpReply(status, Json.text(Json.map("errors", List.of(message))));
    }

    private HttpReply reply(HttpCall call) {
        String path = call.path().replaceFirst("\\?.*$", "");
        HttpReply reply = switch (call.method() + " " + path) {
            case "GET /v1/sys/seal-status" -> ok(seal());
            case "GET /v1/sys/init" -> ok(Json.map("initialized", group.hasStore(pod)));
            case "GET /v1/sys/health" -> health(call.path());
            case "GET /v1/sys/leader" -> group.open(pod) ? ok(leader()) : error(503, "Vault is sealed");
            case "GET /v1/sys/seal-backend-status" -> ok(Json.map("healthy", true));
            case "POST /v1/sys/init", "PUT /v1/sys/init" -> init(body(call));
            case "POST /v1/sys/unseal", "PUT /v1/sys/unseal" -> unseal(body(call));
            case "POST /v1/sys/storage/raft/join" -> join();
            default ->
                group.open(pod) ? new TokenApi(world, group, pod).reply(call, path) : error(503, "Vault is sealed");
        };
        group.memory().save();
        return reply;
    }

    static Resource body(HttpCall call) {
        return call.body().isBlank() ? new Resource(Map.of()) : Yaml.document(call.body(), "the body");
    }

    private Map<String, Object> seal() {
        boolean open = group.open(pod);
        boolean store = group.hasStore(pod);
        Map<String, Object> all = Json.map(
                "type",
                "shamir",
                "initialized",
                store,
                "sealed",
                !open,
                "t",
                store ? group.memory().number("threshold") : 0L,
                "n",
                store ? (long) group.memory().list("shares").size() : 0L,
                "progress",
                (long) group.keys(pod).size(),
                "nonce",
                "",
                "version",
                group.version(pod),
                "migration",
                false,
                "recovery_seal",
                false,
                "storage_type",
                "raft");
        if (group.server().product() == Product.VAULT) {
            all.put("removed_from_cluster", group.removed(pod));
        }
        if (open) {
            all.put("cluster_name", "vault-cluster-" + group.memory().get("id"));
            all.put("cluster_id", group.memory().get("id"));
        }
        return all;
    }

    private boolean leads() {
        return group.leader().filter(l -> l.name().equals(pod.name())).isPresent();
    }

    private HttpReply health(String path) {
        boolean store = group.hasStore(pod);
        boolean open = group.open(pod);
        int sealed = path.contains("sealedcode=230") ? 230 : 503;
        int status = group.removed(pod) && group.server().product() == Product.VAULT
                ? 530
                : !store ? 501 : !open ? sealed : leads() ? 200 : 429;
        return new HttpReply(
                status,
                Json.text(Json.map(
                        "initialized", store, "sealed", !open, "standby", !leads(), "version", group.version(pod))));
    }

    private Map<String, Object> leader() {
        Optional<Resource> leader = group.leader();
        long index = group.memory().number("index");
        boolean behind = world.fault(Faults.FOLLOWER_BEHIND)
                && group.pods().getLast().name().equals(pod.name())
                && !leads();
        return Json.map(
                "ha_enabled",
                true,
                "is_self",
                leads(),
                "active_time",
                group.memory().get("since"),
                "leader_address",
                leader.map(l -> group.server().scheme() + "://"
                                + l.text("status", "podIP").orElse("10.0.0.1") + ":8200")
                        .orElse(""),
                "leader_cluster_address",
                leader.map(l -> "https://" + l.name() + "." + group.server().name() + "-internal:8201")
                        .orElse(""),
                "raft_committed_index",
                index,
                "raft_applied_index",
                behind ? Math.max(0, index - 5000) : index);
    }

    private HttpReply init(Resource body) {
        long shares = body.number("secret_shares").orElse(0L);
        long threshold = body.number("secret_threshold").orElse(0L);
        if (group.memory().has("id") && group.hasStore(pod)) {
            return error(400, "Vault is already initialized");
        }
        if (shares < 1 || threshold < 1 || threshold > shares || shares > 1 && threshold < 2) {
            return error(400, "invalid seal configuration");
        }
        Memory memory = group.memory();
        Shares made = memory.has("adopted") ? Shares.standIns(shares) : Shares.make(shares);
        memory.set("id", made.id());
        memory.set("threshold", Long.toString(threshold));
        memory.set("shares", made.hashes());
        memory.set("root", Memory.hash(made.token()));
        memory.set("index", "12");
        memory.clear("removed");
        memory.set("peers", pod.name());
        group.giveStore(pod);
        return ok(Json.map("keys", made.hex(), "keys_base64", made.base64(), "root_token", made.token()));
    }

    private HttpReply unseal(Resource body) {
        if (!group.hasStore(pod)) {
            return error(400, "Vault is not initialized");
        }
        if (body.flag("reset").orElse(false)) {
            group.memory().clear("keys." + pod.name());
            return ok(seal());
        }
        Optional<String> share = body.text("key").flatMap(Shares::hash);
        if (share.isEmpty()) {
            return error(400, "'key' must be a valid hex or base64 string");
        }
        if (group.open(pod)) {
            return ok(seal());
        }
        List<String> keys = new ArrayList<>(group.keys(pod));
        if (!keys.contains(share.get())) {
            keys.add(share.get());
        }
        String slot = "keys." + pod.name();
        if (keys.size() < group.memory().number("threshold")) {
            group.memory().set(slot, pod.uid() + "," + String.join(",", keys));
            return ok(seal());
        }
        group.memory().clear(slot);
        if (!group.memory().list("shares").containsAll(keys)) {
            return error(
                    400, "invalid key: failed to decrypt keys from storage: cipher: message authentication failed");
        }
        if (group.memory().list("peers").contains(pod.name())) {
            group.open(pod, true);
        } else {
            // A server that joins answers the leader's challenge first.
            group.memory()
                    .set("opening." + pod.name(), pod.uid() + "@" + (world.now().getEpochSecond() + 2));
        }
        return ok(seal());
    }

    private HttpReply join() {
        if (group.hasStore(pod)) {
            return error(500, "raft storage is already initialized");
        }
        if (group.leader().isEmpty()) {
            return error(500, "failed to join raft cluster: no leader");
        }
        group.giveStore(pod);
        return ok(Json.map("joined", true));
    }
}
