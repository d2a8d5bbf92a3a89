package io.millwright.postgres.health;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether the cluster's connection poolers serve. Their own phase says active while their pods crash, so their Deployments are read. */
final class Poolers extends ClusterCheck {
    Poolers() {
        super(
                "postgres.pooler.ready",
                "Connection poolers",
                Dimension.AVAILABILITY,
                "The Deployment named as each Pooler: readyReplicas against spec.instances; status.phase failed or inactive. None ready is"
                        + " Critical, fewer than wanted is Warning.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.hibernationWanted()) {
            return List.of();
        }
        return c.belonging(view, Cnpg.POOLER).stream()
                .flatMap(p -> pooler(c, p, view).stream())
                .toList();
    }

    private Optional<Finding> pooler(PgCluster c, Resource pooler, ClusterView view) {
        ObjectRef ref = ObjectRef.of(Cnpg.POOLER, c.namespace(), pooler.name());
        ObjectRef deployment = ObjectRef.of(Kind.DEPLOYMENT, c.namespace(), pooler.name());
        long wanted = pooler.number("spec", "instances").orElse(1L);
        long ready = view.get(deployment)
                .flatMap(d -> d.number("status", "readyReplicas"))
                .orElse(0L);
        String phase = pooler.text("status", "phase").orElse("none");
        boolean bad = phase.equals("failed") || phase.equals("inactive");
        if (wanted == 0 || (ready >= wanted && !bad)) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        ready == 0 || phase.equals("failed") ? Severity.CRITICAL : Severity.WARNING,
                        "pooler " + pooler.name() + ": " + ready + " of " + wanted + " ready")
                .impact(
                        ready == 0
                                ? "Clients that connect through it get no connection."
                                : "Fewer connections can be pooled.")
                .saw("ready", deployment, "status.readyReplicas", ready)
                .saw("wanted", ref, "spec.instances", wanted)
                .saw("its own phase", ref, "status.phase", phase)
                .cause(pooler.text("status", "phaseReason").orElse(""))
                .manual("look at its pods", """
                        kubectl -n %1$s get pods -l cnpg.io/poolerName=%2$s
                        kubectl -n %1$s logs deployment/%2$s --tail=50
                        """.formatted(c.namespace(), pooler.name()))
                .build());
    }
}
