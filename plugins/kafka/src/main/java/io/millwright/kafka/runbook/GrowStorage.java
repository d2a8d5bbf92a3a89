package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Growth;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.NodePool.Volume;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Bytes;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
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
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grows the volumes of a pool. */
final class GrowStorage extends KafkaRunbook {
    private static final Parameter SIZE = Ask.required(Ask.quantity("size", "Size", "The new size of each volume."));

    GrowStorage() {
        super(new RunbookInfo(
                "grow-storage",
                "Grow the volumes",
                Intent.SCALE,
                Danger.REVERSIBLE,
                "Sets the size of a pool's volumes and waits until every claim and file system has it. It is also there for a full disk.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(Pools.POOL, volume(), SIZE),
                List.of(
                        "Volumes can't shrink: there is no way back.",
                        "The storage class must allow it. Never resize claims behind the operator's back: it fails at them for ever.",
                        "Some classes grow the file system only when the node restarts; the operator does that one by one."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-managing-storage-node-pools-str")));
    }

    private static Parameter volume() {
        return Ask.text(
                "volume",
                "Volume",
                "Number of the volume where a node has several; empty for the only one.",
                "[0-9]{1,3}",
                "a volume's number");
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return List.of(Pools.ask(target, cluster, NodePool::broker), volume(), SIZE);
    }

    /** A node that is down because its disk is full is no reason against it. */
    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.operated(c, view));
        List<Resource> claims = c.pools(view).stream()
                .flatMap(p -> p.claims().stream())
                .flatMap(n -> view.get(c.beside(Kind.PERSISTENT_VOLUME_CLAIM, n)).stream())
                .toList();
        if (!claims.isEmpty() && claims.stream().allMatch(p -> Growth.refused(p, view::get))) {
            found.add(Constraints.blocks(
                    "class-fixed",
                    "storage class " + Growth.className(claims.getFirst()) + " doesn't let volumes grow",
                    "runbook move-pool moves the brokers to volumes of another class"));
        }
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        NodePool pool = Pools.chosen(c, request.input("pool"), view, p -> true)
                .orElseThrow(
                        () -> refused(instance, "it has no pool " + request.input("pool"), "Choose one of its pools."));
        List<Volume> fitting = pool.volumes().stream()
                .filter(v -> request.input("volume").isEmpty()
                        || v.id().map(String::valueOf).equals(Optional.of(request.input("volume"))))
                .toList();
        if (fitting.size() != 1) {
            throw refused(
                    instance,
                    fitting.isEmpty() ? "pool " + pool.name() + " has no such volume" : "nodes have several volumes",
                    "Say which one: "
                            + String.join(
                                    ", ",
                                    pool.volumes().stream()
                                            .map(v ->
                                                    v.id().map(String::valueOf).orElse("the only one"))
                                            .toList())
                            + ".");
        }
        Volume volume = fitting.getFirst();
        String size = request.input("size");
        possible(c, pool, volume, size, instance, view);
        List<String> claims = pool.pods().stream().map(volume::claim).toList();
        draft.step(Steps.operated(c.namespace(), "It makes the claims grow."))
                .step(Steps.set(
                                pool,
                                "set-size",
                                "volume " + volume.id().map(String::valueOf).orElse("") + "  " + volume.size() + " → "
                                        + size,
                                "The operator hands the size on to every claim.",
                                Tree.of("storage", storage(pool, volume, size)),
                                sized(pool, volume, size),
                                new Undo.None("volumes can't shrink"))
                        // The patch carries the whole list: another's change of it in the meantime must not be lost.
                        .before(sized(pool, volume, volume.size())))
                .step(Step.await(
                        "grown",
                        claims.size() + " claims have " + size,
                        "The disks grow first, then the file systems; nodes that must restart for it do so one by one.",
                        Questions.claimsGrown(c.namespace(), claims, size),
                        Duration.ofMinutes(30 + 10L * claims.size())))
                .consequence("grows " + claims.size() + " volumes from " + volume.size() + " to " + size)
                .consequence("restarts none, unless the storage needs it");
        return draft.plan("Grow the volumes of " + instance.id().display() + ", pool " + pool.name() + ": "
                + volume.size() + " → " + size);
    }

    private void possible(
            KafkaCluster c, NodePool pool, Volume volume, String size, Instance instance, ClusterView view) {
        if (!volume.type().equals("persistent-claim")) {
            throw refused(
                    instance,
                    "pool " + pool.name() + " has no volume claims",
                    "Ephemeral storage has no size to grow.");
        }
        if (Bytes.quantity(size).orElse(0L) <= volume.bytes()) {
            throw refused(instance, "volumes have " + volume.size() + ", and can't shrink", "Choose a larger size.");
        }
        for (String pod : pool.pods()) {
            Optional<Resource> claim = view.get(c.beside(Kind.PERSISTENT_VOLUME_CLAIM, volume.claim(pod)));
            boolean grows = claim.flatMap(p -> Growth.possible(p, view::get)).orElse(false);
            if (claim.isPresent() && !grows) {
                throw refused(
                        instance,
                        "class " + Growth.className(claim.get()) + " of claim " + volume.claim(pod)
                                + " doesn't allow growing",
                        "Runbook move-pool moves the brokers to volumes of another class.");
            }
        }
    }

    /** The whole storage: a merge patch can't reach into a list. */
    private static Map<String, Object> storage(NodePool pool, Volume volume, String size) {
        if (volume.id().isEmpty()) {
            return Tree.of("size", size);
        }
        List<Object> volumes = new ArrayList<>();
        for (Resource v : pool.object().items("spec", "storage", "volumes")) {
            boolean same = v.number("id").equals(volume.id());
            volumes.add(same ? new LinkedHashMap<>(v.with(size, "size").content()) : v.content());
        }
        return Tree.of("volumes", volumes);
    }

    private static Check sized(NodePool pool, Volume volume, String size) {
        if (volume.id().isEmpty()) {
            return Check.fieldIs(pool.ref(), size, "spec", "storage", "size");
        }
        int index = pool.volumes().indexOf(volume);
        return Check.fieldIs(pool.ref(), size, "spec", "storage", "volumes", Integer.toString(index), "size");
    }
}
