package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The databases that a fresh sandbox has. They grow up by themselves: only what the operator's users write is planted. */
final class Seeds {
    private static final String OPERATOR = "1.30.0";
    private static final String OLDER = "ghcr.io/cloudnative-pg/postgresql:17.10-system-trixie";
    private static final Duration UNATTENDED = Duration.ofDays(3);
    private final SimulatedCluster world;

    private Seeds(SimulatedCluster world) {
        this.world = world;
    }

    /** {@code healthy}: two clusters without a finding. {@code findings}: one with several, beside a healthy one. Others: nothing. */
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

    private void operator() {
        Releases.operator(OPERATOR).forEach(world::ensure);
        Releases.plugin().forEach(world::ensure);
        Releases.snapshots().forEach(world::ensure);
    }

    private void healthy() {
        operator();
        namespace("db");
        database("db", "orders", 3, InstanceParts.DEFAULT_IMAGE, true);
        schedule("db", "orders");
        database("db", "wiki", 2, OLDER, true);
        schedule("db", "wiki");
    }

    private void findings() {
        operator();
        namespace("shop");
        database("shop", "carts", 3, InstanceParts.DEFAULT_IMAGE, true);
        schedule("shop", "carts");
        // Its Secret was made with another name for the second key: nothing reaches the store.
        database("shop", "payments", 3, InstanceParts.DEFAULT_IMAGE, false);
        world.update(
                ObjectRef.of(Cnpg.CLUSTER, "shop", "payments"),
                c -> c.with(Marks.REPLICA_DOWN, "metadata", "annotations", Marks.LATER)
                        // What the store holds is its own, from before.
                        .with("false", "metadata", "annotations", Marks.OCCUPIED));
        oldBackup("shop", "payments", world.now().minus(UNATTENDED));
    }

    private void namespace(String name) {
        world.ensure(Resource.of(Kind.NAMESPACE, "", name, Map.of()));
    }

    private void database(String namespace, String name, long instances, String image, boolean credentials) {
        String secret = name + "-store";
        world.ensure(Resource.of(
                Kind.SECRET,
                namespace,
                secret,
                Json.map(
                        "type",
                        "Opaque",
                        "data",
                        Json.map(
                                "ACCESS_KEY_ID",
                                Json.base64("sandbox"),
                                credentials ? "ACCESS_SECRET_KEY" : "SECRET_ACCESS_KEY",
                                Json.base64("sandbox")))));
        world.ensure(Resource.of(
                Cnpg.OBJECT_STORE,
                namespace,
                name + "-store",
                Map.of(
                        "spec",
                        Json.map(
                                "configuration",
                                Json.map(
                                        "destinationPath",
                                        "s3://backups/" + name,
                                        "endpointURL",
                                        "https://s3.example.com",
                                        "s3Credentials",
                                        Json.map(
                                                "accessKeyId",
                                                Json.map("name", secret, "key", "ACCESS_KEY_ID"),
                                                "secretAccessKey",
                                                Json.map("name", secret, "key", "ACCESS_SECRET_KEY")),
                                        "wal",
                                        Json.map("compression", "gzip"),
                                        "data",
                                        Json.map("compression", "gzip")),
                                "retentionPolicy",
                                "30d"))));
        world.ensure(cluster(namespace, name, instances, image));
    }

    /** A cluster that archives to ObjectStore NAME-store. */
    static Resource cluster(String namespace, String name, long instances, String image) {
        return Resource.of(Cnpg.CLUSTER, namespace, name, Map.of("spec", specification(name, instances, image)));
    }

    private static Map<String, Object> specification(String name, long instances, String image) {
        return Json.map(
                "instances",
                instances,
                "imageName",
                image,
                "bootstrap",
                Json.map("initdb", Json.map("database", name, "owner", name, "dataChecksums", true)),
                "storage",
                Json.map("size", "10Gi"),
                "resources",
                Json.map(
                        "requests",
                        Json.map("cpu", "500m", "memory", "1Gi"),
                        "limits",
                        Json.map("cpu", "500m", "memory", "1Gi")),
                "plugins",
                List.of(Json.map(
                        "name",
                        Cnpg.BARMAN_PLUGIN,
                        "enabled",
                        true,
                        "isWALArchiver",
                        true,
                        "parameters",
                        Json.map("barmanObjectName", name + "-store", "serverName", name))));
    }

    private static Map<String, Object> backupSpec(String cluster) {
        return Json.map(
                "cluster",
                Json.map("name", cluster),
                "method",
                "plugin",
                "pluginConfiguration",
                Json.map("name", Cnpg.BARMAN_PLUGIN));
    }

    private void schedule(String namespace, String cluster) {
        Map<String, Object> spec = backupSpec(cluster);
        spec.put("schedule", "0 0 2 * * *");
        spec.put("immediate", true);
        spec.put("backupOwnerReference", "cluster");
        world.ensure(Resource.of(Cnpg.SCHEDULED_BACKUP, namespace, cluster + "-daily", Map.of("spec", spec)));
    }

    private void oldBackup(String namespace, String cluster, Instant end) {
        Map<String, Object> status = Json.map(
                "phase",
                "completed",
                "method",
                "plugin",
                "startedAt",
                Json.time(end.minusSeconds(13)),
                "stoppedAt",
                Json.time(end),
                "backupId",
                "20260101T000000",
                "backupName",
                "backup-20260101000000",
                "beginWal",
                "000000010000000000000004",
                "endWal",
                "000000010000000000000004",
                "online",
                true);
        world.ensure(Resource.of(
                        Cnpg.BACKUP,
                        namespace,
                        cluster + "-by-hand",
                        Json.map("spec", backupSpec(cluster), "status", status))
                .with(Map.of(Cnpg.CLUSTER_LABEL, cluster), "metadata", "labels"));
        world.updateStatus(
                ObjectRef.of(Cnpg.OBJECT_STORE, namespace, cluster + "-store"),
                o -> o.with(
                        Map.of(
                                cluster,
                                Json.map(
                                        "firstRecoverabilityPoint",
                                        Json.time(end),
                                        "lastSuccessfulBackupTime",
                                        Json.time(end))),
                        "status",
                        "serverRecoveryWindow"));
    }
}
