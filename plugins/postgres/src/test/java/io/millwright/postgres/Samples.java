package io.millwright.postgres;

import io.millwright.kit.Tree;
import io.millwright.kit.Yaml;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Drills;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** A healthy installation: operator 1.30.0, and cluster db/orders of three instances with backups by the operator's own Barman. */
final class Samples {
    static final ObjectRef ORDERS = ObjectRef.of(Cnpg.CLUSTER, "db", "orders");
    static final ObjectRef OPERATOR = ObjectRef.of(Kind.DEPLOYMENT, "cnpg-system", "cnpg-controller-manager");
    static final Kind ENDPOINT_SLICE = Kind.of("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");

    private Samples() {}

    static HandMadeCluster healthy() {
        HandMadeCluster view = new HandMadeCluster()
                .withoutKind(Cnpg.OBJECT_STORE)
                .put(Yaml.document(OPERATOR_YAML, "operator"))
                .put(Yaml.document(CLUSTER_YAML, "cluster"))
                .put(Yaml.document(SCHEDULE_YAML, "schedule"))
                .put(Yaml.document(BACKUP_YAML, "backup"))
                .put(Resource.of(Kind.SERVICE, "cnpg-system", Cnpg.WEBHOOK_SERVICE, Map.of()))
                .put(Resource.of(Kind.NAMESPACE, "", "db", Map.of()))
                .put(Resource.of(Kind.STORAGE_CLASS, "", "fast", Map.of()))
                .put(Resource.of(
                                ENDPOINT_SLICE,
                                "cnpg-system",
                                "webhook-1",
                                Tree.<Object>of("endpoints", List.of(Map.of("conditions", Map.of("ready", true)))))
                        .with(Map.of("kubernetes.io/service-name", Cnpg.WEBHOOK_SERVICE), "metadata", "labels"))
                .put(webhooks(Kind.MUTATING_WEBHOOK, Cnpg.MUTATING_WEBHOOKS))
                .put(webhooks(Kind.VALIDATING_WEBHOOK, Cnpg.VALIDATING_WEBHOOKS))
                .put(Resource.of(
                        Kind.POD_DISRUPTION_BUDGET,
                        "db",
                        "orders-primary",
                        Map.of("status", Map.of("currentHealthy", 1, "desiredHealthy", 1))));
        for (int i = 1; i <= 3; i++) {
            view.put(Resource.of(Kind.NODE, "", "node-" + i, Map.of()))
                    .put(pod("orders-" + i, i == 1 ? "primary" : "replica", "node-" + i))
                    .put(claim("orders-" + i))
                    .put(Resource.of(
                            Kind.PERSISTENT_VOLUME,
                            "",
                            "pv-orders-" + i,
                            Map.of("spec", Map.of("persistentVolumeReclaimPolicy", "Delete"))))
                    .page("orders-" + i, 8000, i == 1 ? PRIMARY : STANDBY);
        }
        for (String record : List.of("orders-drill-a", "orders-drill-a-verified")) {
            view.put(Resource.of(Kind.CONFIG_MAP, "db", record, Map.of("data", Map.of("drill", "orders-drill-a")))
                    .with(Map.of(Drills.LABEL, "orders"), "metadata", "labels")
                    .with("2026-08-25T00:00:00Z", "metadata", "creationTimestamp"));
        }
        return view.page("orders-1", 9187, METRICS);
    }

    static Resource pod(String name, String role, String node) {
        return Resource.of(
                        Kind.POD,
                        "db",
                        name,
                        Map.of(
                                "spec",
                                        Map.of(
                                                "nodeName",
                                                node,
                                                "containers",
                                                List.of(Map.of(
                                                        "name",
                                                        "postgres",
                                                        "image",
                                                        "ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie"))),
                                "status",
                                        Map.of(
                                                "phase",
                                                "Running",
                                                "conditions",
                                                List.of(Map.of("type", "Ready", "status", "True")))))
                .with(
                        Map.of(
                                "cnpg.io/cluster",
                                "orders",
                                "cnpg.io/instanceName",
                                name,
                                "cnpg.io/instanceRole",
                                role,
                                "cnpg.io/podRole",
                                "instance"),
                        "metadata",
                        "labels");
    }

    private static Resource claim(String name) {
        return Resource.of(
                        Kind.PERSISTENT_VOLUME_CLAIM,
                        "db",
                        name,
                        Map.of(
                                "spec",
                                        Map.of(
                                                "volumeName",
                                                "pv-" + name,
                                                "resources",
                                                Map.of("requests", Map.of("storage", "50Gi"))),
                                "status", Map.of("phase", "Bound", "capacity", Map.of("storage", "50Gi"))))
                .with(
                        Map.of("cnpg.io/cluster", "orders", "cnpg.io/instanceName", name, "cnpg.io/pvcRole", "PG_DATA"),
                        "metadata",
                        "labels")
                .with("2026-08-01T00:00:00Z", "metadata", "creationTimestamp");
    }

    private static Resource webhooks(Kind kind, String name) {
        return Resource.of(
                kind,
                "",
                name,
                Tree.<Object>of(
                        "webhooks",
                        List.of(Map.of("name", "cluster.cnpg.io", "clientConfig", Map.of("caBundle", "Q0E=")))));
    }

