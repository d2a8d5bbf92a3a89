package io.millwright.app.objects;

import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pod that is deleted without waiting for its node.
 *
 * @param node on which it was placed; empty where it never was, so that nothing of it can run
 * @param silent why it can't be counted on that the node ends its processes; empty when the node answers
 */
record ForcedPod(Resource pod, ObjectRef ref, String node, Optional<String> silent) {
    static ForcedPod of(Resource pod, ObjectRef ref, ClusterView cluster) {
        String node = pod.text("spec", "nodeName").orElse("");
        return new ForcedPod(pod, ref, node, node.isEmpty() ? Optional.empty() : silent(node, cluster));
    }

    /** What can't be told is no answer. */
    private static Optional<String> silent(String node, ClusterView cluster) {
        Optional<Resource> found;
        try {
            found = cluster.get(ObjectRef.of(Kind.NODE, "", node));
        } catch (ProblemException e) {
            return Optional.of("whether node " + node + " answers can't be told: "
                    + e.problem().why());
        }
        if (found.isEmpty()) {
            return Optional.of("node " + node + " is not in the cluster any more; its machine may still run");
        }
        Optional<Resource> ready = found.get().condition("Ready");
        String status = ready.flatMap(c -> c.text("status")).orElse("Unknown");
        return status.equals("True")
                ? Optional.empty()
                : Optional.of("node " + node
                        + (status.equals("False") ? " is not ready" : " does not answer")
                        + ready.flatMap(c -> c.text("lastTransitionTime"))
                                .map(t -> " since " + t)
                                .orElse(""));
    }

    /** Whoever has its name or its volumes next may write beside it. */
    private boolean isOneOfAKind() {
        return controller().startsWith("StatefulSet ");
    }

    private String controller() {
        return NodePods.controller(pod).orElse("");
    }

    private List<String> claims() {
        return pod.items("spec", "volumes").stream()
                .flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream())
                .toList();
    }

    private boolean mayRunOn() {
        return !node.isEmpty() && !NodePods.isOver(pod);
    }

    private Danger danger() {
        return mayRunOn() && (isOneOfAKind() || silent.isPresent() && !claims().isEmpty())
                ? Danger.DATA_LOSS
                : Danger.DESTRUCTIVE;
    }

    private List<Risk> risks() {
        List<Risk> risks = new ArrayList<>();
        List<String> finalizers = pod.texts("metadata", "finalizers");
        if (!finalizers.isEmpty()) {
            risks.add(new Risk(
                    "finalizers",
                    "It has finalizers: " + String.join(", ", finalizers),
                    "Force doesn't take them away: the pod stays until their controllers let it go."));
        }
        if (!mayRunOn()) {
            return risks;
        }
        risks.add(new Risk(
                "force",
                silent.map(why -> "Its processes may run on: " + why)
                        .orElse("Its processes are not waited for: node " + node
                                + " gets no time to end them in order"),
                silent.isPresent()
                        ? "The API server forgets the pod, whatever runs there. See first that the machine is off, or cut off"
                                + " from network and storage."
                        : "The API server forgets the pod at once; they may be killed in the middle of a write."));
        if (isOneOfAKind()) {
            risks.add(new Risk(
                    "identity",
                    "Two pods " + pod.name() + " may run at the same time",
                    controller() + " makes it anew at once under the same name; both may write the same data."));
        }
        if (silent.isPresent() && !claims().isEmpty()) {
            risks.add(
                    new Risk(
                            "volumes",
                            "Its volumes may be written from two nodes: " + String.join(", ", claims()),
                            "Kubernetes takes them from the node by force after some minutes; what still writes there destroys data."));
        }
        return risks;
    }

    ObjectRunbook.Deed deed(Request request) {
        Step step = Step.change(
                "delete",
                "delete " + ref.display() + " by force",
                "It is not wanted any more, and its node is not waited for.",
                new Action.ForceDelete(ref),
                new Check.Absent(ref),
                new Undo.None(
                        controller().isEmpty()
                                ? "somebody has to make it again from its manifest"
                                : "its owner makes a new one by itself"),
                ObjectRunbook.SOON);
        return new ObjectRunbook.Deed(
                "Delete " + ObjectRunbook.named(pod, request) + " by force",
                danger(),
                List.of(step.noReturn()),
                List.of(
                        mayRunOn()
                                ? "the API server forgets " + ref.display() + " at once; its processes on node " + node
                                        + " may run on"
                                : "deletes " + ref.display() + ", of which nothing runs"),
                risks());
    }
}
