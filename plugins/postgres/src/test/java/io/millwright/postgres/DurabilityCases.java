package io.millwright.postgres;

import static io.millwright.postgres.HealthCase.BACKUP;
import static io.millwright.postgres.HealthCase.SCHEDULE;
import static io.millwright.postgres.HealthCase.cluster;
import static io.millwright.postgres.HealthCase.condition;
import static io.millwright.postgres.HealthCase.of;
import static io.millwright.postgres.HealthCase.primaryPage;
import static io.millwright.postgres.HealthCase.set;
import static io.millwright.postgres.Samples.OPERATOR;
import static io.millwright.postgres.Samples.ORDERS;

import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What can be wrong with archives and backups. */
final class DurabilityCases {
    private static final ObjectRef PLUGIN = ObjectRef.of(Kind.DEPLOYMENT, "cnpg-system", "barman-cloud");

    private DurabilityCases() {}

    static List<HealthCase> durability() {
        return List.of(
                of(
                        "a failure that only the store remembers is degraded",
                        "postgres.backup.freshness.failed",
                        Severity.DEGRADED,
                        v -> HealthCase.stored(v, "2026-09-01T10:00:00Z")),
                of(
                        "failing archiving is degraded at first",
                        "postgres.wal.archiving.failing",
                        Severity.DEGRADED,
                        condition(
                                "ContinuousArchiving", "False", "ContinuousArchivingFailing", "2026-09-01T11:55:00Z")),
                of(
                        "failing archiving is critical when it lasts",
                        "postgres.wal.archiving.failing",
                        Severity.CRITICAL,
                        condition(
                                "ContinuousArchiving", "False", "ContinuousArchivingFailing", "2026-09-01T11:00:00Z")),
                of(
                        "archiving that never was is a warning",
                        "postgres.wal.archiving.never",
                        Severity.WARNING,
                        cluster(List.of(), "status", "conditions")),
                of(
                        "a failure newer than the last success is degraded",
                        "postgres.wal.archiving.failing",
                        Severity.DEGRADED,
                        primaryPage(
                                "\"currentWAL\"", "\"lastFailedWALTime\":\"2026-09-01 11:59:00+00\",\"currentWAL\"")),
                of(
                        "files that wait are a warning",
                        "postgres.wal.archiving.backlog",
                        Severity.WARNING,
                        primaryPage("\"currentWAL\"", "\"readyWalFiles\":11,\"currentWAL\"")),
                of(
                        "many files that wait are critical",
                        "postgres.wal.archiving.backlog",
                        Severity.CRITICAL,
                        primaryPage("\"currentWAL\"", "\"readyWalFiles\":101,\"currentWAL\"")),
                of(
                        "archiving switched off is critical",
                        "postgres.wal.archiving.skipped",
                        Severity.CRITICAL,
                        cluster("enabled", "metadata", "annotations", Cnpg.SKIP_ARCHIVING)),
                of(
                        "no destination is critical though archiving says True",
                        "postgres.backup.freshness.unconfigured",
                        Severity.CRITICAL,
                        v -> v.change(ORDERS, r -> r.without("spec", "backup"))),
                of(
                        "no backup at all is critical",
                        "postgres.backup.freshness.none",
                        Severity.CRITICAL,
                        v -> v.removeAll(Cnpg.BACKUP)),
                of(
                        "a first backup on its way is worth knowing",
                        "postgres.backup.freshness.first",
                        Severity.INFO,
                        set(BACKUP, Map.of("phase", "started"), "status")),
                of(
                        "an old backup is a warning",
                        "postgres.backup.freshness.old",
                        Severity.WARNING,
                        set(BACKUP, "2026-08-30T12:00:00Z", "status", "stoppedAt")),
                of(
                        "a very old backup is critical",
                        "postgres.backup.freshness.old",
                        Severity.CRITICAL,
                        set(BACKUP, "2026-08-20T12:00:00Z", "status", "stoppedAt")),
                of(
                        "a last backup that failed is degraded",
                        "postgres.backup.freshness.failed",
                        Severity.DEGRADED,
                        v -> v.put(v.get(BACKUP)
                                .orElseThrow()
                                .with("later", "metadata", "name")
                                .with(
                                        Map.of(
                                                "phase",
                                                "failed",
                                                "error",
                                                "no space",
                                                "startedAt",
                                                "2026-09-01T10:00:00Z"),
                                        "status"))),
                of(
                        "no schedule is a warning",
                        "postgres.backup.schedule.missing",
                        Severity.WARNING,
                        v -> v.removeAll(Cnpg.SCHEDULED_BACKUP)),
                of(
                        "a suspended schedule is a warning",
                        "postgres.backup.schedule.suspended",
                        Severity.WARNING,
                        set(SCHEDULE, true, "spec", "suspend")),
                of(
                        "five fields are a warning",
                        "postgres.backup.schedule.fields",
                        Severity.WARNING,
                        set(SCHEDULE, "0 2 * * *", "spec", "schedule")),
                of(
                        "a schedule that can't be understood is a warning",
                        "postgres.backup.schedule.invalid",
                        Severity.WARNING,
                        set(SCHEDULE, "0 0 25 * * *", "spec", "schedule")),
                of(
                        "an overdue schedule is a warning",
                        "postgres.backup.schedule.overdue",
                        Severity.WARNING,
                        set(SCHEDULE, "2026-09-01T11:00:00Z", "status", "nextScheduleTime")),
                of(
                        "a schedule by another method is a warning",
                        "postgres.backup.schedule.method",
                        Severity.WARNING,
                        set(SCHEDULE, "plugin", "spec", "method")),
                of(
                        "a backup that runs for three hours is a warning",
                        "postgres.backup.stuck",
                        Severity.WARNING,
                        set(BACKUP, Map.of("phase", "running", "startedAt", "2026-09-01T09:00:00Z"), "status")),
                of(
                        "a backup that runs for a day is critical",
                        "postgres.backup.stuck",
                        Severity.CRITICAL,
                        set(BACKUP, Map.of("phase", "started", "startedAt", "2026-08-31T09:00:00Z"), "status")),
                of(
                        "a backup that waits for an hour is a warning",
                        "postgres.backup.stuck",
                        Severity.WARNING,
                        v -> v.change(
                                BACKUP,
                                r -> r.with(Map.of("phase", "pending"), "status")
                                        .with("2026-09-01T11:00:00Z", "metadata", "creationTimestamp"))),
                of(
                        "a plugin that isn't installed is critical",
                        "postgres.backup.plugin.missing",
                        Severity.CRITICAL,
                        DurabilityCases::plugin),
                of(
                        "a store that doesn't exist is critical",
                        "postgres.backup.plugin.store",
                        Severity.CRITICAL,
                        DurabilityCases::plugin),
                of(
                        "pods without the sidecar are degraded",
                        "postgres.backup.plugin.sidecar",
                        Severity.DEGRADED,
                        DurabilityCases::plugin),
                of(
                        "the operator's own Barman is worth knowing",
                        "postgres.backup.plugin.in-tree",
                        Severity.INFO,
                        v -> v),
                of(
                        "the operator's own Barman under an operator without one is critical",
                        "postgres.backup.plugin.in-tree",
                        Severity.CRITICAL,
                        set(
                                OPERATOR,
                                List.of(Map.of(
                                        "name", "manager", "image", "ghcr.io/cloudnative-pg/cloudnative-pg:1.31.0")),
                                "spec",
                                "template",
                                "spec",
                                "containers")),
                of(
                        "a plugin outside the operator's namespace is critical",
                        "postgres.operator.plugin.elsewhere",
                        Severity.CRITICAL,
                        v -> pluginIn(v, "default", "0.13.0")),
                of(
                        "a plugin without a pod is critical",
                        "postgres.operator.plugin.down",
                        Severity.CRITICAL,
                        v -> pluginIn(v, "cnpg-system", "0.13.0").change(PLUGIN, d -> d.without("status"))),
                of(
                        "a plugin of an older version is a warning",
                        "postgres.operator.plugin.behind",
                        Severity.WARNING,
                        v -> pluginIn(v, "cnpg-system", "0.11.0")),
                of(
                        "a certificate of the plugin that wasn't renewed is a warning",
                        "postgres.operator.plugin.certificate",
                        Severity.WARNING,
                        v -> pluginCertificate(v, "2026-09-06T12:00:00Z")),
                of(
                        "a certificate of the plugin that has ended is critical",
                        "postgres.operator.plugin.certificate",
                        Severity.CRITICAL,
                        v -> pluginCertificate(v, "2026-08-31T12:00:00Z")),
                of(
                        "snapshots where there are none to be had are critical as the only backups",
                        "postgres.backup.snapshots.no-snapshots",
                        Severity.CRITICAL,
                        v -> snapshots(Map.of("online", false)).apply(v).withoutKind(Cnpg.VOLUME_SNAPSHOT)),
                of(
                        "an operator that is older than the definitions of snapshots is critical",
                        "postgres.backup.snapshots.late-snapshots",
                        Severity.CRITICAL,
                        v -> snapshots(Map.of("className", "usual", "online", false))
                                .apply(v)
                                .put(Resource.of(
                                                Kind.CUSTOM_RESOURCE_DEFINITION,
                                                "",
                                                "volumesnapshots.snapshot.storage.k8s.io",
                                                Map.of())
                                        .with("2026-09-01T11:00:00Z", "metadata", "creationTimestamp"))
                                .put(Resource.of(
                                                Kind.POD,
                                                "cnpg-system",
                                                "cnpg-controller-manager-1",
                                                Map.of(
                                                        "status",
                                                        Map.of(
                                                                "phase",
                                                                "Running",
                                                                "startTime",
                                                                "2026-09-01T10:00:00Z")))
                                        .with(Map.of(Cnpg.NAME_LABEL, Cnpg.OPERATOR_NAME), "metadata", "labels"))),
                of(
                        "a class of another driver is critical",
                        "postgres.backup.snapshots.other-driver",
                        Severity.CRITICAL,
                        snapshots(Map.of("className", "other", "online", false))),
                of(
                        "a class that isn't there is degraded beside other backups",
                        "postgres.backup.snapshots.no-class",
                        Severity.DEGRADED,
                        cluster(Map.of("className", "gone"), "spec", "backup", "volumeSnapshot")),
                of(
                        "hot snapshots without archived WAL are critical",
                        "postgres.backup.snapshots.no-archive",
                        Severity.CRITICAL,
                        snapshots(Map.of("className", "usual"))),
                of(
                        "a backup whose snapshots are gone is a warning",
                        "postgres.backup.snapshots.lost",
                        Severity.WARNING,
                        v -> v.change(
                                BACKUP,
                                b -> b.with("volumeSnapshot", "spec", "method")
                                        .with(
                                                List.of(Map.of("name", "gone", "type", "PG_DATA")),
                                                "status",
                                                "snapshotBackupStatus",
                                                "elements"))),
                of(
                        "more snapshots than anybody needs are a warning",
                        "postgres.backup.snapshots.many",
                        Severity.WARNING,
                        DurabilityCases::many),
                of(
                        "another system id is critical",
                        "postgres.system.identity",
                        Severity.CRITICAL,
                        condition("ConsistentSystemID", "False", "NotUnique", "2026-09-01T11:00:00Z")));
    }

