package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Bytes;
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
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a pool's nodes other memory and heap. */
final class ChangeResources extends KafkaRunbook {
    private static final Parameter MEMORY = Ask.required(Ask.quantity(
            "memory", "Memory", "Memory of each node: a half goes to the heap, the rest to the page cache."));

    ChangeResources() {
        super(
                new RunbookInfo(
                        "change-resources",
                        "Change memory",
                        Intent.SCALE,
                        Danger.DISRUPTIVE,
                        "Sets memory and heap of a pool's nodes, which are restarted one after the other.",
                        Optional.of(Strimzi.CLUSTER_COMPONENT),
                        List.of(Pools.POOL, MEMORY),
                        List.of(
                                "A node that fits nowhere stops the restart, and stays down itself.",
                                "A restarted broker begins with an empty page cache."),
                        List.of(
                                "https://strimzi.io/docs/operators/latest/configuring#con-common-configuration-resources-reference")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Optional<String> now = Pools.of(target, cluster).stream()
                .filter(NodePool::broker)
                .findFirst()
                .flatMap(p -> p.object().text("spec", "resources", "requests", "memory"));
        return List.of(
                Pools.ask(target, cluster, NodePool::broker),
                now.map(m -> Ask.with(MEMORY, m, "now " + m)).orElse(MEMORY));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.restartable(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        NodePool pool = Pools.chosen(c, request.input("pool"), view, p -> true)
                .orElseThrow(
                        () -> refused(instance, "it has no pool " + request.input("pool"), "Choose one of its pools."));
        String memory = request.input("memory");
        long bytes = Bytes.quantity(memory).orElse(0L);
        if (bytes < 512L << 20) {
            throw refused(instance, memory + " is too little for a Kafka node", "Choose at least 512Mi.");
        }
        String before =
                pool.object().text("spec", "resources", "requests", "memory").orElse("unset");
        if (before.equals(memory)) {
            throw refused(instance, "pool " + pool.name() + " has " + memory + " already", "Choose another size.");
        }
        long largest = view.list(Kind.NODE, Selector.ALL).stream()
                .flatMap(n -> n.text("status", "allocatable", "memory").stream())
                .flatMap(m -> Bytes.quantity(m).stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(Long.MAX_VALUE);
        if (bytes > largest) {
            throw refused(
                    instance, "no Kubernetes node has " + memory, "The largest has " + Bytes.words(largest) + ".");
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("resources", Tree.of("requests", Tree.of("memory", memory), "limits", Tree.of("memory", memory)));
        spec.put("jvmOptions", ClusterSpec.heap(memory));
        Steps.atRest(c, draft);
        draft.step(Steps.set(
                        pool,
                        "set-memory",
                        "memory " + before + " → " + memory,
                        "The operator restarts the nodes, one after the other.",
                        spec,
                        Check.fieldIs(pool.ref(), memory, "spec", "resources", "requests", "memory"),
                        Undo.EXACT))
                .step(Step.await(
                        "resized",
                        pool.ids().size() + " nodes have " + memory,
                        "The leader of the controllers is the last.",
                        Questions.podResources(pool),
                        Steps.rolls(pool.ids().size())))
                .step(Steps.settledAgain(c, Steps.rolls(1)));
        Steps.replicatedAgain(c, draft);
        draft.consequence("restarts " + pool.ids().size() + " nodes, one after the other")
                .consequence("undo restarts them again");
        return draft.plan("Change memory of " + instance.id().display() + ", pool " + pool.name() + ": " + before
                + " → " + memory);
    }
}
