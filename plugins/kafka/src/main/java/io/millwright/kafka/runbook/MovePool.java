package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.runbook.Moves.Movement;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
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
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a pool of brokers with other storage, moves all partitions to it, and takes the old one away. */
final class MovePool extends KafkaRunbook {
    private static final Parameter TO = Ask.required(Ask.name("to", "New pool", "Name of the new pool.", 40));
    private static final Parameter SIZE =
            Ask.required(Ask.quantity("size", "Size", "Size of the volume of each new broker; it may be smaller."));
    private static final Parameter CLASS = Ask.name(
            "storage-class", "Storage class", "Class of the new volumes; empty for the cluster's default.", 63);

    MovePool() {
        super(new RunbookInfo(
                "move-pool",
                "Move brokers to other storage",
                Intent.SCALE,
                Danger.DISRUPTIVE,
                "Makes a pool of as many new brokers with another storage class or size, moves all partitions there, and takes the old pool away: the"
                        + " only way to other or smaller volumes. The old volumes stay.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                parameters(Pools.POOL),
                List.of(
                        "Until the end there are twice as many brokers of this pool, with their memory and their volumes.",
                        "All its data moves over the network: give it a throttle, and time.",
                        "The new volumes must have room for what the old ones hold.",
                        "The kept volumes cost storage until somebody deletes their claims."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-managing-storage-node-pools-str")));
    }

    private static List<Parameter> parameters(Parameter pool) {
        return List.of(pool, TO, SIZE, CLASS, Moves.approve(), Moves.throttle());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return parameters(Pools.ask(target, cluster, ScaleOut::fits));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.atRest(c, view));
        Standing.cruiseControl(c).ifPresent(found::add);
        if (c.pools(view).stream().noneMatch(ScaleOut::fits)) {
            found.add(ScaleOut.brokersOnly());
        }
        if (!c.metrics()) {
            found.add(new Constraint(
                    "no-metrics",
                    "without metrics nobody sees whether the old brokers are empty, and nothing else guards them",
                    "runbook enable-metrics",
                    Constraint.Kind.BLOCKS));
        }
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        NodePool old = brokers(c, request, view);
        ObjectRef ref = c.beside(Strimzi.POOL, request.input("to"));
        possible(c, request, ref, instance, view);
        long count = old.ids().size();
        NodePool fresh = new NodePool(fresh(c, old, request));
        List<Long> ids = ScaleOut.nextIds(c, fresh, count, view);
        List<String> pods = old.pods();
        Steps.atRest(c, draft);
        draft.step(Step.change(
                        "pool",
                        "KafkaNodePool " + ref.namespace() + "/" + ref.name() + "  " + count + " brokers, "
                                + fresh.size() + " each",
                        "With the roles, memory and settings of pool " + old.name() + ", and its own storage.",
                        new Action.Create(fresh.object()),
                        new Check.Exists(ref),
                        new Undo.BestEffort(
                                new Action.Delete(ref, Action.Propagation.BACKGROUND),
                                new Check.Absent(ref),
                                "undo it only before partitions have moved there: the operator doesn't look whether its brokers are empty"),
                        Steps.SHORT))
                .step(Step.await(
                        "there",
                        count + " new brokers serve",
                        "Each gets a volume and a certificate; the others aren't restarted.",
                        Questions.nodes(fresh, count),
                        Duration.ofMinutes(10 + 5 * count)))
                .step(Steps.settled(
                        "taken-up", "A rebalance fails while the operator is at work.", c, Duration.ofMinutes(15)));
        Moves.steps(c, request, Movement.of("fill", "add-brokers", ids), draft);
        Moves.steps(c, request, Movement.of("empty", "remove-brokers", old.ids()), draft);
        Moves.traffic(draft);
        draft.step(Step.require(
                        "old-empty",
                        "brokers " + old.ids() + " hold no partition",
                        "A broker that is taken away with partitions loses them, and nothing guards a pool that is deleted.",
                        Questions.brokersEmpty(c.namespace(), pods)))
                .step(Step.change(
                                "remove",
                                "KafkaNodePool " + c.namespace() + "/" + old.name() + "  delete",
                                "The operator takes its pods away and unregisters them. Its claims belong to nobody, and stay.",
                                new Action.Delete(old.ref(), Action.Propagation.BACKGROUND),
                                new Check.Absent(old.ref()),
                                new Undo.None("make a pool of that name again, and move the partitions back"),
                                Duration.ofMinutes(5))
                        .before(Questions.brokersEmpty(c.namespace(), pods)))
                .step(Steps.settledAgain(c, Duration.ofMinutes(15)));
        Steps.replicatedAgain(c, draft);
        draft.consequence("creates brokers " + ids + " with a volume of " + fresh.size() + " each")
                .consequence("takes brokers " + old.ids() + " away, and keeps their volumes")
                .consequence("restarts none of the others");
        return draft.plan(
                "Move the brokers of " + instance.id().display() + ", pool " + old.name() + ", to pool " + ref.name());
    }

    private void possible(KafkaCluster c, Request request, ObjectRef ref, Instance instance, ClusterView view) {
        if (view.get(ref).isPresent()) {
            throw refused(
                    instance,
                    "namespace " + ref.namespace() + " has a pool " + ref.name() + " already",
                    "Choose another name.");
        }
        boolean left = c.claims(view).stream()
                .anyMatch(p -> p.label(Strimzi.POOL_LABEL).equals(Optional.of(ref.name())));
        if (left) {
            throw refused(
                    instance,
                    "claims are left from an earlier pool " + ref.name() + ": their old data would come back",
                    "Choose another name, or delete them once nobody needs the data.");
        }
        refuseUnknownClass(request, view);
    }

    /** The old pool with another name and one volume of its own. */
    private static Resource fresh(KafkaCluster c, NodePool old, Request request) {
        Map<String, Object> first = Pools.volume(Pools.asked(0, request));
        first.put("kraftMetadata", "shared");
        return Resource.of(
                        Strimzi.POOL,
                        c.namespace(),
                        request.input("to"),
                        Map.of("spec", old.object().at("spec").orElse(Map.of())))
                .with(Tree.of("type", "jbod", "volumes", List.of(first)), "spec", "storage")
                .with((long) old.ids().size(), "spec", "replicas")
                .with(Tree.of(Strimzi.CLUSTER_LABEL, c.name()), "metadata", "labels");
    }
}
