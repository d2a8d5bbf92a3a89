package io.millwright.postgres.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A procedure on one of a cluster's poolers, chosen by parameter {@code pooler}. */
abstract class PoolerRunbook extends ClusterRunbook {
    static final Parameter POOLER = Ask.required(Ask.name("pooler", "Pooler", "Which pooler.", 63));

    PoolerRunbook(RunbookInfo info) {
        super(info);
    }

    @Override
    public final List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        String[] names = target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .map(c -> c.belonging(cluster, Cnpg.POOLER).stream()
                        .map(Resource::name)
                        .toArray(String[]::new))
                .orElse(new String[0]);
        return info().parameters().stream()
                .map(p -> p.equals(POOLER) && names.length > 0
                        ? Ask.choice(POOLER.id(), POOLER.label(), POOLER.help(), names)
                        : p)
                .toList();
    }

    @Override
    final boolean changesCluster() {
        return false;
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        if (c.belonging(view, Cnpg.POOLER).isEmpty()) {
            found.add(new Constraint(
                    "no-pooler",
                    "the cluster has no pooler",
                    "add one: runbook create-pooler",
                    Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    @Override
    final Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        Resource pooler = c.belonging(view, Cnpg.POOLER).stream()
                .filter(p -> p.name().equals(request.input(POOLER.id())))
                .findFirst()
                .orElseThrow(() -> refused(
                        request.instance(),
                        "it has no pooler " + request.input(POOLER.id()),
                        "See the listing poolers."));
        return plan(c, pooler, request, view, draft);
    }

    /** The plan for that pooler of the cluster. */
    abstract Plan plan(PgCluster c, Resource pooler, Request request, ClusterView view, PlanDraft draft);
}
