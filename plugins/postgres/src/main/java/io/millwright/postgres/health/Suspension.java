package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether somebody has switched something off: fencing, hibernation, reconciliation, a maintenance window. */
final class Suspension extends ClusterCheck {
    Suspension() {
        super(
                "postgres.cluster.suspended",
                "Fencing, hibernation, pause",
                Dimension.AVAILABILITY,
                "Annotations cnpg.io/fencedInstances (a fenced primary is Critical), cnpg.io/hibernation (Info), cnpg.io/reconciliationLoop"
                        + " (Warning) and spec.nodeMaintenanceWindow (Info).");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        if (!c.fenced().isEmpty()) {
            findings.add(fenced(c, view));
        }
        if (c.hibernationWanted()) {
            findings.add(hibernated(c, view));
        }
        if (c.reconciliationDisabled()) {
            findings.add(draft(view, Severity.WARNING, "the operator is told to ignore this cluster")
                    .suffix("paused")
                    .impact("No failover, no new pods and no renewed certificates until it is resumed.")
                    .saw("annotation", c.ref(), "metadata.annotations[" + Cnpg.RECONCILIATION + "]", "disabled")
                    .manual(
                            "resume",
                            "kubectl -n " + c.namespace() + " annotate cluster " + c.name() + " " + Cnpg.RECONCILIATION
                                    + "-\nChanges made meanwhile are applied at once.")
                    .build());
        }
        if (c.maintenance()) {
            findings.add(draft(view, Severity.INFO, "a node maintenance window is open")
                    .suffix("maintenance")
                    .impact("Disruption budgets are off while it is open.")
                    .saw("window", c.ref(), "spec.nodeMaintenanceWindow.inProgress", true)
                    .manual(
                            "close it when the nodes are back",
                            "kubectl -n " + c.namespace() + " patch cluster " + c.name()
                                    + " --type merge -p '{\"spec\":{\"nodeMaintenanceWindow\":{\"inProgress\":false}}}'")
                    .build());
        }
        return findings;
    }

    private Finding fenced(PgCluster c, ClusterView view) {
        boolean primary = c.fenced().contains("*")
                || c.currentPrimary().map(c.fenced()::contains).orElse(false);
        return draft(
                        view,
                        primary ? Severity.CRITICAL : Severity.WARNING,
                        primary ? "the primary is fenced" : "fenced: " + String.join(", ", c.fenced()))
                .suffix("fenced")
                .impact(
                        primary
                                ? "The database takes no writes, and nothing fails over while it is fenced."
                                : "PostgreSQL is stopped in those instances; fewer standbys are left.")
                .saw(
                        "annotation",
                        c.ref(),
                        "metadata.annotations[" + Cnpg.FENCED + "]",
                        c.object().annotation(Cnpg.FENCED).orElse(""))
                .saw(
                        "primary",
                        c.ref(),
                        "status.currentPrimary",
                        c.currentPrimary().orElse("none"))
                .cause("somebody fenced it, or a cold snapshot backup is being made")
                .manual(
                        "lift the fence",
                        "kubectl -n " + c.namespace() + " annotate cluster " + c.name() + " " + Cnpg.FENCED + "-")
                .build();
    }

    private Finding hibernated(PgCluster c, ClusterView view) {
        return draft(view, Severity.INFO, c.hibernated() ? "hibernated" : "going into hibernation")
                .suffix("hibernated")
                .impact("The database is stopped on purpose; its volumes are kept.")
                .saw("annotation", c.ref(), "metadata.annotations[" + Cnpg.HIBERNATION + "]", "on")
                .saw(
                        "condition",
                        c.ref(),
                        "status.conditions[" + Cnpg.HIBERNATION + "].reason",
                        c.object()
                                .condition(Cnpg.HIBERNATION)
                                .flatMap(r -> r.text("reason"))
                                .orElse("absent"))
                .since(c.object()
                        .condition(Cnpg.HIBERNATION)
                        .flatMap(r -> Times.kubernetes(r.text("lastTransitionTime"))))
                .run("wake it", "wake", Map.of())
                .build();
    }
}
