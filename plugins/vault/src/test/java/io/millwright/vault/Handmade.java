package io.millwright.vault;

import io.millwright.kit.simulator.Json;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import io.millwright.vault.facts.HealthCode;
import io.millwright.vault.facts.Lead;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Seal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Servers put together by hand: what a simulator wouldn't do. Three of Vault that are well, unless a test says otherwise. */
final class Handmade {
    static final ObjectRef SET = ObjectRef.of(Kind.STATEFUL_SET, "vault", "vault");
    private final FakeCluster cluster = new FakeCluster("eu-1").kubernetes("1.36");

    Handmade() {
        cluster.put(set(), Kind.STATEFUL_SET);
        cluster.put(
                Resource.of(Kind.POD_DISRUPTION_BUDGET, "vault", "vault", Map.of("spec", Map.of("maxUnavailable", 1L))),
                Kind.POD_DISRUPTION_BUDGET);
        cluster.put(
                Resource.of(
                        Kind.SECRET,
                        "vault",
                        "vault-health-token",
                        Map.of("data", Map.of("token", Json.base64("a-token-of-health")))),
                Kind.SECRET);
        for (int i = 0; i < 3; i++) {
            cluster.put(pod(i), Kind.POD);
            for (String claim : List.of("data", "audit")) {
                cluster.put(
                        Resource.of(
                                Kind.PERSISTENT_VOLUME_CLAIM,
                                "vault",
                                claim + "-vault-" + i,
                                Map.of("status", Map.of("phase", "Bound"))),
                        Kind.PERSISTENT_VOLUME_CLAIM);
            }
            seal(
                    i,
                    Json.map(
                            "type",
                            "shamir",
                            "initialized",
                            true,
                            "sealed",
                            false,
                            "t",
                            3L,
                            "n",
                            5L,
                            "progress",
                            0L,
                            "version",
                            "2.0.4",
                            "storage_type",
                            "raft",
                            "cluster_id",
                            "c1",
                            "removed_from_cluster",
                            false));
            leads(i, i == 0, 100);
            health(i, i == 0 ? 200 : 429);
            token(
                    i,
                    "/v1/sys/storage/raft/configuration",
                    Json.map("config", Json.map("servers", peers("vault-0", "vault-1", "vault-2"))));
            token(
                    i,
                    "/v1/sys/storage/raft/autopilot/state",
                    Json.map(
                            "healthy",
                            true,
                            "failure_tolerance",
                            1L,
                            "voters",
                            List.of("vault-0", "vault-1", "vault-2")));
            token(i, "/v1/sys/audit", Json.map("file/", Json.map("type", "file"), "stdout/", Json.map("type", "file")));
        }
    }

    private static Resource set() {
        Map<String, Object> labels =
                Json.map(Names.APP_NAME, "vault", "component", "server", Names.CHART_LABEL, "vault-0.34.1");
        return Resource.of(
                        Kind.STATEFUL_SET,
                        "vault",
                        "vault",
                        Map.of(
                                "spec",
                                Json.map(
                                        "replicas",
                                        3L,
                                        "updateStrategy",
                                        Json.map("type", "OnDelete"),
                                        "volumeClaimTemplates",
                                        List.of(
                                                Json.map("metadata", Json.map("name", "data")),
                                                Json.map("metadata", Json.map("name", "audit"))),
                                        "template",
                                        Json.map(
                                                "metadata",
                                                Json.map("labels", labels),
                                                "spec",
                                                Json.map(
                                                        "volumes",
                                                        List.of(Json.map(
                                                                "name",
                                                                "tls",
                                                                "secret",
                                                                Json.map("secretName", "tls"))),
                                                        "containers",
                                                        List.of(Json.map(
                                                                "name",
                                                                "vault",
                                                                "image",
                                                                "hashicorp/vault:2.0.4",
                                                                "ports",
                                                                List.of(Json.map(
                                                                        "name", "https", "containerPort", 8200L))))))),
                                "status",
                                Json.map("readyReplicas", 3L, "updateRevision", "r2")))
                .with(
                        Json.map(
                                "meta.helm.sh/release-name",
                                "vault",
                                Names.SNAPSHOT_TAKEN,
                                FakeCluster.START.minusSeconds(3600).toString()),
                        "metadata",
                        "annotations");
    }

