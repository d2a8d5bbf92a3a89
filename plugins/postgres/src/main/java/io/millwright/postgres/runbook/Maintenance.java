package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Optional;

/** Opens and closes a cluster's window for maintenance of nodes. */
final class Maintenance extends ClusterRunbook {
    Maintenance() {
        super(new RunbookInfo(
                "node-maintenance",
                "Begin or end node maintenance",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Opens a window in which nodes can be drained although the cluster's disruption budgets would forbid it, or closes it.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        Ask.choice("window", "Window", "Whether maintenance begins or ends.", "begin", "end"),
                        Ask.yesNo(
                                "reuse-volumes",
                                "Reuse volumes",
                                "Whether instances wait for their volumes, or are copied anew elsewhere: local disks need no.",
                                true)),
                List.of(
                        "A window that is forgotten leaves the cluster without protection by its budgets.",
                        "Without reusing volumes the old volume of a moved instance is deleted.",
                        "A single instance is down while its node is drained."),
                List.of("https://cloudnative-pg.io/docs/current/kubernetes_upgrade")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return c.maintenance() ? operated(c, view) : atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        boolean begin = !request.input("window").equals("end");
        if (begin == c.maintenance()) {
            throw refused(
                    request.instance(),
                    begin ? "its window is open already" : "no window is open",
                    begin ? "Close it with window=end." : "There is nothing to end.");
        }
        boolean reuse = !request.input("reuse-volumes").equals("false");
        draft.step(Steps.set(
                        c,
                        "window",
                        "spec.nodeMaintenanceWindow.inProgress " + begin,
                        begin ? "The operator takes the budgets away." : "The operator makes the budgets again.",
                        Tree.of(
                                "nodeMaintenanceWindow",
                                begin
                                        ? Tree.<Object>of("inProgress", true, "reusePVC", reuse)
                                        : Tree.<Object>of("inProgress", false))))
                .consequence(begin ? "nodes with its instances can be drained" : "its budgets protect it again")
                .consequence("undo " + (begin ? "ends the window" : "opens it again"));
        if (begin) {
            draft.risk("forgotten", "End the window afterwards", "Runbook node-maintenance with window=end.");
            if (!reuse) {
                draft.risk(
                        "volumes",
                        "Volumes of drained instances are deleted",
                        "Each is copied anew from the primary on another node.");
            }
        } else {
            draft.danger(Danger.REVERSIBLE);
        }
        return draft.plan((begin ? "Begin" : "End") + " node maintenance of "
                + request.instance().id().display());
    }
}
