package io.millwright.kafka.runbook;

import io.millwright.kafka.runbook.Moves.Movement;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Spreads the partitions over the brokers. */
final class Rebalance extends KafkaRunbook {
    Rebalance() {
        super(new RunbookInfo(
                "rebalance",
                "Spread the partitions",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Asks Cruise Control how partitions should lie on the brokers, and moves them so.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(Moves.approve(), Moves.throttle()),
                List.of(
                        "Data that moves loads brokers, disks and network; set a throttle for a busy cluster.",
                        "Brokers must not be restarted meanwhile: a Kafka that isn't ready fails the rebalance."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#cruise-control-concepts-str")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.atRest(c, view));
        Standing.cruiseControl(c).ifPresent(found::add);
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Steps.atRest(c, draft);
        Moves.steps(c, request, Movement.full(), draft);
        Moves.traffic(draft);
        draft.consequence("moves partitions between " + c.brokers(view).size() + " brokers")
                .consequence("restarts none");
        return draft.plan("Spread the partitions of " + request.instance().id().display());
    }
}