    private static Resource pod(int i) {
        return Resource.of(
                        Kind.POD,
                        "vault",
                        "vault-" + i,
                        Map.of(
                                "spec",
                                Json.map("nodeName", "node-" + i),
                                "status",
                                Json.map(
                                        "phase",
                                        "Running",
                                        "conditions",
                                        List.of(Json.map(
                                                "type",
                                                "Ready",
                                                "status",
                                                "True",
                                                "lastTransitionTime",
                                                "2026-08-31T10:00:00Z")))))
                .with(
                        Json.map(
                                Names.REVISION,
                                "r2",
                                "vault-active",
                                Boolean.toString(i == 0),
                                "vault-sealed",
                                "false",
                                "vault-version",
                                "2.0.4"),
                        "metadata",
                        "labels");
    }

    static List<Object> peers(String... ids) {
        return java.util.stream.Stream.of(ids)
                .map(id -> (Object) Json.map("node_id", id, "address", id + ".vault-internal:8201", "voter", true))
                .toList();
    }

    FakeCluster cluster() {
        return cluster;
    }

    static ObjectRef podRef(int i) {
        return ObjectRef.of(Kind.POD, "vault", "vault-" + i);
    }

    private Handmade page(int i, String path, int status, Map<String, Object> body) {
        cluster.page(podRef(i), Names.PORT, path, new HttpReply(status, Json.text(body)));
        return this;
    }

    Handmade seal(int i, Map<String, Object> status) {
        return page(i, Seal.PATH, 200, status);
    }

    /** That server's seal, changed. */
    Handmade sealed(int i, Object... keysAndValues) {
        Map<String, Object> all = Json.map(
                "type",
                "shamir",
                "initialized",
                true,
                "sealed",
                true,
                "t",
                3L,
                "n",
                5L,
                "progress",
                0L,
                "version",
                "2.0.4",
                "storage_type",
                "raft");
        all.putAll(Json.map(keysAndValues));
        return seal(i, all);
    }

    Handmade leads(int i, boolean self, long applied) {
        return page(
                i,
                Lead.PATH,
                200,
                Json.map(
                        "is_self",
                        self,
                        "leader_address",
                        "https://10.0.0.1:8200",
                        "raft_committed_index",
                        applied,
                        "raft_applied_index",
                        applied,
                        "active_time",
                        "2026-08-31T10:00:00Z"));
    }

    Handmade health(int i, int status) {
        return page(i, HealthCode.PATH, status, Json.map("version", "2.0.4"));
    }

    Handmade token(int i, String path, Map<String, Object> data) {
        return page(i, path, 200, Json.map("data", data));
    }

    Handmade refuses(String path, int status) {
        for (int i = 0; i < 3; i++) {
            page(i, path, status, Json.map("errors", List.of("permission denied")));
        }
        return this;
    }

    /** All servers answer so. */
    Handmade everywhere(String path, Map<String, Object> data) {
        for (int i = 0; i < 3; i++) {
            token(i, path, data);
        }
        return this;
    }

    Handmade change(UnaryOperator<Resource> change) {
        cluster.change(SET, change);
        return this;
    }

    Handmade put(Resource object, Kind kind) {
        cluster.put(object, kind);
        return this;
    }

    /** The findings of that check. */
    List<Finding> findings(String check) {
        Instance instance = new VaultTool().discover(cluster).getFirst();
        return new VaultTool()
                .healthChecks().stream()
                        .filter(c -> c.info().id().equals(check))
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .toList();
    }

    List<String> ids(String check) {
        return findings(check).stream().map(Finding::id).toList();
    }
}
