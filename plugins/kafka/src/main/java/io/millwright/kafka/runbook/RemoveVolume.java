package io.millwright.kafka.runbook;

import io.millwright.kafka.runbook.Moves.Movement;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.NodePool.Volume;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves the partitions off one volume of each broker of a pool, then takes that volume away. */
final class RemoveVolume extends KafkaRunbook {
    private static final Parameter VOLUME =
            Ask.required(Ask.number("volume", "Volume", "Number of the volume that goes.", 0, 1000));

    RemoveVolume() {
        super(
                new RunbookInfo(
                        "remove-volume",
                        "Remove a volume from each node",
                        Intent.SCALE,
                        Danger.DISRUPTIVE,
                        "Moves all partitions off one volume of each broker to its other volumes, then takes the volume out of the pool. The nodes restart"
                                + " one after the other; the claims stay.",
                        Optional.of(Strimzi.CLUSTER_COMPONENT),
                        parameters(Pools.POOL),
                        List.of(
                                "The other volumes of each broker must have room for everything.",
                                "Nothing may write to the cluster so much meanwhile that new topics land on the volume: the operator doesn't look whether it is empty.",
                                "The kept claims cost storage; a later volume of the same number would take their old data up."),
                        List.of(
                                "https://strimzi.io/docs/operators/latest/deploying#proc-removing-volumes-from-jbod-storage-str")));
    }

    private static List<Parameter> parameters(Parameter pool) {
        return List.of(pool, VOLUME, Moves.approve(), Moves.throttle());
    }

    private static boolean fits(NodePool pool) {
        return pool.broker() && pool.jbod() && pool.volumes().size() > 1;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return parameters(Pools.ask(target, cluster, RemoveVolume::fits));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.restartable(c, view));
        Standing.cruiseControl(c).ifPresent(found::add);
        if (c.pools(view).stream().noneMatch(RemoveVolume::fits)) {
            found.add(new Constraint(
                    "no-spare-volume",
                    "no pool of brokers has several volumes",
                    "runbook move-pool gives brokers other storage",
                    Constraint.Kind.BLOCKS));
        }
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        NodePool pool = Pools.chosen(c, request.input("pool"), view, RemoveVolume::fits)
                .orElseThrow(() -> refused(
                        instance,
                        "it has no pool " + request.input("pool") + " of brokers with several volumes",
                        "Choose another pool."));
        long id = request.number("volume");
        Volume volume = pool.volumes().stream()
                .filter(v -> v.id().equals(Optional.of(id)))
                .findFirst()
                .orElseThrow(() -> refused(
                        instance,
                        "pool " + pool.name() + " has no volume " + id,
                        "Choose one of "
                                + pool.volumes().stream()
                                        .flatMap(v -> v.id().stream())
                                        .toList() + "."));
        if (pool.metadataVolume().equals(Optional.of(id))) {
            throw refused(
                    instance,
                    "volume " + id + " holds the metadata log as well",
                    "Choose another volume, or runbook move-pool for brokers with other storage.");
        }
        List<Volume> left =
                pool.volumes().stream().filter(v -> !v.equals(volume)).toList();
        Steps.atRest(c, draft);
        List<Object> off = pool.ids().stream()
                .map(b -> (Object) Tree.of("brokerId", b, "volumeIds", List.of(id)))
                .toList();
        Moves.steps(
                c,
                request,
                new Movement(
                        "",
                        "off volume " + id + " of brokers " + pool.ids(),
                        Map.of("mode", "remove-disks", "moveReplicasOffVolumes", off)),
                draft);
        Moves.traffic(draft);
        draft.step(Steps.set(
                                pool,
                                "remove",
                                "without volume " + id,
                                "The operator restarts the nodes without it, one after the other.",
                                Tree.of("storage", Tree.of("volumes", Pools.without(pool, id))),
                                Pools.volumesAre(pool, left),
                                // The claims are kept: the same list brings the same volumes back.
                                Undo.EXACT)
                        .before(Pools.volumesAre(pool, pool.volumes())))
                .step(Steps.settledAgain(c, Steps.rolls(pool.ids().size())));
        Steps.replicatedAgain(c, draft);
        draft.consequence("restarts " + pool.ids().size() + " nodes, one after the other")
                .consequence("keeps " + pool.ids().size() + " claims of volume " + id);
        return draft.plan(
                "Remove volume " + id + " from each node of " + instance.id().display() + ", pool " + pool.name());
    }
}
