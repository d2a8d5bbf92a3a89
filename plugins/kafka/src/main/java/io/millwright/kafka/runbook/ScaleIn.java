package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.runbook.Moves.Movement;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Moves the partitions off surplus brokers, then removes these. */
final class ScaleIn extends KafkaRunbook {
    private static final Parameter NODES =
            Ask.number("nodes", "Brokers", "How many brokers the pool is to have.", 1, 1000);

    ScaleIn() {
        super(new RunbookInfo(
                "scale-in",
                "Remove brokers",
                Intent.SCALE,
                Danger.DISRUPTIVE,
                "Moves all partitions off the brokers with the highest numbers, sees that they are empty, and takes them away. Their volumes stay.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                parameters(Pools.POOL, NODES),
                List.of(
                        "The brokers that stay must have room for everything, and be at least as many as the most replicas of a topic.",
                        "A broker that is taken away with partitions loses them: the operator refuses, and its check is never switched off here.",
                        "The kept volumes cost storage; a later broker of the same number would take their old data up."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-scaling-down-node-pools-str")));
    }

    private static List<Parameter> parameters(Parameter pool, Parameter nodes) {
        return List.of(pool, nodes, Moves.approve(), Moves.throttle());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Optional<NodePool> pool =
                Pools.of(target, cluster).stream().filter(ScaleOut::fits).findFirst();
        return parameters(
                Pools.ask(target, cluster, ScaleOut::fits),
                pool.filter(p -> p.wanted() > 1)
                        .map(p -> Ask.with(NODES, Long.toString(p.wanted() - 1), "now " + p.wanted()))
                        .orElse(NODES));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.atRest(c, view));
        Standing.cruiseControl(c).ifPresent(found::add);
        if (c.pools(view).stream().noneMatch(ScaleOut::fits)) {
            found.add(ScaleOut.brokersOnly());
        }
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        NodePool pool = brokers(c, request, view);
        // A scale-down that was ordered without moving anything has changed spec.replicas already.
        long from = Math.max(pool.wanted(), pool.ids().size());
        long to = request.number("nodes");
        if (to >= from) {
            throw refused(instance, "pool " + pool.name() + " has " + from + " brokers", "Choose a smaller number.");
        }
        roomFor(c, pool, to, instance, view);
        List<Long> going = pool.ids().stream()
                .sorted(Comparator.reverseOrder())
                .limit(from - to)
                .toList();
        List<String> pods = going.stream().map(pool::pod).toList();
        Steps.atRest(c, draft);
        Moves.steps(c, request, Movement.of("", "remove-brokers", going), draft);
        Moves.traffic(draft);
        Step empty = Step.require(
                "empty",
                "brokers " + going + " hold no partition",
                "A broker that is taken away with partitions loses them.",
                Questions.brokersEmpty(c.namespace(), pods));
        if (c.metrics()) {
            draft.step(empty);
        } else {
            draft.risk(
                    "unseen",
                    "Whether the brokers are empty can't be seen without metrics",
                    "The operator looks itself, and keeps brokers that hold partitions.");
        }
        draft.step(remove(pool, from, to, c.metrics() ? List.of(empty.done()) : List.of()))
                .step(Step.await(
                        "gone",
                        to + " brokers are left",
                        "The operator takes the pods away and unregisters them.",
                        Questions.nodes(pool, to),
                        Duration.ofMinutes(15)))
                .step(Steps.settledAgain(c, Duration.ofMinutes(15)));
        Steps.replicatedAgain(c, draft);
        draft.consequence("takes brokers " + going + " away")
                .consequence("keeps their " + going.size() * pool.volumes().size() + " volume claims");
        return draft.plan(
                "Scale " + instance.id().display() + ", pool " + pool.name() + ": " + from + " → " + to + " brokers");
    }

    private void roomFor(KafkaCluster c, NodePool pool, long to, Instance instance, ClusterView view) {
        long others = c.pools(view).stream()
                .filter(p -> p.broker() && !p.name().equals(pool.name()))
                .mapToLong(NodePool::wanted)
                .sum();
        Optional<Resource> widest =
                c.belonging(view, Strimzi.TOPIC).stream().max(Comparator.comparingLong(t -> c.replicasOf(t)));
        long most = Math.max(
                c.defaultReplication(), widest.map(t -> c.replicasOf(t)).orElse(1L));
        if (others + to < most) {
            throw refused(
                    instance,
                    (others + to) + " brokers would be left, and topics have up to " + most + " replicas",
                    "Keep at least " + (most - others) + " in this pool, or give topics fewer replicas first.");
        }
    }

    private static Step remove(NodePool pool, long from, long to, List<Check> before) {
        Undo undo = new Undo.BestEffort(
                new Action.Scale(pool.ref(), (int) from),
                Check.fieldIs(pool.ref(), Long.toString(from), "spec", "replicas"),
                "the brokers come back on their kept volumes, without partitions: runbook rebalance gives them some");
        return Step.change(
                        "set-replicas",
                        "KafkaNodePool " + pool.object().namespace() + "/" + pool.name() + "  spec.replicas " + from
                                + " → " + to,
                        "The operator takes the brokers with the highest numbers away.",
                        new Action.Scale(pool.ref(), (int) to),
                        Check.fieldIs(pool.ref(), Long.toString(to), "spec", "replicas"),
                        undo,
                        Steps.SHORT)
                .before(before.toArray(Check[]::new));
    }
}
