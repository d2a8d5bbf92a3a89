package io.millwright.app.objects;

import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves the pods away from a node: no new ones come, and those that are there are evicted as their disruption budgets permit. */
final class Drain extends ObjectRunbook {
    static final String UNMANAGED = "unmanaged-pods";
    static final String EMPTY_DIR = "delete-emptydir-data";
    private static final String WAIT = "wait-minutes";
    private static final int AT_ONCE = 10;
    private static final Switch CORDON = new Switch(Switch.Of.CORDON);

    Drain() {
        super(
                "drain",
                "Drain",
                Intent.CONFIGURE,
                Danger.DATA_LOSS,
                "Cordons a node and evicts its pods, as far as their disruption budgets permit; pods of daemon sets stay.",
                List.of(
                        yesNo(
                                UNMANAGED,
                                "Pods without a controller",
                                "true evicts them, too, though nothing makes them anew."),
                        yesNo(
                                EMPTY_DIR,
                                "Pods with emptyDir data",
                                "true evicts them, too, though the data of these volumes is lost."),
                        new Parameter(
                                WAIT,
                                "Minutes for a pod",
                                "How long a pod may take to be permitted by its budget, and then to end.",
                                new Parameter.Type.WholeNumber(1, 240),
                                Optional.of("15"),
                                "long enough for most",
                                true)),
                "tasks/administer-cluster/safely-drain-node/");
    }

    private static Parameter yesNo(String id, String label, String help) {
        return new Parameter(
                id, label, help, new Parameter.Type.YesNo(), Optional.of("false"), "as kubectl does", true);
    }

    @Override
    boolean suits(String kind) {
        return kind.equals("Node");
    }

    @Override
    boolean suitsSeveral() {
        return false;
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref) {
        throw new IllegalStateException("the pods of the node are read from the cluster");
    }

    @Override
    Deed deed(Request request, Resource node, ObjectRef ref, ClusterView cluster) {
        NodePods pods = NodePods.of(node.name(), cluster);
        boolean unmanaged = request.yes(UNMANAGED);
        boolean emptyDir = request.yes(EMPTY_DIR);
        if (!unmanaged && !pods.unmanaged().isEmpty()) {
            throw refused(
                    ref,
                    "nothing would make " + NodePods.names(pods.unmanaged()) + " anew: no controller owns "
                            + (pods.unmanaged().size() == 1 ? "it" : "them"),
                    "Move what they do elsewhere, or choose " + UNMANAGED + "=true.");
        }
        if (!emptyDir && !pods.withData().isEmpty()) {
            throw refused(
                    ref,
                    "the emptyDir volumes of " + NodePods.names(pods.withData()) + " would be lost with "
                            + (pods.withData().size() == 1 ? "the pod" : "the pods"),
                    "See whether they hold more than a cache; then choose " + EMPTY_DIR + "=true.");
        }
        Budgets budgets = Budgets.of(pods.evicted(), cluster);
        budgets.impossible().ifPresent(why -> {
            throw refused(ref, why, "Leave one of the budgets, or delete that pod by itself.");
        });
        Duration wait = Duration.ofMinutes(request.number(WAIT));
        List<Step> steps = new ArrayList<>(CORDON.deed(request, node, ref).steps());
        List<Step> evictions = budgets.freeFirst(pods.evicted()).stream()
                .map(pod -> eviction(pod, wait))
                .toList();
        if (evictions.isEmpty() && node.flag("spec", "unschedulable").orElse(false)) {
            throw refused(ref, "it is cordoned and has no pods to be moved", "Nothing was changed.");
        }
        String count = Several.counted(evictions.size(), Kind.POD);
        if (!evictions.isEmpty()) {
            steps.add(
                    Several.step("evict", "evict " + count, evictions.getFirst().why(), evictions, AT_ONCE));
        }
        return new Deed(
                "Drain " + named(node, request) + ": " + count,
                emptyDir && !pods.withData().isEmpty()
                        ? Danger.DATA_LOSS
                        : unmanaged && !pods.unmanaged().isEmpty() ? Danger.DESTRUCTIVE : Danger.DISRUPTIVE,
                steps,
                consequences(pods, budgets),
                risks(pods, budgets, wait));
    }

    private static Step eviction(Resource pod, Duration wait) {
        ObjectRef ref = pod.ref(Kind.POD);
        return Step.change(
                "evict",
                "evict " + ref.display(),
                "The node is to be free of it.",
                new Action.Evict(ref),
                new Check.Absent(ref),
                new Undo.None(
                        NodePods.controller(pod).isPresent()
                                ? "its controller makes another one elsewhere, which stays there"
                                : "somebody has to make it again from its manifest"),
                wait);
    }

    private static List<String> consequences(NodePods pods, Budgets budgets) {
        List<String> all = new ArrayList<>(List.of("no new pods are placed on the node, until it is uncordoned"));
        for (Resource pod : pods.evicted()) {
            all.add("evicts " + pod.ref(Kind.POD).display()
                    + NodePods.controller(pod).map(c -> " of " + c).orElse(", which nothing makes anew"));
        }
        if (!pods.daemons().isEmpty()) {
            all.add("leaves pods of daemon sets: " + NodePods.names(pods.daemons()));
        }
        if (!pods.fixed().isEmpty()) {
            all.add("leaves pods that the node starts itself: " + NodePods.names(pods.fixed()));
        }
        all.addAll(budgets.slowing());
        return all;
    }

    private static List<Risk> risks(NodePods pods, Budgets budgets, Duration wait) {
        List<Risk> risks = new ArrayList<>();
        budgets.blocking()
                .forEach(b -> risks.add(new Risk(
                        "budget",
                        b,
                        "The drain waits for it, " + wait.toMinutes()
                                + " min for each of its pods at most. Bring missing"
                                + " pods up, or scale their workload up.")));
        if (!pods.unmanaged().isEmpty()) {
            risks.add(new Risk(
                    "unmanaged",
                    "No controller owns " + NodePods.names(pods.unmanaged()),
                    "They are gone for good; keep their manifests."));
        }
        if (!pods.withData().isEmpty()) {
            risks.add(new Risk(
                    "emptydir",
                    "Data in emptyDir volumes is lost: " + NodePods.names(pods.withData()),
                    "Copy what is needed of it first."));
        }
        return risks;
    }

    private static ProblemException refused(ObjectRef ref, String why, String next) {
        return new ProblemException(Problem.user("plan to drain", ref.display(), why, next));
    }
}
