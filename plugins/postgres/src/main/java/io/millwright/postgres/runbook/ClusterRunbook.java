package io.millwright.postgres.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Constraint.Kind;
import io.millwright.spi.Instance;
import io.millwright.spi.Management;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A procedure on one Cluster: reads it anew, and knows what stands against changing it. */
abstract class ClusterRunbook implements Runbook {
    private final RunbookInfo info;

    ClusterRunbook(RunbookInfo info) {
        this.info = info;
    }

    @Override
    public final RunbookInfo info() {
        return info;
    }

    @Override
    public final Plan plan(Request request, ClusterView cluster) {
        Instance instance = request.instance();
        PgCluster c = PgCluster.read(cluster, instance.id())
                .orElseThrow(() -> refused(instance, "it is no longer there", "Refresh the fleet."));
        Plan.Target target = new Plan.Target(
                instance.id(),
                c.ref(),
                c.object().generation(),
                c.version().map(Version::text).orElse(""));
        PlanDraft draft = new PlanDraft(info, request, target);
        if (changesCluster()) {
            owner(c, draft);
        }
        return plan(c, request, cluster, draft);
    }

    /** Whether it changes the Cluster object itself, so that whoever else keeps that must know. */
    boolean changesCluster() {
        return true;
    }

    abstract Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft);

    /** What stands against it, by the Cluster as it is now. */
    abstract List<Constraint> constraints(PgCluster c, ClusterView view);

    @Override
    public final List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        if (target.isEmpty() || !target.get().component().equals(Cnpg.CLUSTER_COMPONENT)) {
            return List.of(new Constraint("target", "it acts on a cluster", "choose a cluster", Kind.NOT_APPLICABLE));
        }
        try {
            return PgCluster.read(cluster, target.get().id())
                    .map(c -> constraints(c, cluster))
                    .orElseGet(() -> List.of(blocks("gone", "the cluster is no longer there", "refresh the fleet")));
        } catch (ProblemException e) {
            return List.of(new Constraint(
                    "unreadable",
                    "the cluster can't be read: " + e.problem().why(),
                    e.problem().next(),
                    Kind.CANNOT_TELL));
        }
    }

    static Constraint blocks(String id, String reason, String lift) {
        return new Constraint(id, reason, lift, Kind.BLOCKS);
    }

    /** An operator runs and is allowed to work on the cluster. */
    static List<Constraint> operated(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        if (CnpgOperators.deployments(view).stream().noneMatch(Operators::available)) {
            found.add(blocks("operator-down", "no operator is running", "bring the operator back"));
        }
        if (c.reconciliationDisabled()) {
            found.add(blocks(
                    "paused",
                    "the operator is told to ignore this cluster",
                    "take annotation " + Cnpg.RECONCILIATION + " away"));
        }
        return found;
    }

    /** Operated, at rest, and awake. */
    static List<Constraint> atRest(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        if (c.hibernationWanted()) {
            found.add(blocks("hibernated", "the cluster is hibernated", "wake it"));
        } else if (!c.healthy()) {
            found.add(blocks(
                    "unsettled",
                    "its phase is '" + (c.phase().isEmpty() ? "none" : c.phase()) + "'",
                    "wait until it is healthy, or remove the cause"));
        }
        if (!c.fenced().isEmpty()) {
            found.add(blocks("fenced", "instances are fenced: " + String.join(", ", c.fenced()), "lift the fence"));
        }
        return found;
    }

    ProblemException refused(Instance instance, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", instance.id().display(), why, next));
    }

    /** Whoever else keeps the object will set back what is changed beside him. */
    private static void owner(PgCluster c, PlanDraft draft) {
        Management management = Installer.of(c.object());
        switch (management.by()) {
            case HELM, GITOPS, OLM ->
                draft.risk(
                        "owner",
                        management.reference() + " keeps this Cluster",
                        "What it renders next sets the changed fields back. Change its source as well.");
            case MANIFEST, MILLWRIGHT, UNKNOWN -> {}
        }
    }
}
