package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
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
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cordons a Kubernetes node and lets the operator restart the Kafka nodes that are on it, which come up elsewhere. */
final class MoveOffNode extends KafkaRunbook {
    private static final Parameter MACHINE = Ask.required(Ask.text(
            "machine",
            "Kubernetes node",
            "Name of the Kubernetes node that is to be without Kafka.",
            "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?",
            "the name of a Kubernetes node"));

    MoveOffNode() {
        super(new RunbookInfo(
                "move-off-node",
                "Move off a Kubernetes node",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Cordons a Kubernetes node, then has the operator restart the Kafka nodes on it one after the other, each only when no partition falls"
                        + " below its in-sync replicas by it: they come up elsewhere. For maintenance of a machine.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(MACHINE),
                List.of(
                        "A plain drain knows nothing of in-sync replicas: its evictions are limited by the disruption budget alone.",
                        "Volumes that are bound to their machine can't move: then it is refused.",
                        "The Kubernetes node stays cordoned; uncordon it after its maintenance."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-drain-cleaner-str")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.restartable(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        String machine = request.input("machine");
        List<Resource> pods = c.pods(view).stream()
                .filter(p -> p.text("spec", "nodeName").equals(Optional.of(machine)))
                .toList();
        ObjectRef node = ObjectRef.of(Kind.NODE, "", machine);
        possible(c, machine, pods, instance, view);
        Steps.atRest(c, draft);
        draft.step(Step.change(
                "cordon",
                "Node " + machine + "  cordon",
                "Nothing new is put on it.",
                new Action.Patch(node, Tree.of("spec", Tree.of("unschedulable", true)), List.of(), ""),
                Check.fieldIs(node, "true", "spec", "unschedulable"),
                Undo.EXACT,
                Steps.SHORT));
        for (Resource pod : pods) {
            draft.step(move(c, pod));
            if (c.metrics()) {
                draft.step(Step.await(
                        "replicated-" + pod.name(),
                        "no partition lacks a replica",
                        "The next one moves only then.",
                        Questions.replicated(c),
                        Steps.rolls(1)));
            }
        }
        draft.step(Step.await(
                        "off",
                        "nothing of " + c.name() + " is on " + machine,
                        "What is left on it can be drained.",
                        Questions.off(c, machine),
                        Steps.rolls(1)))
                .step(Steps.settledAgain(c, Steps.rolls(1)))
                .consequence("restarts "
                        + String.join(", ", pods.stream().map(Resource::name).toList()) + ", one after the other")
                .consequence("leaves Kubernetes node " + machine + " cordoned");
        draft.risk(
                "fits",
                "Another Kubernetes node must have room for each",
                "Where none has, or rules keep Kafka's nodes apart, the restarted one stays pending and its partitions lack a replica.");
        return draft.plan("Move " + instance.id().display() + " off Kubernetes node " + machine);
    }

    private void possible(KafkaCluster c, String machine, List<Resource> pods, Instance instance, ClusterView view) {
        if (view.get(ObjectRef.of(Kind.NODE, "", machine)).isEmpty()) {
            throw refused(instance, "there is no Kubernetes node " + machine, "See: kubectl get nodes");
        }
        if (pods.isEmpty()) {
            throw refused(instance, "nothing of it is on " + machine, "Drain it: Kafka doesn't mind.");
        }
        boolean elsewhere = view.list(Kind.NODE, Selector.ALL).stream()
                .anyMatch(n -> !n.name().equals(machine)
                        && !n.flag("spec", "unschedulable").orElse(false));
        if (!elsewhere) {
            throw refused(instance, "there is no other Kubernetes node to go to", "Add one, or uncordon one.");
        }
        for (Resource pod : pods) {
            bound(c, pod, view).ifPresent(claim -> {
                throw refused(
                        instance,
                        "the volume of claim " + claim + " is bound to its machine",
                        "Runbook replace-broker makes node " + pod.name()
                                + " anew with an empty volume elsewhere, once the machine is cordoned.");
            });
        }
    }

    /** A claim of the pod whose volume can be used on one machine only. */
    private static Optional<String> bound(KafkaCluster c, Resource pod, ClusterView view) {
        return pod.items("spec", "volumes").stream()
                .flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream())
                .filter(n -> view.get(c.beside(Kind.PERSISTENT_VOLUME_CLAIM, n))
                        .flatMap(p -> p.text("spec", "volumeName"))
                        .flatMap(v -> view.get(ObjectRef.of(Kind.PERSISTENT_VOLUME, "", v)))
                        .filter(MoveOffNode::onOneMachine)
                        .isPresent())
                .findFirst();
    }

    private static boolean onOneMachine(Resource volume) {
        return volume.items("spec", "nodeAffinity", "required", "nodeSelectorTerms").stream()
                .flatMap(t -> t.items("matchExpressions").stream())
                .flatMap(e -> e.text("key").stream())
                .anyMatch("kubernetes.io/hostname"::equals);
    }

    private static Step move(KafkaCluster c, Resource pod) {
        ObjectRef ref = ObjectRef.of(Kind.POD, c.namespace(), pod.name());
        return Step.change(
                "move-" + pod.name(),
                "Pod " + c.namespace() + "/" + pod.name() + "  restarted elsewhere",
                "The operator sees the order within two minutes, and waits while the restart would stop writes.",
                new Action.Annotate(ref, Tree.of(Strimzi.MANUAL_ROLL, "true")),
                Questions.restarted(c.namespace(), List.of(pod)),
                Steps.rollWithdrawn(ref, "what has moved stays where it is"),
                Steps.rolls(1));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        List<String> cordoned = new ArrayList<>();
        target.flatMap(t -> KafkaCluster.read(cluster, t.id()))
                .ifPresent(c -> c.pods(cluster).stream()
                        .flatMap(p -> p.text("spec", "nodeName").stream())
                        .distinct()
                        .filter(n -> cluster.get(ObjectRef.of(Kind.NODE, "", n))
                                .flatMap(o -> o.flag("spec", "unschedulable"))
                                .orElse(false))
                        .forEach(cordoned::add));
        return List.of(cordoned.size() == 1 ? Ask.with(MACHINE, cordoned.getFirst(), "it is cordoned") : MACHINE);
    }
}
