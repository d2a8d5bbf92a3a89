package io.millwright.postgres.runbook;

import io.millwright.kit.Bytes;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Lsn;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes a new cluster of another one's backups, up to now or to a point in time. The original is left as it is. */
final class Restore extends ClusterRunbook {
    private static final Parameter NAME = Ask.required(
            Ask.name("name", "New name", "Name of the new cluster; the original stays as it is, beside it.", 50));

    Restore() {
        super(new RunbookInfo(
                "restore",
                "Restore to a new cluster",
                Intent.RESTORE,
                Danger.REVERSIBLE,
                "Makes a new cluster beside this one of its base backup or of volume snapshots, and of archived WAL, up to the end or to a point in"
                        + " time, and proves that it holds the same database.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                parameters(NAME),
                List.of(
                        "Applications go on using the original until they are told the new one's services.",
                        "Passwords are the new cluster's own, in Secret NAME-app; other roles have those of the backup.",
                        "A point in time that the archive doesn't reach ends with an error of PostgreSQL: choose latest then.",
                        "A point in time before a major upgrade can't be reached with today's image.",
                        "It needs as much storage as the original.",
                        "Volume snapshots are restored by their own driver only; without archived WAL everything after them is lost."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/recovery",
                        "https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/")));
    }

    private static List<Parameter> parameters(Parameter name) {
        List<Parameter> all = new ArrayList<>(List.of(name, Base.SOURCE));
        all.addAll(RecoveryPoint.parameters());
        all.addAll(List.of(
                Ask.with(
                        Ask.number(
                                "instances", "Instances", "How many the new one has; more can be added later.", 1, 9),
                        "1",
                        "proposal"),
                Ask.quantity("size", "Data volume", "Empty: as large as the original's."),
                Ask.text(
                        "storage-class",
                        "Storage class",
                        "Empty: the original's.",
                        "[a-z0-9]([-.a-z0-9]*[a-z0-9])?",
                        "the name of a StorageClass"),
                Ask.choice(
                        "archive",
                        "Archive",
                        "Whether the new one sends its own WAL to the same store, under its own name.",
                        "same-store",
                        "none"),
                Ask.yesNo(
                        "first-backup",
                        "First backup",
                        "Whether its first base backup is made at once; only with an archive.",
                        true)));
        return all;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .map(c -> parameters(Ask.with(NAME, free(c, cluster), "free name")))
                .orElse(info().parameters());
    }

