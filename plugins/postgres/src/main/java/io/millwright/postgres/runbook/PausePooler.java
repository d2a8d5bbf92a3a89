package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes clients of a pooler wait, or lets them go on. */
final class PausePooler extends PoolerRunbook {
    private static final Parameter STATE = Ask.choice(
            "state",
            "State",
            "paused: clients keep their connections and wait; running: they go on.",
            "paused",
            "running");

    PausePooler() {
        super(new RunbookInfo(
                "pause-pooler",
                "Pause or resume a pooler",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Makes the clients of a connection pooler wait, as during a switchover or a restore, or lets them go on.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(POOLER, STATE),
                List.of("Clients wait until it is resumed or their own time limit ends."),
                List.of("https://cloudnative-pg.io/docs/current/connection_pooling#pausing-connections")));
    }

    @Override
    Plan plan(PgCluster c, Resource pooler, Request request, ClusterView view, PlanDraft draft) {
        boolean pause = request.input("state").equals("paused");
        ObjectRef ref = pooler.ref(Cnpg.POOLER);
        draft.step(Step.change(
                        "pause",
                        "Pooler " + pooler.namespace() + "/" + pooler.name() + "  spec.pgbouncer.paused " + pause,
                        pause
                                ? "PgBouncer lets running queries end and holds the next."
                                : "PgBouncer lets the clients go on.",
                        new Action.Patch(
                                ref, Tree.of("spec", Tree.of("pgbouncer", Tree.of("paused", pause))), List.of(), ""),
                        Check.fieldIs(ref, Boolean.toString(pause), "spec", "pgbouncer", "paused"),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "done",
                        pause ? "clients wait" : "clients go on",
                        "The operator says so when every pod has followed.",
                        Check.fieldIs(ref, pause ? "paused" : "active", "status", "phase"),
                        Duration.ofMinutes(2)))
                .danger(pause ? Danger.DISRUPTIVE : Danger.REVERSIBLE)
                .consequence(pause ? "clients of " + pooler.name() + " wait until it is resumed" : "clients go on");
        return draft.plan((pause ? "Pause" : "Resume") + " pooler " + pooler.name() + " of "
                + request.instance().id().display());
    }
}
