package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Drills;
import io.millwright.postgres.cnpg.Drills.Drill;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proves that the backups can be restored: restores the newest beside the original, reads all of it, measures, and takes the copy away. */
final class RestoreDrill extends ClusterRunbook {
    RestoreDrill() {
        super(new RunbookInfo(
                "restore-drill",
                "Restore drill",
                Intent.BACKUP,
                Danger.REVERSIBLE,
                "Restores the newest backup into a copy beside the original, reads its data, records how long that took and how much would be lost,"
                        + " and deletes the copy.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        Base.SOURCE,
                        Ask.choice(
                                "read",
                                "Read",
                                "everything: every row of every database, which finds damaged pages; catalogue: only that it answers.",
                                "everything",
                                "catalogue"),
                        Ask.text(
                                "database",
                                "Database",
                                "In which database the question is asked.",
                                ClusterSpec.IDENTIFIER,
                                "a lower-case identifier"),
                        Ask.text(
                                "question",
                                "Question",
                                "A condition in SQL that must be true of the copy, such as (select count(*) from orders) > 0.",
                                "[^;$]+",
                                "a condition in SQL without ; and $")),
                List.of(
                        "It needs as much storage as one instance, for as long as it lasts.",
                        "Reading everything takes the copy's disk and CPU; the original isn't touched.",
                        "It proves one source: the object store, or volume snapshots. What lies in the same cluster is lost together with it."),
                List.of("https://cloudnative-pg.io/docs/current/recovery")));
    }

    @Override
    boolean changesCluster() {
        return false;
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return Restore.ready(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String copy = c.name().substring(0, Math.min(c.name().length(), 30)) + "-drill-" + request.token();
        boolean snapshots = Base.snapshots(request, c, view);
        RecoveryPoint point = RecoveryPoint.of(
                new Request(request.token(), request.target(), request.namespace(), Map.of(), Map.of()),
                c,
                snapshots,
                view);
        Base base = Base.of(c, snapshots, point, view);
        Map<String, Object> spec = CopiedSpec.of(c, view, 1, "", "");
        // It must neither archive nor be mistaken for the original's monitoring.
        spec.remove("monitoring");
        base.into(spec, c, point);
        Resource made = Resource.of(Cnpg.CLUSTER, c.namespace(), copy, Tree.of("spec", spec));
        Optional<Instant> archived = base.archive().isPresent()
                ? RecoveryPoint.archivedUntil(c, view)
                : base.snapshot().map(Backups::when);
        String backup = point.backup().map(ObjectRef::name).orElse("chosen by the operator");

        Restore.before(point, draft);
        draft.step(keep(
                "record",
                Drills.beginning(c, copy, backup, archived, view.now()),
                "Its time is when the drill began."));
        Restore.create(made, point, draft);
        Restore.recovered(c, copy, point, view, draft);
        draft.step(Step.await(
                "ready",
                "the copy is ready",
                "Then it can be read.",
                Questions.settled(c.namespace(), copy, 1),
                Duration.ofMinutes(20)));
        boolean everything = !request.input("read").equals("catalogue");
        draft.step(read(c, copy, everything));
        if (!request.input("question").isEmpty()) {
            draft.step(ask(c, copy, request));
        }
        draft.step(keep(
                "verified",
                Drills.verified(c, copy, everything ? "everything" : "catalogue"),
                "Its time is when the data had been read."));
        remove(c, copy, made, draft);
        for (Drill old : Drills.of(c, view)) {
            forget(old, draft);
        }
        draft.consequence("the original goes on unchanged")
                .consequence("reads " + base.words())
                .consequence("creates one pod and its volume of "
                        + made.text("spec", "storage", "size").orElse("the original's size")
                        + ", and deletes them at the end")
                .consequence("records the drill in ConfigMap " + copy + " and " + copy + "-verified; older records go");
        if (archived.isEmpty()) {
            draft.risk(
                    "no-position",
                    "How far WAL is archived can't be read from the primary",
                    "The drill proves that the backup can be restored, but not how much would be lost.");
        }
        return draft.plan("Restore drill of " + request.instance().id().display());
    }

    private static Step keep(String id, Resource record, String why) {
        return Step.change(
                id,
                "ConfigMap " + record.namespace() + "/" + record.name(),
                why,
                new Action.Create(record),
                new Check.Exists(record.ref(Kind.CONFIG_MAP)),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    private static Step read(PgCluster c, String copy, boolean everything) {
        return command(
                c,
                copy,
                "read",
                everything ? "read every row of every database of the copy" : "ask the copy for its catalogue",
                everything
                        ? "A base backup can be complete and hold damaged pages: reading finds them where checksums are on."
                        : "It must answer queries.",
                everything
                        ? List.of("pg_dumpall", "--no-sync", "-U", "postgres", "-f", "/dev/null")
                        : Steps.psql("postgres", "select count(*) from pg_class"));
    }

    private static Step ask(PgCluster c, String copy, Request request) {
        String database = request.input("database").isEmpty()
                ? c.object()
                        .text("spec", "bootstrap", "initdb", "database")
                        .or(() -> c.object().text("spec", "bootstrap", "recovery", "database"))
                        .orElse("app")
                : request.input("database");
        String sql = "do $millwright$ begin if not coalesce((" + request.input("question")
                + "), false) then raise exception 'the condition is not true'; end if; end $millwright$";
        return command(
                c,
                copy,
                "question",
                "in database " + database + ": " + request.input("question"),
                "What the operator knows of the data must be true of the copy.",
                Steps.psql(database, sql));
    }

    private static Step command(PgCluster c, String copy, String id, String title, String why, List<String> command) {
        return Steps.command(
                c,
                copy + "-1",
                id,
                title,
                why,
                command,
                Questions.settled(c.namespace(), copy, 1),
                Duration.ofHours(4));
    }

    private static void remove(PgCluster c, String copy, Resource made, PlanDraft draft) {
        ObjectRef ref = made.ref(Cnpg.CLUSTER);
        draft.step(Step.change(
                        "remove",
                        "delete Cluster " + c.namespace() + "/" + copy,
                        "The copy has served its purpose.",
                        new Action.Delete(ref, Propagation.BACKGROUND),
                        new Check.Absent(ref),
                        new Undo.None("run the drill again"),
                        Duration.ofMinutes(2)))
                .step(Step.await(
                        "gone",
                        "its pod and volume are gone",
                        "A copy that is left costs storage, and holds the data.",
                        Check.all(
                                new Check.Absent(Steps.pod(c, copy + "-1")),
                                new Check.Absent(
                                        ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, c.namespace(), copy + "-1"))),
                        Duration.ofMinutes(35)));
    }

    private static void forget(Drill old, PlanDraft draft) {
        for (String name :
                old.verified().isPresent() ? List.of(old.name(), old.name() + "-verified") : List.of(old.name())) {
            ObjectRef ref = ObjectRef.of(Kind.CONFIG_MAP, old.namespace(), name);
            draft.step(Step.change(
                    "forget-" + name,
                    "delete ConfigMap " + old.namespace() + "/" + name,
                    "The newest drill counts; the journal keeps the others.",
                    new Action.Delete(ref, Propagation.BACKGROUND),
                    new Check.Absent(ref),
                    new Undo.None("the journal has it"),
                    Duration.ofSeconds(30)));
        }
    }
}
