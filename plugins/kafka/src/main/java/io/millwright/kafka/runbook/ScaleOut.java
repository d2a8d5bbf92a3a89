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
import io.millwright.spi.Kind;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Adds brokers to a pool and moves partitions to them. */
final class ScaleOut extends KafkaRunbook {
    private static final Parameter NODES =
            Ask.number("nodes", "Brokers", "How many brokers the pool is to have.", 1, 1000);

    ScaleOut() {
        super(new RunbookInfo(
                "scale-out",
                "Add brokers",
                Intent.SCALE,
                Danger.DISRUPTIVE,
                "Gives a pool of brokers more nodes, waits until they serve, and moves partitions to them: a new broker has none by itself.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                parameters(Pools.POOL, NODES),
                List.of(
                        "Pools with controllers can't be scaled: the number of controllers of a cluster that runs can't be changed.",
                        "A claim that is left from an earlier broker of the same number would bring its old data back; then it is refused.",
                        "Data that moves loads brokers and network."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-scaling-up-node-pools-str")));
    }

    private static List<Parameter> parameters(Parameter pool, Parameter nodes) {
        return List.of(
                pool,
                nodes,
                Ask.yesNo(
                        "move",
                        "Move partitions",
                        "Whether partitions are moved to the new brokers by Cruise Control.",
                        true),
                Moves.throttle());
    }

    static boolean fits(NodePool pool) {
        return pool.broker() && !pool.controller();
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Optional<NodePool> pool =
                Pools.of(target, cluster).stream().filter(ScaleOut::fits).findFirst();
        return parameters(
                Pools.ask(target, cluster, ScaleOut::fits),
                pool.map(p -> Ask.with(NODES, Long.toString(p.wanted() + 1), "now " + p.wanted()))
                        .orElse(NODES));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.atRest(c, view));
        if (c.pools(view).stream().noneMatch(ScaleOut::fits)) {
            found.add(brokersOnly());
        }
        return found;
    }

    static Constraint brokersOnly() {
        return new Constraint(
                "no-broker-pool",
                "every pool has controllers, whose number can't be changed",
                "add a pool with the role broker alone",
                Constraint.Kind.BLOCKS);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        NodePool pool = Pools.chosen(c, request.input("pool"), view, ScaleOut::fits)
                .orElseThrow(() -> refused(
                        instance,
                        request.input("pool").isEmpty()
                                ? "it has no pool of brokers alone"
                                : "it has no pool " + request.input("pool") + " of brokers alone",
                        "Choose a pool whose only role is broker."));
        long from = pool.wanted();
        long to = request.number("nodes");
        if (to <= from) {
            throw refused(
                    instance, "pool " + pool.name() + " has " + from + " brokers already", "Use scale-in for fewer.");
        }
        boolean move = request.yes("move");
        if (move && !c.cruiseControl()) {
            throw refused(
                    instance,
                    "there is no Cruise Control to move partitions",
                    "Runbook enable-cruise-control first, or answer no to Move partitions.");
        }
        List<Long> ids = nextIds(c, pool, to - from, view);
        orphans(c, pool, ids, instance, view);
        Steps.atRest(c, draft);
        draft.step(set(pool, from, to))
                .step(Step.await(
                        "there",
                        to + " of " + to + " brokers serve",
                        "Each gets a volume and a certificate; the others aren't restarted.",
                        Questions.nodes(pool, to),
                        Duration.ofMinutes(10 + 5 * (to - from))))
                .step(Steps.settledAgain(c, Duration.ofMinutes(15)));
        if (move) {
            Moves.steps(c, request, Movement.of("", "add-brokers", ids), draft);
            Moves.traffic(draft);
        } else {
            draft.risk(
                    "empty",
                    "The new brokers have no partitions",
                    "They only get those of new topics. Runbook rebalance moves some.");
        }
        draft.consequence("creates brokers " + ids + " with a volume of " + pool.size() + " each")
                .consequence("restarts none");
        return draft.plan(
                "Scale " + instance.id().display() + ", pool " + pool.name() + ": " + from + " → " + to + " brokers");
    }

    private static Step set(NodePool pool, long from, long to) {
        Undo undo = new Undo.BestEffort(
                new Action.Scale(pool.ref(), (int) from),
                Check.fieldIs(pool.ref(), Long.toString(from), "spec", "replicas"),
                "brokers that hold partitions already stay until runbook scale-in has moved those away; their volumes stay");
        return Step.change(
                "set-replicas",
                "KafkaNodePool " + pool.object().namespace() + "/" + pool.name() + "  spec.replicas " + from + " → "
                        + to,
                "The operator makes the new brokers.",
                new Action.Scale(pool.ref(), (int) to),
                Check.fieldIs(pool.ref(), Long.toString(to), "spec", "replicas"),
                undo,
                Steps.SHORT);
    }

    /** The numbers that the operator will give: those of its annotation first, else the lowest that are free in the whole cluster. */
    static List<Long> nextIds(KafkaCluster c, NodePool pool, long count, ClusterView view) {
        Set<Long> used = new LinkedHashSet<>();
        c.pools(view).forEach(p -> used.addAll(p.ids()));
        List<Long> planned = new ArrayList<>();
        String text = pool.object().annotation(Strimzi.NEXT_IDS).orElse("").replaceAll("[\\[\\]\\s]", "");
        for (String part : text.split(",")) {
            if (part.matches("\\d{1,9}(-\\d{1,9})?")) {
                String[] ends = part.split("-");
                LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]))
                        .limit(10_000)
                        .forEach(planned::add);
            }
        }
        return LongStream.concat(
                        planned.stream().mapToLong(Long::longValue), LongStream.range(0, used.size() + count + 1))
                .boxed()
                .filter(i -> !used.contains(i))
                .distinct()
                .limit(count)
                .toList();
    }

    private void orphans(KafkaCluster c, NodePool pool, List<Long> ids, Instance instance, ClusterView view) {
        for (long id : ids) {
            for (NodePool.Volume volume : pool.volumes()) {
                String claim = volume.claim(pool.pod(id));
                if (view.get(c.beside(Kind.PERSISTENT_VOLUME_CLAIM, claim)).isPresent()) {
                    throw refused(
                            instance,
                            "claim " + claim + " is left from an earlier broker " + id
                                    + ": its old data would come back",
                            "Delete it if nobody needs it (kubectl -n " + c.namespace() + " delete pvc " + claim
                                    + "), or set annotation " + Strimzi.NEXT_IDS + " of the pool to free numbers.");
                }
            }
        }
    }
}