    private static String free(PgCluster c, ClusterView view) {
        Set<String> used = Origin.of(c).map(o -> Set.copyOf(o.servers(c, view))).orElse(Set.of());
        String stem = c.name().substring(0, Math.min(c.name().length(), 45)) + "-r";
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> stem + i)
                .filter(n -> !used.contains(n)
                        && view.get(ObjectRef.of(Cnpg.CLUSTER, c.namespace(), n))
                                .isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Override
    boolean changesCluster() {
        return false;
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return ready(c, view);
    }

    /** What stands against any restore of that cluster's backups. */
    static List<Constraint> ready(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        operated(c, view).stream().filter(o -> o.id().equals("operator-down")).forEach(found::add);
        if (Origin.of(c).isEmpty() && !c.snapshots()) {
            found.add(new Constraint(
                    "no-destination",
                    "its backups go to no object store, and it makes no volume snapshots",
                    "set a destination: runbook set-backup-destination, or set-snapshots",
                    Constraint.Kind.NOT_APPLICABLE));
        } else if (Backups.of(c, view).newestGood().isEmpty()) {
            found.add(blocks("no-backup", "it has no complete backup", "make one: runbook backup-now"));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String name = request.input("name");
        ObjectRef ref = ObjectRef.of(Cnpg.CLUSTER, c.namespace(), name);
        if (view.get(ref).isPresent()) {
            throw refused(request.instance(), "a cluster " + name + " exists already", "Choose another name.");
        }
        CreateCluster.beginEmpty("plan '" + info().title() + "'", ref, view);
        Optional<Origin> store =
                Origin.of(c).filter(o -> !request.input("archive").equals("none"));
        if (store.filter(o -> o.servers(c, view).contains(name)).isPresent()) {
            throw refused(
                    request.instance(),
                    "the store holds files of a server " + name
                            + " already: PostgreSQL refuses an archive that isn't empty",
                    "Choose another name.");
        }
        StorageClasses.require(request.input("storage-class"), view);
        boolean snapshots = Base.snapshots(request, c, view);
        RecoveryPoint point = RecoveryPoint.of(request, c, snapshots, view);
        Base base = Base.of(c, snapshots, point, view);
        base.requireDriver(request.input("storage-class"), c, view);
        long instances = request.input("instances").isEmpty() ? 1 : request.number("instances");
        Map<String, Object> spec =
                CopiedSpec.of(c, view, instances, request.input("size"), request.input("storage-class"));
        base.into(spec, c, point);
        store.ifPresent(o -> o.archive(spec, name, c));
        Resource made = Resource.of(Cnpg.CLUSTER, c.namespace(), name, Tree.of("spec", spec));
        before(point, draft);
        create(made, point, draft);
        recovered(c, name, point, view, draft);
        after(made, instances, store.isPresent(), request, draft);
        told(made, base, point, instances, draft);
        return draft.plan("Restore " + request.instance().id().display() + " to " + c.namespace() + "/" + name
                + ", until " + point.words());
    }

    /** The last looks before anything is made. */
    static void before(RecoveryPoint point, PlanDraft draft) {
        draft.step(Step.require(
                "operator",
                "an operator runs",
                "Without one nobody takes up the new cluster.",
                Questions.operatorAvailable()));
        point.backup()
                .ifPresent(b -> draft.step(Step.require(
                        "backup",
                        "Backup " + b.namespace() + "/" + b.name() + " is there",
                        "Retention may have taken it away since the plan was made.",
                        Questions.backupCompleted(b.namespace(), b.name()))));
    }

    static void create(Resource made, RecoveryPoint point, PlanDraft draft) {
        ObjectRef ref = made.ref(Cnpg.CLUSTER);
        draft.step(Step.change(
                        "cluster",
                        "Cluster " + made.namespace() + "/" + made.name() + ", recovered until " + point.words(),
                        "Its first instance takes the base backup and replays WAL; the original isn't touched.",
                        new Action.Create(made),
                        new Check.Matches(List.of(made)),
                        Undo.EXACT,
                        Duration.ofSeconds(60))
                .before(new Check.Absent(ref)));
    }

    /** Waits until the new one has the original's data, and how much of it. */
    static void recovered(PgCluster c, String name, RecoveryPoint point, ClusterView view, PlanDraft draft) {
        Optional<String> reached = point.latest()
                ? c.currentPrimary()
                        .flatMap(p -> PgStatus.read(view, c.namespace(), p).page())
                        .flatMap(p -> p.lastArchivedWal())
                        .flatMap(w -> Lsn.ofFile(w, segment(c)))
                : Optional.empty();
        draft.step(Step.await(
                "recovered",
                "the same database, replayed"
                        + reached.map(l -> " at least to " + l).orElse(" until " + point.words()),
                "Its system identifier must be the original's; a healthy cluster with other data would be no restore.",
                Questions.recovered(
                        c.namespace(),
                        name,
                        c.object().text("status", "systemID").orElse(""),
                        reached.orElse("")),
                limit(c)));
    }

    private static long segment(PgCluster c) {
        return c.object()
                        .number("spec", "bootstrap", "initdb", "walSegmentSize")
                        .orElse(16L)
                << 20;
    }

    /** Half an hour, and what copying a full volume at 20 MB/s takes. */
    static Duration limit(PgCluster c) {
        long bytes = c.object()
                .text("spec", "storage", "size")
                .flatMap(Bytes::quantity)
                .orElse(0L);
        return Duration.ofMinutes(30).plusSeconds(bytes / (20L << 20));
    }

    private static void after(Resource made, long instances, boolean archives, Request request, PlanDraft draft) {
        draft.step(Step.await(
                "ready",
                instances + " of " + instances + " instances ready",
                "Standbys copy the recovered primary.",
                Questions.settled(made.namespace(), made.name(), instances),
                Duration.ofMinutes(10 + 10 * instances)));
        Steps.streaming(made.namespace(), made.name(), instances).ifPresent(draft::step);
        if (!archives) {
            draft.risk(
                    "no-archive",
                    "The new cluster has no backups",
                    "Set a destination before it holds data that matters: runbook set-backup-destination.");
            return;
        }
        draft.step(Step.await(
                "archiving",
                "WAL of the new cluster arrives in the store",
                "Only then can a backup of it be restored.",
                new Check.Condition(made.ref(Cnpg.CLUSTER), "ContinuousArchiving", "True"),
                Duration.ofMinutes(10)));
        if (!request.input("first-backup").equals("false")) {
            PgCluster restored = new PgCluster(made);
            BackupMethod method = restored.backupMethods().getFirst();
            BackupNow.steps(restored, request.token(), method, draft);
        }
    }

    private static void told(Resource made, Base base, RecoveryPoint point, long instances, PlanDraft draft) {
        String size = made.text("spec", "storage", "size").orElse("the original's size");
        draft.consequence("the original goes on unchanged, with all its data")
                .consequence("reads " + base.words() + ", backup "
                        + point.backup().map(ObjectRef::name).orElse("chosen by the operator"))
                .consequence("creates " + instances + " pods with volumes of " + size + ", and services " + made.name()
                        + "-rw, -ro, -r")
                .consequence("undo deletes the new cluster with its volumes; nothing of the original")
                .risk(
                        "move",
                        "Applications must be moved by hand",
                        "They find the restored data at " + made.name() + "-rw with the password in Secret "
                                + made.name() + "-app.");
        if (made.at("spec", "managed", "roles").isPresent()) {
            draft.risk(
                    "roles",
                    "The managed roles are taken over",
                    "Their Secrets are shared with the original: a password changed there changes in both.");
        }
    }
}
