package io.millwright.postgres.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.postgres.cnpg.Snapshots.Obstacle;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import java.util.Optional;
import java.util.stream.Stream;

/** On what terms a cluster's volumes are snapshotted: while PostgreSQL runs, or while it stands still. */
final class SnapshotTerms {
    static final Parameter ONLINE = Ask.choice(
            "online",
            "Snapshot",
            "For volume snapshots: hot while PostgreSQL runs, which needs archived WAL to be restored; cold while the instance that is read"
                    + " stands still.",
            "as configured",
            "hot",
            "cold");

    private SnapshotTerms() {}

    static boolean asConfigured(Request request) {
        return !request.input("online").equals("hot")
                && !request.input("online").equals("cold");
    }

    static boolean hot(PgCluster c, Request request) {
        return asConfigured(request)
                ? Snapshots.hot(c)
                : request.input("online").equals("hot");
    }

    /** The first thing that stands against such a snapshot. */
    static Optional<Obstacle> against(PgCluster c, boolean hot, ClusterView view) {
        Stream<Obstacle> way = Stream.of(
                        hot && !c.archives()
                                ? Optional.of(new Obstacle(
                                        "no-archive",
                                        "its WAL is archived nowhere, and a snapshot of a running PostgreSQL can be restored only with it",
                                        "set a destination first, or take it cold: online=cold"))
                                : Optional.<Obstacle>empty(),
                        !hot && !c.fenced().isEmpty()
                                ? Optional.of(new Obstacle(
                                        "fenced",
                                        "instances are fenced, and the operator makes no cold snapshot then",
                                        "lift the fence, or take it hot"))
                                : Optional.<Obstacle>empty())
                .flatMap(Optional::stream);
        return Stream.concat(Snapshots.against(c, Snapshots.className(c), view).stream(), way)
                .findFirst();
    }

    /**
     * What a plan that makes one says.
     *
     * @param from which instance is read, as a Backup has it; empty for what the cluster says
     */
    static void told(PgCluster c, boolean hot, String from, PlanDraft draft) {
        String target =
                from.isEmpty() ? c.object().text("spec", "backup", "target").orElse("prefer-standby") : from;
        boolean primary = target.equals("primary") || c.ready() < 2;
        if (hot) {
            draft.consequence("nothing restarts");
        } else if (primary) {
            draft.danger(Danger.DISRUPTIVE)
                    .consequence(
                            "stops PostgreSQL in the primary until the snapshot is taken: nobody can write meanwhile");
        } else {
            draft.consequence("stops PostgreSQL in one standby until the snapshot is taken");
        }
        draft.risk(
                "same-storage",
                "Snapshots lie on the storage of the volumes",
                "Who loses that loses both. They are quick to make and to restore, and no copy elsewhere.");
        draft.risk(
                "not-removed",
                "Nothing removes snapshots by itself",
                "The retention of an object store isn't theirs: runbook prune-snapshots.");
    }
}
