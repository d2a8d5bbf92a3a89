package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides how many standbys each commit waits for. */
final class SetSynchronous extends ClusterRunbook {
    SetSynchronous() {
        super(new RunbookInfo(
                "set-synchronous",
                "Set synchronous replication",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                "Decides how many standbys each commit waits for, and waits until PostgreSQL says that so many are synchronous.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        Ask.required(Ask.with(
                                Ask.number(
                                        "standbys",
                                        "Standbys",
                                        "How many standbys must have a commit before it is answered; 0 for none.",
                                        0,
                                        8),
                                "1",
                                "survives the loss of the primary")),
                        Ask.choice(
                                "durability",
                                "Durability",
                                "required: writes stop while there are too few standbys; preferred: they go on, and a failover can lose them.",
                                "required",
                                "preferred"),
                        Ask.choice(
                                "method",
                                "Method",
                                "any: whichever standbys are quickest; first: by their order.",
                                "any",
                                "first")),
                List.of(
                        "Every commit takes a round trip to a standby longer.",
                        "With durability required, losing a standby too many stops every write.",
                        "Without any, a failover can lose the last commits."),
                List.of("https://cloudnative-pg.io/docs/current/replication#synchronous-replication")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        long standbys = request.number("standbys");
        boolean present = c.object().at("spec", "postgresql", "synchronous").isPresent();
        if (c.object().number("spec", "maxSyncReplicas").orElse(0L) > 0) {
            throw refused(
                    request.instance(),
                    "it uses minSyncReplicas and maxSyncReplicas, the former way",
                    "Take those away first: with both the operator takes neither as you mean it.");
        }
        if (standbys >= c.wanted()) {
            throw refused(
                    request.instance(),
                    "each commit would wait for " + standbys + " standbys, and it has " + (c.wanted() - 1),
                    "Ask for fewer, or scale it first.");
        }
        if (standbys == 0 && !present) {
            throw refused(request.instance(), "no commit waits for a standby already", "There is nothing to do.");
        }
        draft.step(Steps.settled(c))
                .step(standbys == 0 ? off(c) : on(c, request, standbys))
                .step(Step.await(
                        "live",
                        standbys == 0 ? "no standby is synchronous" : standbys + " standbys are synchronous",
                        "The primary says so itself.",
                        Questions.synchronous(c, standbys),
                        Duration.ofMinutes(5)))
                .consequence(
                        standbys == 0
                                ? "commits are answered without waiting: a failover can lose the last ones"
                                : "each commit waits for " + standbys + " of " + (c.wanted() - 1) + " standbys")
                .consequence("restarts none");
        if (standbys > 0 && !request.input("durability").equals("preferred")) {
            draft.risk(
                    "stops",
                    "Writes stop while fewer than " + standbys + " standbys answer",
                    (c.wanted() - 1 - standbys) + " can be lost before that.");
        }
        return draft.plan((standbys == 0
                        ? "Switch off synchronous replication of "
                        : "Let commits wait for " + standbys + " standbys of ")
                + request.instance().id().display());
    }

    private static Step on(PgCluster c, Request request, long standbys) {
        Map<String, Object> wanted = Tree.of(
                "method",
                request.input("method").equals("first") ? "first" : "any",
                "number",
                standbys,
                "dataDurability",
                request.input("durability").equals("preferred") ? "preferred" : "required");
        return Steps.set(
                c,
                "set-synchronous",
                "spec.postgresql.synchronous " + standbys,
                "The operator turns it into synchronous_standby_names.",
                Tree.of("postgresql", Tree.of("synchronous", wanted)));
    }

    private static Step off(PgCluster c) {
        Resource none = Resource.of(Cnpg.CLUSTER, c.namespace(), c.name(), Map.of());
        return Step.change(
                "set-synchronous",
                "Cluster " + none.namespace() + "/" + none.name() + "  spec.postgresql.synchronous away",
                "The operator empties synchronous_standby_names.",
                new Action.Patch(c.ref(), Map.of(), List.of("spec/postgresql/synchronous"), ""),
                new Check.FieldMatches(
                        c.ref(), List.of("spec", "postgresql", "synchronous"), Check.Operator.ABSENT, ""),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }
}
