package io.millwright.postgres.named;

import io.millwright.kit.Tree;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Check;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The named checks, by id, and how plans ask them. */
public final class Questions {
    static final String SETTLED = "postgres.settled";
    static final String STREAMING = "postgres.streaming";
    static final String BACKUP_ENDED = "postgres.backup-ended";
    static final String SCHEDULE_ENDED = "postgres.scheduled-backup-ended";
    static final String BACKUP_COMPLETED = "postgres.backup-completed";
    static final String SCHEDULE_COMPLETED = "postgres.scheduled-backup-completed";
    static final String OPERATOR_AVAILABLE = "postgres.operator-available";
    static final String WEBHOOKS_READY = "postgres.webhooks-ready";
    static final String RESTARTED = "postgres.restarted";
    static final String CLAIMS_KEPT = "postgres.claims-kept";
    static final String CLAIMS_ADOPTED = "postgres.claims-adopted";
    static final String PRIMARY_RESTARTED = "postgres.primary-restarted";
    static final String PARAMETERS_LIVE = "postgres.parameters-live";
    static final String VOLUMES_GROWN = "postgres.volumes-grown";
    static final String PODS_CURRENT = "postgres.pods-current";
    static final String MAJOR_UPGRADED = "postgres.major-upgraded";
    static final String SECRET_RENEWED = "postgres.secret-renewed";
    static final String STANDBY_REBUILT = "postgres.standby-rebuilt";
    static final String FOLLOWS = "postgres.follows-operator";
    static final String RECOVERED = "postgres.recovered";

    static final String SYNCHRONOUS = "postgres.synchronous";
    static final String SIDECARS = "postgres.sidecars";
    static final String JOB_ENDED = "postgres.job-ended";
    static final String JOB_SAID = "postgres.job-said";

    private Questions() {}

