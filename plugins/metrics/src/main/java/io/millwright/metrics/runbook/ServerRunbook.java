package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
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

/** A procedure on one Prometheus or Alertmanager, and the steps that several have. */
abstract class ServerRunbook extends Base {
    private final boolean atRest;

    /** @param atRest whether it must be settled before */
    ServerRunbook(RunbookInfo info, boolean atRest) {
        super(info);
        this.atRest = atRest;
    }

    @Override
    protected final List<Constraint> against(Resource root, ClusterView view) {
        Server s = new Server(root);
        List<Constraint> found = new ArrayList<>();
        if (atRest) {
            if (!Controllers.anyRuns(view)) {
                found.add(Constraints.blocks("operator-down", "no operator runs", "bring it up first: see its health"));
            }
            if (s.paused()) {
                found.add(Constraints.blocks("paused", "the operator is told to leave it alone", "runbook resume"));
            } else if (!s.settled()) {
                found.add(
                        Constraints.blocks("unsettled", s.message(), "wait until it has settled, or remove the cause"));
            }
        }
        found.addAll(more(s, view));
        return found;
    }

    List<Constraint> more(Server s, ClusterView view) {
        return List.of();
    }

    @Override
    protected final Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        return plan(new Server(root), request, view, draft);
    }

    abstract Plan plan(Server s, Request request, ClusterView view, PlanDraft draft);

    /** Looks again just before the change. */
    static Step settled(Server s) {
        return Step.require(
                "settled",
                s.object().kind() + " " + s.path() + " runs as asked for",
                "What isn't at rest must not be changed.",
                Check.all(Questions.operator(""), Questions.settled(s)));
    }

    static Step settledAgain(Server s, String why, long pods) {
        return settledAgain("settled-again", s, why, pods);
    }

    static Step settledAgain(String id, Server s, String why, long pods) {
        return Step.await(
                id,
                s.object().kind() + " " + s.path() + " runs as asked for",
                why,
                Questions.settled(s),
                // A pod may replay its log for a quarter of an hour before it is ready.
                Duration.ofMinutes(5 + 20 * pods));
    }

    /** Sets fields below {@code spec} of the object itself: for what is taken back soon, or what no chart keeps. */
    static Step patch(Server s, String id, String title, String why, Map<String, Object> spec, Undo undo) {
        return Step.change(
                id,
                s.object().kind() + " " + s.path() + "  " + title,
                why,
                new Action.Patch(s.ref(), Tree.of("spec", spec), List.of(), ""),
                matches(s, spec),
                undo,
                SHORT);
    }

    static Check matches(Server s, Map<String, Object> spec) {
        return new Check.Matches(List.of(Resource.of(s.kind(), s.namespace(), s.name(), Map.of("spec", spec))));
    }
}