    /** Backups by volume snapshots only, with a class of the volumes' driver and one of another. */
    private static UnaryOperator<HandMadeCluster> snapshots(Map<String, Object> settings) {
        return v -> cluster(Map.of("volumeSnapshot", settings), "spec", "backup")
                .apply(v)
                .put(Resource.of(Kind.STORAGE_CLASS, "", "fast", Map.of("provisioner", "disk.example.com"))
                        .with("true", "metadata", "annotations", "storageclass.kubernetes.io/is-default-class"))
                .put(Resource.of(Cnpg.VOLUME_SNAPSHOT_CLASS, "", "usual", Map.of("driver", "disk.example.com")))
                .put(Resource.of(Cnpg.VOLUME_SNAPSHOT_CLASS, "", "other", Map.of("driver", "tape.example.com")));
    }

    private static HandMadeCluster pluginIn(HandMadeCluster v, String namespace, String version) {
        return v.put(Resource.of(Kind.SERVICE, namespace, "barman-cloud", Map.of())
                        .with(Map.of(Cnpg.PLUGIN_LABEL, Cnpg.BARMAN_PLUGIN), "metadata", "labels"))
                .put(Resource.of(
                        Kind.DEPLOYMENT,
                        namespace,
                        "barman-cloud",
                        Map.of(
                                "spec",
                                Map.of(
                                        "template",
                                        Map.of(
                                                "spec",
                                                Map.of(
                                                        "containers",
                                                        List.of(Map.of(
                                                                "name",
                                                                "barman-cloud",
                                                                "image",
                                                                "ghcr.io/cloudnative-pg/plugin-barman-cloud:v"
                                                                        + version))))),
                                "status",
                                Map.of("availableReplicas", 1))));
    }

