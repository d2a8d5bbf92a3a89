package io.millwright.postgres.health;

import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether disruption budgets protect without blocking node drains for ever. */
final class DisruptionBudget extends ClusterCheck {
    DisruptionBudget() {
        super(
                "postgres.disruption.budget",
                "Disruption budgets",
                Dimension.CONFIGURATION,
                "A single instance with enablePDB blocks every drain of its node: Warning. A budget whose currentHealthy is below desiredHealthy:"
                        + " Degraded. Several instances without a budget: Warning.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.hibernationWanted() || c.maintenance()) {
            return List.of();
        }
        boolean enabled = c.object().flag("spec", "enablePDB").orElse(true);
        List<Finding> findings = new ArrayList<>();
        if (enabled && c.wanted() == 1) {
            findings.add(draft(view, Severity.WARNING, "a single instance with a disruption budget blocks node drains")
                    .suffix("single")
                    .impact("Draining its node waits for ever, and with it every upgrade of the nodes.")
                    .saw("instances", c.ref(), "spec.instances", 1)
                    .saw("budget", c.ref(), "spec.enablePDB", true)
                    .run("add standbys", "scale", Map.of("instances", "3"))
                    .manual(
                            "or do without a budget",
                            "kubectl -n " + c.namespace() + " patch cluster " + c.name()
                                    + " --type merge -p '{\"spec\":{\"enablePDB\":false}}'")
                    .build());
        }
        if (!enabled && c.wanted() > 1) {
            findings.add(draft(view, Severity.WARNING, "no disruption budget protects the primary")
                    .suffix("off")
                    .impact("A node drain may take the primary without asking.")
                    .saw("budget", c.ref(), "spec.enablePDB", false)
                    .manual(
                            "switch it on",
                            "kubectl -n " + c.namespace() + " patch cluster " + c.name()
                                    + " --type merge -p '{\"spec\":{\"enablePDB\":true}}'")
                    .build());
        }
        broken(c, view).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> broken(PgCluster c, ClusterView view) {
        ObjectRef ref = ObjectRef.of(Kind.POD_DISRUPTION_BUDGET, c.namespace(), c.name() + "-primary");
        Optional<Resource> budget = view.get(ref);
        long healthy = budget.flatMap(b -> b.number("status", "currentHealthy")).orElse(0L);
        long desired = budget.flatMap(b -> b.number("status", "desiredHealthy")).orElse(0L);
        if (budget.isEmpty() || healthy >= desired) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        Severity.DEGRADED,
                        "the primary's disruption budget has " + healthy + " of " + desired + " healthy")
                .suffix("unmet")
                .impact("No node with an instance can be drained until the primary is ready again.")
                .saw("healthy", ref, "status.currentHealthy", healthy)
                .saw("needed", ref, "status.desiredHealthy", desired)
                .manual(
                        "bring the primary back",
                        "kubectl -n " + c.namespace() + " get pods -l cnpg.io/cluster=" + c.name()
                                + " -L cnpg.io/instanceRole")
                .build());
    }
}
