package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.util.List;
import java.util.Optional;

/** Restarts the nodes of all pools or of one, in the operator's order. */
final class RollingRestart extends KafkaRunbook {
    RollingRestart() {
        super(new RunbookInfo(
                "rolling-restart",
                "Restart the nodes",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Orders the operator to restart nodes one after the other, each only when no partition falls below its in-sync replicas by it.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(Pools.POOL),
                List.of(
                        "Clients reconnect, and partitions change their leaders, as each broker restarts.",
                        "A restart that is blocked is only logged, and the Kafka stays ready: the plan waits for the pods themselves.",
                        "Deleting several broker pods by hand instead can stop writes."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-rolling-updates-str")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.restartable(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        String chosen = request.input("pool");
        List<NodePool> pools = c.pools(view).stream()
                .filter(p -> chosen.isEmpty() || p.name().equals(chosen))
                .filter(p -> !p.ids().isEmpty())
                .toList();
        if (pools.isEmpty()) {
            throw refused(instance, "it has no pool " + chosen + " with nodes", "Choose one of its pools.");
        }
        Steps.atRest(c, draft);
        long nodes = 0;
        for (NodePool pool : pools) {
            List<Resource> pods = c.pods(view).stream()
                    .filter(p -> p.label(Strimzi.POOL_LABEL).equals(Optional.of(pool.name())))
                    .toList();
            nodes += pods.size();
            draft.step(restart(c, pool, pods));
        }
        draft.step(Steps.settledAgain(c, Steps.rolls(1)));
        Steps.replicatedAgain(c, draft);
        draft.consequence("restarts " + nodes + " nodes, one after the other");
        return draft.plan(
                "Restart the nodes of " + instance.id().display() + (chosen.isEmpty() ? "" : ", pool " + chosen));
    }

    /** Every node of the pool is made anew. */
    static Step restart(KafkaCluster c, NodePool pool, List<Resource> pods) {
        ObjectRef set = c.beside(Strimzi.POD_SET, c.name() + "-" + pool.name());
        Check done = Questions.restarted(c.namespace(), pods);
        return Step.change(
                "restart-" + pool.name(),
                "StrimziPodSet " + set.namespace() + "/" + set.name() + "  " + pods.size() + " nodes restarted",
                "The operator sees the order within two minutes, and takes it away when it has followed it.",
                new Action.Annotate(set, Tree.of(Strimzi.MANUAL_ROLL, "true")),
                done,
                Steps.rollWithdrawn(set, "what has restarted has restarted; the others stay as they are"),
                Steps.rolls(pods.size()));
    }
}
