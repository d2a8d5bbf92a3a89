package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.runbook.Moves.Movement;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.NodePool.Volume;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives every node of a pool one more volume, and lets each spread its partitions over its volumes. */
final class AddVolume extends KafkaRunbook {
    private static final Parameter SIZE = Ask.required(Ask.quantity("size", "Size", "Size of the new volume."));
    private static final Parameter CLASS =
            Ask.name("storage-class", "Storage class", "Class of the new volume; empty for the cluster's default.", 63);

    AddVolume() {
        super(new RunbookInfo(
                "add-volume",
                "Add a volume to each node",
                Intent.SCALE,
                Danger.DISRUPTIVE,
                "Gives every node of a pool one more volume. The nodes restart one after the other; then each spreads its partitions over its"
                        + " volumes.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                parameters(Pools.POOL),
                List.of(
                        "The pool's storage must be of type jbod.",
                        "New partitions land on the new volume at once: it can only be taken away again by remove-volume, which moves them off first.",
                        "A claim that is left from an earlier volume of the same number would bring its old data back; such numbers are passed over."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-adding-volumes-to-jbod-storage-str")));
    }

    private static List<Parameter> parameters(Parameter pool) {
        return List.of(
                pool,
                SIZE,
                CLASS,
                Ask.yesNo(
                        "spread",
                        "Spread partitions",
                        "Whether Cruise Control spreads the partitions of each broker over its volumes.",
                        true),
                Moves.throttle());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return parameters(Pools.ask(target, cluster, NodePool::jbod));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.restartable(c, view));
        Pools.jbod(c, view).ifPresent(found::add);
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        NodePool pool = Pools.chosen(c, request.input("pool"), view, NodePool::jbod)
                .orElseThrow(() -> refused(
                        instance,
                        "it has no pool " + request.input("pool") + " with storage of type jbod",
                        "Choose one of its pools whose spec.storage.type is jbod."));
        boolean spread = request.yes("spread") && pool.broker();
        if (spread && !c.cruiseControl()) {
            throw refused(
                    instance,
                    "there is no Cruise Control to spread partitions",
                    "Runbook enable-cruise-control first, or answer no to Spread partitions.");
        }
        refuseUnknownClass(request, view);
        long id = freeId(c, pool, view);
        Volume volume = Pools.asked(id, request);
        List<String> claims = pool.pods().stream().map(volume::claim).toList();
        int place = pool.volumes().size();
        Steps.atRest(c, draft);
        draft.step(Steps.set(
                                pool,
                                "add",
                                "volume " + id + "  " + volume.size(),
                                "The operator makes a claim for each node and restarts the nodes with it, one after the other.",
                                Tree.of("storage", Tree.of("volumes", Pools.with(pool, volume))),
                                Check.fieldIs(
                                        pool.ref(),
                                        Long.toString(id),
                                        "spec",
                                        "storage",
                                        "volumes",
                                        Integer.toString(place),
                                        "id"),
                                new Undo.None(
                                        "partitions may be on it already: runbook remove-volume moves them off first"))
                        // The patch carries the whole list: another's change of it in the meantime must not be lost.
                        .before(Pools.volumesAre(pool, pool.volumes())))
                .step(Step.await(
                        "there",
                        claims.size() + " claims are there",
                        "Each is bound when its node starts with it.",
                        Questions.claimsGrown(c.namespace(), claims, volume.size()),
                        Steps.rolls(claims.size())))
                .step(Steps.settledAgain(c, Steps.rolls(claims.size())));
        Steps.replicatedAgain(c, draft);
        if (spread) {
            Moves.steps(
                    c,
                    request,
                    new Movement("", "between the volumes of each broker", Map.of("rebalanceDisk", true)),
                    draft);
            Moves.traffic(draft);
        } else if (pool.broker()) {
            draft.risk(
                    "empty",
                    "The new volumes are nearly empty",
                    "Brokers put only new partitions on them; the others stay where they are.");
        }
        draft.consequence("creates " + claims.size() + " volumes of " + volume.size())
                .consequence("restarts " + claims.size() + " nodes, one after the other");
        return draft.plan("Add a volume of " + volume.size() + " to each node of "
                + instance.id().display() + ", pool " + pool.name());
    }

    /** The lowest number above those in use that no old claim has. */
    private static long freeId(KafkaCluster c, NodePool pool, ClusterView view) {
        long id =
                pool.volumes().stream().mapToLong(v -> v.id().orElse(0L)).max().orElse(-1) + 1;
        while (left(c, pool, id, view)) {
            id++;
        }
        return id;
    }

    private static boolean left(KafkaCluster c, NodePool pool, long id, ClusterView view) {
        Volume volume = new Volume(Optional.of(id), "", "", Optional.empty(), false);
        return pool.pods().stream()
                .anyMatch(p -> view.get(c.beside(Kind.PERSISTENT_VOLUME_CLAIM, volume.claim(p)))
                        .isPresent());
    }
}