    static Instance instance(HandMadeCluster view, ObjectRef ref) {
        return new PostgresTool()
                .discover(view).stream()
                        .filter(i -> i.id().name().equals(ref.name())
                                && i.id().namespace().equals(ref.namespace()))
                        .findFirst()
                        .orElseThrow();
    }

    static final String OPERATOR_YAML = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: cnpg-controller-manager
              namespace: cnpg-system
              generation: 1
              labels: {app.kubernetes.io/name: cloudnative-pg}
            spec:
              replicas: 1
              template:
                spec:
                  containers:
                    - {name: manager, image: "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0"}
            status: {observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1}
            """;

    static final String CLUSTER_YAML = """
            apiVersion: postgresql.cnpg.io/v1
            kind: Cluster
            metadata:
              name: orders
              namespace: db
              uid: 6f1c
              generation: 3
              creationTimestamp: "2026-08-01T00:00:00Z"
            spec:
              instances: 3
              imageName: ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie
              storage: {size: 50Gi}
              backup:
                retentionPolicy: 30d
                barmanObjectStore:
                  destinationPath: s3://backups/orders
            status:
              phase: Cluster in healthy state
              instances: 3
              readyInstances: 3
              instanceNames: [orders-1, orders-2, orders-3]
              instancesStatus: {healthy: [orders-1, orders-2, orders-3]}
              currentPrimary: orders-1
              targetPrimary: orders-1
              image: ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie
              pgDataImageInfo: {image: "ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie", majorVersion: 18}
              topology: {successfullyExtracted: true, nodesUsed: 3}
              certificates:
                expirations:
                  orders-server: "2026-11-20 10:00:00 +0000 UTC"
              conditions:
                - {type: Ready, status: "True", lastTransitionTime: "2026-08-01T00:02:00Z", reason: ClusterIsReady}
                - {type: ContinuousArchiving, status: "True", lastTransitionTime: "2026-08-01T00:03:00Z", reason: ContinuousArchivingSuccess}
                - {type: ConsistentSystemID, status: "True", lastTransitionTime: "2026-08-01T00:03:00Z", reason: Unique}
            """;

    static final String SCHEDULE_YAML = """
            apiVersion: postgresql.cnpg.io/v1
            kind: ScheduledBackup
            metadata: {name: orders-daily, namespace: db}
            spec:
              schedule: "0 0 2 * * *"
              method: barmanObjectStore
              cluster: {name: orders}
            status: {nextScheduleTime: "2026-09-02T02:00:00Z", lastScheduleTime: "2026-09-01T02:00:00Z"}
            """;

    static final String BACKUP_YAML = """
            apiVersion: postgresql.cnpg.io/v1
            kind: Backup
            metadata:
              name: orders-daily-20260901020000
              namespace: db
              creationTimestamp: "2026-09-01T02:00:00Z"
              labels: {cnpg.io/scheduled-backup: orders-daily}
            spec:
              method: barmanObjectStore
              cluster: {name: orders}
            status: {phase: completed, backupId: 20260901T020001, startedAt: "2026-09-01T02:00:01Z", stoppedAt: "2026-09-01T02:03:00Z"}
            """;

    static final String PRIMARY = """
            {"currentLsn":"0/7000148","systemID":"7470","isPrimary":true,"replayPaused":false,"pendingRestart":false,
             "pendingRestartForDecrease":false,"isWalReceiverActive":false,"isArchivingWAL":true,"node":"","pod":null,
             "lastArchivedWAL":"000000010000000000000006","lastArchivedWALTime":"2026-09-01 11:58:00.5+00",
             "currentWAL":"000000010000000000000007","timeLineID":1,
             "replicationInfo":[
               {"applicationName":"orders-2","state":"streaming","receivedLsn":"0/7000148","replayLsn":"0/7000148","replayLag":"00:00:00","syncState":"async"},
               {"applicationName":"orders-3","state":"streaming","receivedLsn":"0/7000148","replayLsn":"0/7000100","replayLag":"00:00:00.2","syncState":"async"}],
             "replicationSlotsInfo":[
               {"slotName":"_cnpg_orders_2","slotType":"physical","restartLsn":"0/7000148","walStatus":"reserved","active":true}],
             "executableHash":"x","instanceManagerVersion":"1.30.0","instanceArch":"amd64","isInstanceManagerUpgrading":false,"sessionID":"s","isPodReady":false}
            """;

    static final String STANDBY = """
            {"receivedLsn":"0/7000148","replayLsn":"0/7000148","systemID":"7470","isPrimary":false,"pendingRestart":false,
             "pendingRestartForDecrease":false,"isWalReceiverActive":true,"node":"","pod":null,"instanceManagerVersion":"1.30.0"}
            """;

    static final String METRICS = """
            # HELP cnpg_pg_database_size_bytes Disk space used by the database
            # TYPE cnpg_pg_database_size_bytes gauge
            cnpg_pg_database_size_bytes{datname="app"} 8.0e+09
            cnpg_pg_database_size_bytes{datname="postgres"} 7.5e+06
            cnpg_collector_pg_wal{value="count"} 5
            cnpg_collector_pg_wal{value="size"} 8.388608e+07
            """;
}
