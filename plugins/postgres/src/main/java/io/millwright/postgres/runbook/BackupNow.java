package io.millwright.postgres.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Backups.State;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a base backup. */
final class BackupNow extends ClusterRunbook {
    static final String AUTOMATIC = "automatic";
    static final Parameter METHOD = Ask.choice(
            "method",
            "Method",
            "How it is made; automatic takes the best that the cluster is set up for.",
            AUTOMATIC,
            "plugin",
            "barmanObjectStore",
            "volumeSnapshot");
    private static final Parameter FROM = Ask.choice(
            "from",
            "From",
            "Which instance is read: a standby spares the primary.",
            "as configured",
            "prefer-standby",
            "primary");

    BackupNow() {
        super(new RunbookInfo(
                "backup-now",
                "Back up now",
                Intent.BACKUP,
                Danger.DISRUPTIVE,
                "Makes a base backup of the whole cluster where its backups go, or of its volumes, and waits until it is complete.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(METHOD, FROM, SnapshotTerms.ONLINE),
                List.of(
                        "The instance that is read has more to do meanwhile.",
                        "A pod that restarts during the backup fails it.",
                        "A base backup without archived WAL can't be restored, but for a cold volume snapshot.",
                        "A cold volume snapshot stops PostgreSQL in the instance that is read."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/backup",
                        "https://cloudnative-pg.io/docs/current/appendixes/backup_volumesnapshot",
                        "https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(ready(c, view));
        Backups.of(c, view)
                .newest(State.WORKING)
                .ifPresent(
                        b -> found.add(
                                blocks(
                                        "running",
                                        "backup " + b.name() + " is running",
                                        "wait until it has ended, or give it up: runbook give-up-backup; a second one would only queue behind it")));
        if (c.backupMethods().equals(List.of(BackupMethod.SNAPSHOT))) {
            Snapshots.against(c, Snapshots.className(c), view)
                    .forEach(o -> found.add(blocks(o.id(), o.why(), o.next())));
        }
        return found;
    }

    /** What stands against any backup of that cluster. */
    static List<Constraint> ready(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        if (c.backupMethods().isEmpty()) {
            found.add(new Constraint(
                    "no-destination",
                    "the cluster has no backup destination",
                    "set one: runbook set-backup-destination, or set-snapshots",
                    Constraint.Kind.NOT_APPLICABLE));
        }
        if (c.hibernationWanted()) {
            found.add(blocks("hibernated", "the cluster is hibernated", "wake it"));
        } else if (c.ready() == 0) {
            found.add(blocks("no-instance", "no instance is ready", "bring an instance back"));
        }
        boolean failing = c.object()
                .condition("ContinuousArchiving")
                .flatMap(r -> r.text("status"))
                .filter("False"::equals)
                .isPresent();
        if (failing && c.archives()) {
            found.add(blocks(
                    "archiving",
                    "WAL archiving fails: a backup made now couldn't be restored",
                    "make archiving work first"));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        BackupMethod method = choose(c, request, view);
        String from = request.input("from").equals("as configured") ? "" : request.input("from");
        draft.danger(Danger.REVERSIBLE);
        Map<String, Object> more = new LinkedHashMap<>();
        if (!from.isEmpty()) {
            more.put("target", from);
        }
        if (method == BackupMethod.SNAPSHOT && !SnapshotTerms.asConfigured(request)) {
            more.put("online", SnapshotTerms.hot(c, request));
        }
        steps(c, request.token(), method, more, "", draft);
        draft.consequence("makes Backup " + name(c, request.token()) + " with " + method.words())
                .consequence("reads " + (from.equals("primary") ? "the primary" : "a standby where there is one"));
        if (method == BackupMethod.SNAPSHOT) {
            SnapshotTerms.told(c, SnapshotTerms.hot(c, request), from, draft);
            draft.consequence("undo deletes the Backup object; its snapshots stay unless they belong to it");
        } else {
            draft.consequence("nothing restarts")
                    .consequence("undo deletes the Backup object; what is stored stays until retention removes it");
        }
        return draft.plan("Back up " + request.instance().id().display() + " now");
    }

    /** The method that was asked for, or the best that the cluster is set up for. */
    private BackupMethod choose(PgCluster c, Request request, ClusterView view) {
        BackupMethod method = method(c, request.input("method"))
                .orElseThrow(() -> refused(request.instance(), missing(c, request), instead(c)));
        if (method == BackupMethod.SNAPSHOT) {
            SnapshotTerms.against(c, SnapshotTerms.hot(c, request), view).ifPresent(o -> {
                throw refused(request.instance(), o.why(), o.next() + ".");
            });
        }
        return method;
    }

    /** The one of that name, or the best; empty when the cluster isn't set up for it. */
    static Optional<BackupMethod> method(PgCluster c, String asked) {
        return c.backupMethods().stream()
                .filter(m ->
                        asked.isEmpty() || asked.equals(AUTOMATIC) || m.field().equals(asked))
                .findFirst();
    }

    static String missing(PgCluster c, Request request) {
        return c.backupMethods().isEmpty()
                ? "it has no backup destination"
                : "it isn't set up for method " + request.input("method");
    }

    static String instead(PgCluster c) {
        return c.backupMethods().isEmpty()
                ? "Set one first: runbook set-backup-destination, or set-snapshots."
                : "Choose " + c.backupMethods().getFirst().field() + ".";
    }

    static String name(PgCluster c, String token) {
        return c.name() + "-" + token;
    }

    /** Creates the Backup and waits for it. */
    static void steps(PgCluster c, String token, BackupMethod method, PlanDraft draft) {
        steps(c, token, method, Map.of(), "", draft);
    }

    /**
     * As above.
     *
     * @param more fields of its specification
     * @param prefix with which the ids of the steps begin, for a plan that makes several
     */
    static void steps(
            PgCluster c, String token, BackupMethod method, Map<String, Object> more, String prefix, PlanDraft draft) {
        String name = name(c, token);
        ObjectRef ref = ObjectRef.of(Cnpg.BACKUP, c.namespace(), name);
        Map<String, Object> spec = new LinkedHashMap<>(spec(c.name(), method));
        spec.putAll(more);
        Resource backup = Resource.of(Cnpg.BACKUP, c.namespace(), name, Map.of("spec", spec));
        draft.step(Step.change(
                        prefix + "make-backup",
                        "make Backup " + c.namespace() + "/" + name,
                        "The operator starts a backup for each Backup object; the name makes sure that a second attempt finds the first.",
                        new Action.Create(backup),
                        new Check.Exists(ref),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        prefix + "ended",
                        "the backup has ended",
                        "Well or not: one that has failed isn't waited for.",
                        Questions.backupEnded(c.namespace(), name),
                        Duration.ofHours(2)))
                .step(Step.require(
                        prefix + "completed",
                        "backup complete",
                        "Only a completed backup can be restored.",
                        Questions.backupCompleted(c.namespace(), name)));
    }

    /** {@code spec} of a Backup, and a part of that of a ScheduledBackup. */
    static Map<String, Object> spec(String cluster, BackupMethod method) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("cluster", Map.of("name", cluster));
        // The default is the operator's own Barman, which goes away: always said.
        spec.put("method", method.field());
        if (method == BackupMethod.PLUGIN) {
            spec.put("pluginConfiguration", Map.of("name", Cnpg.BARMAN_PLUGIN));
        }
        return spec;
    }
}
