package io.millwright.postgres.named;

import io.millwright.kit.Tree;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Check;
import io.millwright.spi.NamedCheck;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named checks, by id, and how plans ask them. */
public final class Questions {
    static final String SETTLED = "postgres.settled";
    static final String STREAMING = "postgres.streaming";
    static final String BACKUP_COMPLETED = "postgres.backup-completed";
    static final String SCHEDULE_COMPLETED = "postgres.scheduled-backup-completed";
    static final String OPERATOR_AVAILABLE = "postgres.operator-available";
    static final String WEBHOOKS_READY = "postgres.webhooks-ready";
    static final String RESTARTED = "postgres.restarted";
    static final String CLAIMS_KEPT = "postgres.claims-kept";
    static final String RECOVERED = "postgres.recovered";

    private Questions() {}

    public static Map<String, NamedCheck> all() {
        Map<String, NamedCheck> all = new LinkedHashMap<>();
        all.put(SETTLED, new Settled());
        all.put(STREAMING, new Streaming());
        all.put(BACKUP_COMPLETED, new BackupCompleted());
        all.put(SCHEDULE_COMPLETED, new ScheduledBackupCompleted());
        all.put(OPERATOR_AVAILABLE, new OperatorAvailable());
        all.put(WEBHOOKS_READY, new WebhooksReady());
        all.put(RESTARTED, new Restarted());
        all.put(CLAIMS_KEPT, new ClaimsKept());
        all.put(RECOVERED, new Recovered());
        return all;
    }

    /** Healthy, with that many instances ready, and the primary that is wanted. */
    public static Check settled(String namespace, String name, long instances) {
        return new Check.Named(
                SETTLED, Tree.of("namespace", namespace, "name", name, "instances", Long.toString(instances)));
    }

    public static Check settled(PgCluster c) {
        return settled(c.namespace(), c.name(), c.wanted());
    }

    /** Every standby of that many instances streams, by the primary's own account. */
    public static Check streaming(String namespace, String name, long instances) {
        return new Check.Named(
                STREAMING, Tree.of("namespace", namespace, "name", name, "instances", Long.toString(instances)));
    }

    public static Check backupCompleted(String namespace, String backup) {
        return new Check.Named(BACKUP_COMPLETED, Tree.of("namespace", namespace, "name", backup));
    }

    /** A backup that this schedule made is complete. */
    public static Check scheduledBackupCompleted(String namespace, String schedule) {
        return new Check.Named(SCHEDULE_COMPLETED, Tree.of("namespace", namespace, "name", schedule));
    }

    public static Check operatorAvailable() {
        return new Check.Named(OPERATOR_AVAILABLE, Map.of());
    }

    /** Both webhook configurations know their certificate authority. */
    public static Check webhooksReady() {
        return new Check.Named(WEBHOOKS_READY, Map.of());
    }

    /** Every instance has been restarted for that trigger. */
    public static Check restarted(PgCluster c, String trigger) {
        return new Check.Named(RESTARTED, Tree.of("namespace", c.namespace(), "name", c.name(), "trigger", trigger));
    }

    /**
     * The new cluster serves the original's database.
     *
     * @param system the original's system identifier; empty when it isn't known
     * @param position what it must have replayed at least; empty for none
     */
    public static Check recovered(String namespace, String name, String system, String position) {
        return new Check.Named(
                RECOVERED, Tree.of("namespace", namespace, "name", name, "system", system, "position", position));
    }

    /** The claims are there, keep their labels and belong to nobody. */
    public static Check claimsKept(PgCluster c, Iterable<String> claims) {
        return new Check.Named(
                CLAIMS_KEPT, Tree.of("namespace", c.namespace(), "name", c.name(), "claims", String.join(",", claims)));
    }
}
