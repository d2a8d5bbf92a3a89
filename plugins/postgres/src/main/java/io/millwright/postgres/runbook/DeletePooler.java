package io.millwright.postgres.runbook;

import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes a pooler away; the cluster behind it goes on. */
final class DeletePooler extends PoolerRunbook {
    DeletePooler() {
        super(new RunbookInfo(
                "delete-pooler",
                "Remove a connection pooler",
                Intent.UNINSTALL,
                Danger.DISRUPTIVE,
                "Deletes a pooler with its pods and its Service; the database behind it isn't touched.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(POOLER),
                List.of(
                        "Clients that still use its Service lose their connections and can't connect again: move them first.",
                        "The role and the function by which poolers ask for passwords stay in the database, for the next one."),
                List.of("https://cloudnative-pg.io/docs/current/connection_pooling")));
    }

    @Override
    Plan plan(PgCluster c, Resource pooler, Request request, ClusterView view, PlanDraft draft) {
        String service = c.name() + "-" + pooler.text("spec", "type").orElse("rw");
        draft.step(Uninstall.delete(
                        pooler, Cnpg.POOLER, Propagation.BACKGROUND, "Its Deployment and its Service go with it."))
                .step(Step.await(
                        "gone",
                        "its Deployment and its Service are gone",
                        "They belong to the pooler: the garbage collector takes them away.",
                        Check.all(
                                new Check.Absent(ObjectRef.of(Kind.DEPLOYMENT, c.namespace(), pooler.name())),
                                new Check.Absent(ObjectRef.of(Kind.SERVICE, c.namespace(), pooler.name()))),
                        Duration.ofMinutes(2)))
                .consequence("deletes " + pooler.number("spec", "instances").orElse(1L) + " pods and Service "
                        + pooler.name())
                .consequence("the database goes on: clients reach it by Service " + service)
                .consequence("undo makes it anew from its definition")
                .risk(
                        "clients",
                        "Who still connects to " + pooler.name() + " is cut off",
                        "Give clients the address " + service + " first. How many there are is in the pods' metrics,"
                                + " port 9127, cnpg_pgbouncer_pools_cl_active.");
        return draft.plan("Remove pooler " + pooler.name() + " of "
                + request.instance().id().display());
    }
}
