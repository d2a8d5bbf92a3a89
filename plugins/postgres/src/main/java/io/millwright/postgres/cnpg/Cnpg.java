package io.millwright.postgres.cnpg;

import io.millwright.kit.Version;
import io.millwright.spi.Kind;
import java.util.List;

/** Names that CloudNativePG and its Barman Cloud plugin use: kinds, labels, annotations, fixed objects. */
public final class Cnpg {
    private static final String GROUP = "postgresql.cnpg.io";

    public static final Kind CLUSTER = Kind.of(GROUP, "v1", "Cluster", "clusters");
    public static final Kind BACKUP = Kind.of(GROUP, "v1", "Backup", "backups");
    public static final Kind SCHEDULED_BACKUP = Kind.of(GROUP, "v1", "ScheduledBackup", "scheduledbackups");
    public static final Kind POOLER = Kind.of(GROUP, "v1", "Pooler", "poolers");
    public static final Kind DATABASE = Kind.of(GROUP, "v1", "Database", "databases");
    public static final Kind DATABASE_ROLE = Kind.of(GROUP, "v1", "DatabaseRole", "databaseroles");
    public static final Kind PUBLICATION = Kind.of(GROUP, "v1", "Publication", "publications");
    public static final Kind SUBSCRIPTION = Kind.of(GROUP, "v1", "Subscription", "subscriptions");
    public static final Kind OBJECT_STORE = Kind.of("barmancloud.cnpg.io", "v1", "ObjectStore", "objectstores");
    public static final Kind VOLUME_SNAPSHOT =
            Kind.of("snapshot.storage.k8s.io", "v1", "VolumeSnapshot", "volumesnapshots");
    public static final Kind VOLUME_SNAPSHOT_CLASS =
            new Kind("snapshot.storage.k8s.io", "v1", "VolumeSnapshotClass", "volumesnapshotclasses", false);

    /** The kinds that must be there before anything of CloudNativePG works, as definition names. */
    public static final List<String> ESSENTIAL_DEFINITIONS =
            List.of(definition(CLUSTER), definition(BACKUP), definition(SCHEDULED_BACKUP), definition(POOLER));

    public static final String TOOL = "postgres";
    public static final String OPERATOR = "operator";
    public static final String CLUSTER_COMPONENT = "cluster";
    public static final String POSTGRESQL = "postgresql";

    public static final String NAME_LABEL = "app.kubernetes.io/name";
    public static final String OPERATOR_NAME = "cloudnative-pg";
    public static final String CLUSTER_LABEL = "cnpg.io/cluster";
    public static final String ROLE_LABEL = "cnpg.io/instanceRole";
    public static final String POD_ROLE_LABEL = "cnpg.io/podRole";
    public static final String PVC_ROLE_LABEL = "cnpg.io/pvcRole";
    public static final String JOB_ROLE_LABEL = "cnpg.io/jobRole";
    public static final String INSTANCE_LABEL = "cnpg.io/instanceName";
    public static final String SCHEDULE_LABEL = "cnpg.io/scheduled-backup";
    public static final String PLUGIN_LABEL = "cnpg.io/pluginName";
    public static final String BACKUP_LABEL = "cnpg.io/backupName";

    public static final String HIBERNATION = "cnpg.io/hibernation";
    public static final String FENCED = "cnpg.io/fencedInstances";
    public static final String RECONCILIATION = "cnpg.io/reconciliationLoop";
    public static final String SKIP_ARCHIVING = "cnpg.io/skipWalArchiving";
    public static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    public static final String RELOADED_AT = "cnpg.io/reloadedAt";
    public static final String OPERATOR_VERSION = "cnpg.io/operatorVersion";
    public static final String UNRECOVERABLE = "alpha.cnpg.io/unrecoverable";

    public static final String BARMAN_PLUGIN = "barman-cloud.cloudnative-pg.io";
    /** From which operator on there is no Barman of its own. */
    public static final Version WITHOUT_IN_TREE = Version.of("1.31.0");

    public static final String MUTATING_WEBHOOKS = "cnpg-mutating-webhook-configuration";
    public static final String VALIDATING_WEBHOOKS = "cnpg-validating-webhook-configuration";
    public static final String WEBHOOK_SERVICE = "cnpg-webhook-service";

    /** The port of every instance's status page, and that of its metrics. */
    public static final int STATUS_PORT = 8000;

    public static final int METRICS_PORT = 9187;

    private Cnpg() {}

    /** {@code clusters.postgresql.cnpg.io}. */
    public static String definition(Kind kind) {
        return kind.plural() + "." + kind.group();
    }
}
