package io.millwright.postgres.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Backups.State;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
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
    private static final String AUTOMATIC = "automatic";
    private static final Parameter METHOD = Ask.choice(
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
                Danger.REVERSIBLE,
                "Makes a base backup of the whole cluster where its backups go, and waits until it is complete.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(METHOD, FROM),
                List.of(
                        "The instance that is read has more to do meanwhile.",
                        "A pod that restarts during the backup fails it.",
                        "A base backup without archived WAL can't be restored."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/backup",
                        "https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(ready(c, view));
        Backups.of(c, view)
                .newest(State.WORKING)
                .ifPresent(b -> found.add(blocks(
                        "running",
                        "backup " + b.name() + " is running",
                        "wait until it has ended: a second one would only queue behind it")));
        return found;
    }

    /** What stands against any backup of that cluster. */
    static List<Constraint> ready(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        if (c.backupMethods().isEmpty()) {
            found.add(new Constraint(
                    "no-destination",
                    "the cluster has no backup destination",
                    "set one: runbook set-backup-destination",
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
        BackupMethod method = method(c, request);
        String from = request.input("from").equals("as configured") ? "" : request.input("from");
        steps(c, request.token(), method, from, draft);
        draft.consequence("makes Backup " + name(c, request.token()) + " with " + method.words())
                .consequence("reads " + (from.equals("primary") ? "the primary" : "a standby where there is one")
                        + "; nothing restarts")
                .consequence("undo deletes the Backup object; what is stored stays until retention removes it");
        return draft.plan("Back up " + request.instance().id().display() + " now");
    }

    private BackupMethod method(PgCluster c, Request request) {
        List<BackupMethod> possible = c.backupMethods();
        String asked = request.input("method");
        return possible.stream()
                .filter(m ->
                        asked.isEmpty() || asked.equals(AUTOMATIC) || m.field().equals(asked))
                .findFirst()
                .orElseThrow(() -> refused(
                        request.instance(),
                        possible.isEmpty() ? "it has no backup destination" : "it isn't set up for method " + asked,
                        possible.isEmpty()
                                ? "Set one first: runbook set-backup-destination."
                                : "Choose " + possible.getFirst().field() + "."));
    }

    static String name(PgCluster c, String token) {
        return c.name() + "-" + token;
    }

    /** Creates the Backup and waits for it. */
    static void steps(PgCluster c, String token, BackupMethod method, String from, PlanDraft draft) {
        steps(c, token, method, from, "", draft);
    }

    /** As above, for a plan that makes several: the ids of the steps begin with that prefix. */
    static void steps(PgCluster c, String token, BackupMethod method, String from, String prefix, PlanDraft draft) {
        String name = name(c, token);
        ObjectRef ref = ObjectRef.of(Cnpg.BACKUP, c.namespace(), name);
        Map<String, Object> spec = new LinkedHashMap<>(spec(c.name(), method));
        if (!from.isEmpty()) {
            spec.put("target", from);
        }
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
                        prefix + "completed",
                        "backup complete",
                        "Only a completed backup can be restored.",
                        Questions.backupCompleted(c.namespace(), name),
                        Duration.ofHours(2)));
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
