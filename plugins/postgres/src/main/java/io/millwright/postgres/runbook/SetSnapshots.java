package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.postgres.cnpg.Snapshots.Obstacle;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets a cluster's backups be made of volume snapshots, beside whatever else it backs up with. */
final class SetSnapshots extends ClusterRunbook {
    private static final Set<String> FOR_NOW = Set.of("no-class", "other-driver");

    SetSnapshots() {
        super(new RunbookInfo(
                "set-snapshots",
                "Set up volume snapshots",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                "Tells the cluster with which VolumeSnapshotClass its volumes are snapshotted, so that backups can be made of snapshots.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                parameters(Optional.empty()),
                List.of(
                        "A snapshot lies on the storage of its volume: it is no copy elsewhere.",
                        "Hot snapshots can be restored only with archived WAL; cold ones stop the instance that is read.",
                        "Nothing removes snapshots by itself: runbook prune-snapshots."),
                List.of("https://cloudnative-pg.io/docs/current/appendixes/backup_volumesnapshot")));
    }

    private static List<Parameter> parameters(Optional<String> proposal) {
        Parameter name = Ask.name(
                "class",
                "Class",
                "VolumeSnapshotClass of the data volume's driver; empty: the driver's default one.",
                253);
        return List.of(
                proposal.map(p -> Ask.with(name, p, "of the volumes' driver")).orElse(name),
                Ask.name(
                        "wal-class",
                        "WAL class",
                        "Another one for the WAL volume, where it is of another driver; empty: the same.",
                        253),
                Ask.choice(
                        "online",
                        "Snapshot",
                        "hot while PostgreSQL runs, which needs archived WAL to be restored; cold while the instance that is read stands still.",
                        "hot",
                        "cold"));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return parameters(target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .flatMap(c -> Snapshots.driver(c, cluster))
                .filter(d -> cluster.serves(Cnpg.VOLUME_SNAPSHOT_CLASS))
                .flatMap(d -> Snapshots.classes(d, cluster).stream().findFirst())
                .map(Resource::name));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(atRest(c, view));
        Snapshots.against(c, Snapshots.className(c), view).stream()
                // Which class it will be is what this asks for.
                .filter(o -> !FOR_NOW.contains(o.id()))
                .forEach(o -> found.add(blocks(o.id(), o.why(), o.next())));
        String driver = Snapshots.driver(c, view).orElse("");
        if (found.isEmpty() && Snapshots.classes(driver, view).isEmpty()) {
            found.add(blocks(
                    "no-class",
                    "there is no VolumeSnapshotClass of driver " + (driver.isEmpty() ? "the volumes" : driver),
                    "make one, if the driver can make snapshots"));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String name = request.input("class");
        boolean hot = !request.input("online").equals("cold");
        Optional<Obstacle> against = Snapshots.against(c, name, view).stream().findFirst();
        if (against.isPresent()) {
            throw refused(request.instance(), against.get().why(), "Choose another class.");
        }
        if (hot && !c.archives()) {
            throw refused(
                    request.instance(),
                    "its WAL is archived nowhere, and a snapshot of a running PostgreSQL can be restored only with it",
                    "Set a destination first: runbook set-backup-destination; or choose online=cold.");
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            wanted.put("className", name);
        }
        wal(c, request, view).ifPresent(w -> wanted.put("walClassName", w));
        wanted.put("online", hot);
        // A snapshot that belonged to its Cluster would go with it, just when it is needed.
        wanted.put("snapshotOwnerReference", "none");
        draft.step(Steps.settled(c))
                .step(Steps.set(
                        c,
                        "set-snapshots",
                        "spec.backup.volumeSnapshot",
                        "The operator makes snapshots only of a cluster that says with which class.",
                        Tree.of("backup", Tree.of("volumeSnapshot", wanted))))
                .step(Steps.settledAgain(c))
                .consequence("backups can be made of " + (hot ? "hot" : "cold") + " volume snapshots"
                        + (name.isEmpty() ? "" : " of class " + name))
                .consequence("makes none yet: runbook backup-now, or schedule-backups")
                .consequence("restarts none");
        if (!c.archives()) {
            draft.risk(
                    "no-archive",
                    "Between two snapshots everything can be lost",
                    "WAL is archived nowhere: a restore ends where the snapshot was taken.");
        }
        return draft.plan(
                "Set up volume snapshots of " + request.instance().id().display());
    }

    private Optional<String> wal(PgCluster c, Request request, ClusterView view) {
        String name = request.input("wal-class");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (c.object().at("spec", "walStorage").isEmpty()) {
            throw refused(request.instance(), "it has no WAL volume", "Leave the WAL class empty.");
        }
        if (view.get(ObjectRef.of(Cnpg.VOLUME_SNAPSHOT_CLASS, "", name)).isEmpty()) {
            throw refused(request.instance(), "there is no VolumeSnapshotClass " + name, "Choose another class.");
        }
        return Optional.of(name);
    }
}