    public static Map<String, NamedCheck> all() {
        Map<String, NamedCheck> all = new LinkedHashMap<>();
        all.put(SETTLED, new Settled());
        all.put(STREAMING, new Streaming());
        all.put(BACKUP_ENDED, new BackupCompleted(true));
        all.put(BACKUP_COMPLETED, new BackupCompleted(false));
        all.put(SCHEDULE_ENDED, new ScheduledBackupCompleted(true));
        all.put(SCHEDULE_COMPLETED, new ScheduledBackupCompleted(false));
        all.put(OPERATOR_AVAILABLE, new OperatorAvailable());
        all.put(WEBHOOKS_READY, new WebhooksReady());
        all.put(RESTARTED, new Restarted());
        all.put(CLAIMS_KEPT, new ClaimsKept());
        all.put(CLAIMS_ADOPTED, new ClaimsAdopted());
        all.put(PRIMARY_RESTARTED, new PrimaryRestarted());
        all.put(PARAMETERS_LIVE, new ParametersLive());
        all.put(VOLUMES_GROWN, new VolumesGrown());
        all.put(PODS_CURRENT, new PodsCurrent());
        all.put(MAJOR_UPGRADED, new MajorUpgraded());
        all.put(SECRET_RENEWED, new SecretRenewed());
        all.put(STANDBY_REBUILT, new StandbyRebuilt());
        all.put(FOLLOWS, new Follows());
        all.put(RECOVERED, new Recovered());
        all.put(SYNCHRONOUS, new Synchronous());
        all.put(SIDECARS, new Sidecars());
        all.put(JOB_ENDED, new JobSaid(true));
        all.put(JOB_SAID, new JobSaid(false));
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

    /** That backup has come to an end, good or bad. */
    public static Check backupEnded(String namespace, String backup) {
        return new Check.Named(BACKUP_ENDED, Tree.of("namespace", namespace, "name", backup));
    }

    /** The newest backup that this schedule made has come to an end, good or bad. */
    public static Check scheduledBackupEnded(String namespace, String schedule) {
        return new Check.Named(SCHEDULE_ENDED, Tree.of("namespace", namespace, "name", schedule));
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

    /** Every instance has those values, as far as it tells them, and waits for no restart. */
    public static Check parametersLive(PgCluster c, Map<String, String> values) {
        String pairs = String.join(
                ", ",
                values.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
        return new Check.Named(PARAMETERS_LIVE, Tree.of("namespace", c.namespace(), "name", c.name(), "values", pairs));
    }

    /** Every claim has the capacity that the Cluster asks for. */
    public static Check volumesGrown(PgCluster c) {
        return new Check.Named(VOLUMES_GROWN, Tree.of("namespace", c.namespace(), "name", c.name()));
    }

    /**
     * Every instance's pod runs that image and has those resources.
     *
     * @param image empty for any
     * @param resources {@code cpu} and {@code memory}, as far as they matter
     */
    public static Check podsCurrent(PgCluster c, String image, Map<String, ?> resources) {
        Map<String, String> arguments = Tree.of("namespace", c.namespace(), "name", c.name(), "image", image);
        resources.forEach((k, v) -> arguments.put(k, String.valueOf(v)));
        return new Check.Named(PODS_CURRENT, arguments);
    }

    /** The data is of that major version. */
    public static Check majorUpgraded(PgCluster c, String major) {
        return new Check.Named(MAJOR_UPGRADED, Tree.of("namespace", c.namespace(), "name", c.name(), "major", major));
    }

    /** There is a Secret of that name, and it isn't the one with that UID. */
    public static Check secretRenewed(String namespace, String name, String former) {
        return new Check.Named(SECRET_RENEWED, Tree.of("namespace", namespace, "name", name, "former", former));
    }

    /** The claim of that name with that UID is gone. */
    public static Check standbyRebuilt(String namespace, String claim, String former) {
        return new Check.Named(STANDBY_REBUILT, Tree.of("namespace", namespace, "claim", claim, "former", former));
    }

    /** Every instance of the cluster has been taken over by an operator of that version. */
    public static Check follows(PgCluster c, String version) {
        return new Check.Named(FOLLOWS, Tree.of("namespace", c.namespace(), "name", c.name(), "version", version));
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

    /** The primary waits for that many standbys, or for none. */
    public static Check synchronous(PgCluster c, long standbys) {
        return new Check.Named(
                SYNCHRONOUS,
                Tree.of("namespace", c.namespace(), "name", c.name(), "standbys", Long.toString(standbys)));
    }

    /** Every instance's pod has the backup plugin's sidecar, of that version unless it is empty. */
    public static Check sidecars(PgCluster c, String version) {
        return new Check.Named(SIDECARS, Tree.of("namespace", c.namespace(), "name", c.name(), "version", version));
    }

    /** That Job has come to an end, good or bad. */
    public static Check jobEnded(ObjectRef job) {
        return new Check.Named(JOB_ENDED, Tree.of("namespace", job.namespace(), "name", job.name()));
    }

    /** That Job has come to a good end. */
    public static Check jobSaid(ObjectRef job) {
        return new Check.Named(JOB_SAID, Tree.of("namespace", job.namespace(), "name", job.name()));
    }

    /** The claims are there, keep their labels and belong to nobody. */
    public static Check claimsKept(String namespace, String name, Iterable<String> claims) {
        return new Check.Named(
                CLAIMS_KEPT, Tree.of("namespace", namespace, "name", name, "claims", String.join(",", claims)));
    }

    /** Those claims, by UID, belong to the Cluster of that name. */
    public static Check claimsAdopted(String namespace, String name, Iterable<Resource> claims) {
        List<String> pairs = new ArrayList<>();
        claims.forEach(c -> pairs.add(c.name() + "=" + c.uid()));
        return new Check.Named(
                CLAIMS_ADOPTED, Tree.of("namespace", namespace, "name", name, "claims", String.join(",", pairs)));
    }

    /** PostgreSQL in that primary was started after the former start, where its metrics tell that; else the operator says so. */
    public static Check primaryRestarted(PgCluster c, String pod, Optional<Long> formerStart) {
        return new Check.Named(
                PRIMARY_RESTARTED,
                Tree.of(
                        "namespace",
                        c.namespace(),
                        "name",
                        c.name(),
                        "pod",
                        pod,
                        "former",
                        formerStart.map(String::valueOf).orElse("")));
    }

    /** Every volume has the size and the storage class that the Cluster asks for. */
    public static Check volumesReplaced(PgCluster c) {
        return new Check.Named(
                VOLUMES_GROWN, Tree.of("namespace", c.namespace(), "name", c.name(), "class", "as asked"));
    }
}
