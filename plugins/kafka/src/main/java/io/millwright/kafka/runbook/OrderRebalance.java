package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.RebalanceState;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a rebalance that is there an order: approve, refresh or stop. */
final class OrderRebalance extends KafkaRunbook {
    private final String order;

    private OrderRebalance(String order, String title, Danger danger, String summary, List<String> hazards) {
        super(new RunbookInfo(
                order + "-rebalance",
                title,
                order.equals("refresh") ? Intent.REPAIR : Intent.CONFIGURE,
                danger,
                summary,
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(rebalance()),
                hazards,
                List.of("https://strimzi.io/docs/operators/latest/deploying#cruise-control-concepts-str")));
        this.order = order;
    }

    static OrderRebalance approve() {
        return new OrderRebalance(
                "approve",
                "Approve a rebalance",
                Danger.DISRUPTIVE,
                "Carries a proposal out that is ready, and waits until the data has moved.",
                List.of("A proposal that is old no longer fits: refresh it first."));
    }

    static OrderRebalance refresh() {
        return new OrderRebalance(
                "refresh",
                "Ask for a new proposal",
                Danger.REVERSIBLE,
                "Lets Cruise Control work a rebalance out anew, after a failure or when the proposal is old.",
                List.of("A movement that is under way is stopped by it."));
    }

    static OrderRebalance stop() {
        return new OrderRebalance(
                "stop",
                "Stop a rebalance",
                Danger.REVERSIBLE,
                "Stops a movement of data; what has moved stays where it is.",
                List.of("Movements in flight still finish."));
    }

    private static Parameter rebalance() {
        return Ask.required(Ask.text(
                "rebalance",
                "Rebalance",
                "Name of the KafkaRebalance.",
                "[a-z0-9]([-a-z0-9.]{0,250}[a-z0-9])?",
                "a KafkaRebalance's name"));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Optional<String> one = target.flatMap(t -> KafkaCluster.read(cluster, t.id()))
                .flatMap(c -> fitting(c, cluster).stream().findFirst())
                .map(Resource::name);
        return List.of(one.map(n -> Ask.with(rebalance(), n, "it takes this order now"))
                .orElse(rebalance()));
    }

    private List<Resource> fitting(KafkaCluster c, ClusterView view) {
        return c.belonging(view, Strimzi.REBALANCE).stream()
                .filter(r -> !RebalanceState.template(r) && takes(r))
                .toList();
    }

    private boolean takes(Resource rebalance) {
        return RebalanceState.of(RebalanceState.word(rebalance))
                .filter(s -> s.accepts().contains(order))
                .isPresent();
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.operated(c, view));
        Standing.cruiseControl(c).ifPresent(found::add);
        if (fitting(c, view).isEmpty()) {
            found.add(Constraints.blocks(
                    "none", "no rebalance takes the order " + order + " now", "look at the list of rebalances"));
        }
        if (!order.equals("stop") && !c.ready()) {
            found.add(Constraints.blocks("unsettled", "the Kafka isn't ready", "wait until it is"));
        }
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        Resource rebalance = c.belonging(view, Strimzi.REBALANCE).stream()
                .filter(r -> r.name().equals(request.input("rebalance")))
                .findFirst()
                .orElseThrow(() -> refused(
                        instance,
                        "it has no KafkaRebalance " + request.input("rebalance"),
                        "Look at the list of rebalances."));
        if (!takes(rebalance)) {
            throw refused(
                    instance,
                    rebalance.name() + " is " + RebalanceState.word(rebalance) + ", and doesn't take the order "
                            + order,
                    "It takes: "
                            + RebalanceState.of(RebalanceState.word(rebalance))
                                    .map(s -> String.join(", ", s.accepts()))
                                    .orElse("nothing")
                            + ".");
        }
        ObjectRef ref = rebalance.ref(Strimzi.REBALANCE);
        switch (order) {
            case "approve" -> {
                draft.step(Moves.order(order, ref, order, "Rebalancing", "Ready"))
                        .step(Step.await(
                                "moved",
                                "the data has moved",
                                "It takes as long as the network and the throttle say.",
                                Questions.rebalanceIn(ref, "Ready"),
                                Duration.ofHours(24)))
                        .consequence("moves "
                                + rebalance
                                        .text("status", "optimizationResult", "dataToMoveMB")
                                        .map(m -> m + " MB")
                                        .orElse("an unknown amount of data"));
            }
            case "refresh" -> {
                draft.step(Moves.order(order, ref, order, "PendingProposal", "ProposalReady", "Rebalancing"))
                        .step(Step.await(
                                "proposal",
                                "there is a new proposal",
                                "Runbook approve-rebalance carries it out.",
                                Questions.rebalanceIn(ref, "ProposalReady", "Rebalancing", "Ready"),
                                Duration.ofMinutes(30)))
                        .consequence("moves nothing before it is approved");
            }
            default ->
                draft.step(Moves.order(order, ref, order, "Stopped")).consequence("what has moved stays where it is");
        }
        return draft.plan(info().title() + ": " + rebalance.name() + " of "
                + instance.id().display());
    }
}
