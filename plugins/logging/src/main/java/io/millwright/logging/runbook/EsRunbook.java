package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Effect;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A procedure on one Elasticsearch, and the steps that several have. */
abstract class EsRunbook extends Base {
    static final Duration SHORT = Duration.ofSeconds(30);
    private final String health;

    /** @param health what it must have before: {@code any}, {@code yellow}, {@code green} */
    EsRunbook(RunbookInfo info, String health) {
        super(info);
        this.health = health;
    }

    @Override
    protected final List<Constraint> against(Resource root, ClusterView view) {
        Elastic e = new Elastic(root);
        List<Constraint> found = new ArrayList<>();
        if (Eck.operators(view).stream().noneMatch(Eck::running)) {
            found.add(Constraints.blocks("operator-down", "no operator runs", "install it, or bring it up"));
        }
        if (e.paused() && !worksPaused()) {
            found.add(Constraints.blocks("paused", "the operator is told to leave it alone", "runbook resume"));
        } else if (!health.equals("any") && !e.settled()) {
            found.add(Constraints.blocks("unsettled", e.message(), "wait until it has finished, or remove the cause"));
        }
        if (health.equals("green") && !e.health().equals("green") && e.dataNodes() > 1) {
            found.add(Constraints.blocks(
                    "not-green", "health is " + e.health(), "give every shard its place first: see the health checks"));
        }
        if (health.equals("yellow") && !List.of("green", "yellow").contains(e.health())) {
            found.add(Constraints.blocks("red", "health is " + e.health(), "bring the missing nodes back first"));
        }
        found.addAll(more(e, view));
        return found;
    }

    boolean worksPaused() {
        return false;
    }

    List<Constraint> more(Elastic e, ClusterView view) {
        return List.of();
    }

    @Override
    protected final Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        return plan(new Elastic(root), request, view, draft);
    }

    abstract Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft);

    final String wantedHealth(Elastic e) {
        return health.equals("green") && e.dataNodes() < 2 ? "yellow" : health;
    }

    /** Looks again just before the change. */
    final Step atRest(Elastic e) {
        return Step.require(
                "settled",
                "cluster at rest, health " + wantedHealth(e),
                "A cluster that isn't at rest must not be changed.",
                Check.all(Questions.operator(""), Questions.settled(e, wantedHealth(e))));
    }

    final Step settledAgain(Elastic e, Duration deadline) {
        return Step.await(
                "settled-again",
                "cluster at rest, health " + wantedHealth(e),
                "The operator has finished, and shards have their places again.",
                Questions.settled(e, wantedHealth(e)),
                deadline);
    }

    /** Sets fields below {@code spec}. */
    static Step set(Elastic e, String id, String title, String why, Map<String, Object> spec, Undo undo) {
        Resource wanted = Resource.of(Names.ES, e.namespace(), e.name(), Map.of("spec", spec));
        return Step.change(
                id,
                "Elasticsearch " + e.namespace() + "/" + e.name() + "  " + title,
                why,
                new Action.Patch(e.ref(), Tree.of("spec", spec), List.of(), ""),
                new Check.Matches(List.of(wanted)),
                undo,
                SHORT);
    }

    /** A request to Elasticsearch as the elastic user. */
    static Action.Http http(Elastic e, String method, String path, String body) {
        return new Action.Http(e.service(), e.scheme(), Names.ES_PORT, method, path, body).as(e.login());
    }

    /** A step by HTTP that may be repeated: asking twice is asking once. */
    static Step request(
            String id, String title, String why, Action.Http action, Check done, Undo undo, Duration deadline) {
        return new Step(
                id, title, why, action, List.of(), done, done, undo, Effect.IDEMPOTENT, deadline, false, List.of());
    }

    static Duration rolls(long nodes) {
        return Duration.ofMinutes(15 + 15 * nodes);
    }
}