    private static HandMadeCluster pluginCertificate(HandMadeCluster v, String end) {
        return pluginIn(v, "cnpg-system", "0.13.0")
                .put(Resource.of(
                        BarmanPlugin.CERTIFICATE,
                        "cnpg-system",
                        "barman-cloud-server",
                        Map.of(
                                "spec", Map.of("secretName", "barman-cloud-server-tls"),
                                "status", Map.of("notAfter", end))));
    }

    private static HandMadeCluster many(HandMadeCluster v) {
        HandMadeCluster all =
                snapshots(Map.of("className", "usual", "online", false)).apply(v);
        for (int i = 0; i < 36; i++) {
            String name = "orders-" + i + "-snapshot";
            all.put(Resource.of(Cnpg.VOLUME_SNAPSHOT, "db", name, Map.of("status", Map.of("readyToUse", true))))
                    .put(v.get(BACKUP)
                            .orElseThrow()
                            .with(name, "metadata", "name")
                            .with("volumeSnapshot", "spec", "method")
                            .with(
                                    List.of(Map.of("name", name, "type", "PG_DATA")),
                                    "status",
                                    "snapshotBackupStatus",
                                    "elements"));
        }
        return all;
    }

    private static HandMadeCluster plugin(HandMadeCluster v) {
        return cluster(
                        List.of(Map.of(
                                "name",
                                Cnpg.BARMAN_PLUGIN,
                                "isWALArchiver",
                                true,
                                "parameters",
                                Map.of("barmanObjectName", "store"))),
                        "spec",
                        "plugins")
                .apply(v);
    }
}
