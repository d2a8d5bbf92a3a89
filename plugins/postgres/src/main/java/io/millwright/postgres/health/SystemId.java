package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether all instances hold the same database. */
final class SystemId extends ClusterCheck {
    SystemId() {
        super(
                "postgres.system.identity",
                "One database in all instances",
                Dimension.DURABILITY,
                "Condition ConsistentSystemID: False is Critical.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        return c
                .object()
                .condition("ConsistentSystemID")
                .filter(s -> s.text("status").orElse("").equals("False") && !c.hibernationWanted() && c.ready() > 0)
                .map(s -> finding(c, s, view))
                .stream()
                .toList();
    }

    private Finding finding(PgCluster c, Resource condition, ClusterView view) {
        return draft(view, Severity.CRITICAL, "the instances don't hold one and the same database")
                .impact("An instance holds other data: reading from it or failing over to it gives wrong answers.")
                .saw(
                        "condition",
                        c.ref(),
                        "status.conditions[ConsistentSystemID].reason",
                        condition.text("reason").orElse("False"))
                .saw(
                        "its message",
                        c.ref(),
                        "status.conditions[ConsistentSystemID].message",
                        condition.text("message").orElse("none"))
                .cause(condition.text("message").orElse(""))
                .since(Times.kubernetes(condition.text("lastTransitionTime")))
                .manual("find the odd one out, then make it anew", """
                        kubectl cnpg status %2$s -n %1$s
                        Every instance's system id must be that of the primary. Delete the claims, then the pod, of a replica that differs;
                        never those of the primary.
                        """.formatted(c.namespace(), c.name()))
                .build();
    }
}
