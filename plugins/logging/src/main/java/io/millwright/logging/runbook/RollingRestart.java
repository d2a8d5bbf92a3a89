package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.named.Questions;
import io.millwright.spi.Action;
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
import java.util.List;
import java.util.Optional;

/** Restarts all nodes, one after the other. */
final class RollingRestart extends EsRunbook {
    RollingRestart() {
        super(
                new RunbookInfo(
                        "rolling-restart",
                        "Restart the nodes",
                        Intent.REPAIR,
                        Danger.DISRUPTIVE,
                        "Has the operator restart all nodes one after the other, each only when no index loses its last copy by it.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(),
                        List.of(
                                "Needs ECK 3.4 or newer.",
                                "Indices with one copy are away while their node restarts.",
                                "With one or two master-eligible nodes the cluster stops for a while."),
                        List.of("https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/nodes-orchestration")),
                "green");
    }

    @Override
    List<Constraint> more(Elastic e, ClusterView view) {
        return Eck.operators(view).stream()
                        .flatMap(o -> Eck.version(o).stream())
                        .anyMatch(v -> Version.of(v).olderThan(Version.of("3.4")))
                ? List.of(Constraints.blocks(
                        "old-operator",
                        "this operator knows no order to restart",
                        "upgrade it to 3.4 or newer: runbook upgrade-operator"))
                : List.of();
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        List<Resource> pods = e.pods(view);
        draft.step(atRest(e))
                .step(Step.change(
                        "restart",
                        "Elasticsearch " + e.namespace() + "/" + e.name() + "  " + pods.size() + " nodes restarted",
                        "A new value of the annotation is the order; the same value twice is one order.",
                        new Action.Annotate(e.ref(), Tree.of(Names.RESTART, request.token())),
                        Questions.restarted(e, pods),
                        new Undo.None("what has restarted has restarted"),
                        rolls(pods.size())))
                .step(settledAgain(e, rolls(1)));
        return draft.consequence("restarts " + pods.size() + " nodes, one after the other")
                .plan("Restart the nodes of " + request.instance().id().display());
    }
}
