package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
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
import java.util.Optional;

/** Makes a node anew with empty volumes. */
final class ReplaceBroker extends KafkaRunbook {
    private static final Parameter NODE =
            Ask.required(Ask.name("node", "Node", "Pod of the node whose volumes are lost or broken.", 80));

    ReplaceBroker() {
        super(new RunbookInfo(
                "replace-broker",
                "Replace a broken node",
                Intent.REPAIR,
                Danger.DATA_LOSS,
                "Deletes a node's pod and volumes; the operator makes them anew with the same number, and the other brokers fill it again.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(NODE),
                List.of(
                        "What is only on this node is lost: every partition on it needs another in-sync replica.",
                        "With reclaim policy Delete the old disk is gone for good.",
                        "One node at a time; a node that is controller as well only while the others have a majority."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-manual-delete-pod-pvc-kafka-str")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.operated(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        List<Resource> pods = c.pods(view);
        Resource pod = pods.stream()
                .filter(p -> p.name().equals(request.input("node")))
                .findFirst()
                .orElseThrow(() -> refused(
                        instance,
                        "it has no node " + request.input("node"),
                        "Choose one of "
                                + String.join(
                                        ", ", pods.stream().map(Resource::name).toList()) + "."));
        List<String> down = pods.stream()
                .filter(p -> !p.name().equals(pod.name()) && !KafkaCluster.serves(p))
                .map(Resource::name)
                .toList();
        if (!down.isEmpty()) {
            throw refused(instance, "node " + down.getFirst() + " doesn't serve either", "Bring it back first.");
        }
        if (pods.stream().filter(KafkaCluster::isBroker).count() < 2 && KafkaCluster.isBroker(pod)) {
            throw refused(
                    instance, "it is the only broker: everything would be lost", "There is nothing to fill it from.");
        }
        List<String> alone = c.belonging(view, Strimzi.TOPIC).stream()
                .filter(t -> c.replicasOf(t) < 2)
                .map(Resource::name)
                .toList();
        if (!alone.isEmpty() && KafkaCluster.isBroker(pod)) {
            draft.risk(
                    "single-replica",
                    alone.size() + " topics have a single replica, " + alone.getFirst() + " among them",
                    "Partitions of theirs that are on this node are lost.");
        }
        NodePool pool = c.pools(view).stream()
                .filter(p -> pod.label(Strimzi.POOL_LABEL).equals(Optional.of(p.name())))
                .findFirst()
                .orElseThrow(() -> refused(instance, "its pool is not there", "Refresh the fleet."));
        ObjectRef ref = ObjectRef.of(Kind.POD, c.namespace(), pod.name());
        draft.step(Steps.operated(c.namespace(), "It makes the node anew."))
                .step(Step.change(
                                "replace",
                                "Pod " + c.namespace() + "/" + pod.name() + "  delete with its volumes",
                                "The operator deletes pod and claims, and makes them anew with the same number.",
                                new Action.Annotate(ref, Tree.of(Strimzi.DELETE_POD_AND_PVC, "true")),
                                Questions.restarted(c.namespace(), List.of(pod)),
                                new Undo.ByRestore("what was on its volumes alone"),
                                Duration.ofMinutes(20))
                        .noReturn())
                .step(Step.await(
                        "there",
                        pool.ids().size() + " nodes of the pool serve",
                        "With empty volumes.",
                        Questions.nodes(pool, pool.ids().size()),
                        Duration.ofMinutes(15)));
        if (c.metrics()) {
            draft.step(Step.await(
                    "replicated-again",
                    "no partition lacks a replica",
                    "The others send it everything that it had: that takes as long as the network says.",
                    Questions.replicated(c),
                    Duration.ofHours(24)));
        }
        draft.consequence("deletes the volumes of " + pod.name())
                .consequence("its partitions lack a replica until it has caught up");
        return draft.plan("Replace node " + pod.name() + " of " + instance.id().display());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        List<String> down = new ArrayList<>();
        target.flatMap(t -> KafkaCluster.read(cluster, t.id()))
                .ifPresent(c -> c.pods(cluster).stream()
                        .filter(p -> !KafkaCluster.serves(p))
                        .forEach(p -> down.add(p.name())));
        return List.of(down.size() == 1 ? Ask.with(NODE, down.getFirst(), "it doesn't serve") : NODE);
    }
}
