package io.millwright.app.objects;

import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a pod on a node that is root there, for a shell. Undone, the pod is gone; the node ends it by itself when its time is over, also when
 * nobody is left to undo it.
 */
public final class NodeShell extends ObjectRunbook {
    /** Its id. */
    public static final String ID = "node-shell";

    /** The container in which the shell is begun. */
    public static final String CONTAINER = "shell";

    /** What its pods are labelled with; the value is always {@code true}. */
    public static final String LABEL = "millwright.io/node-shell";

    /** The parameter for what the pod is made of. */
    public static final String IMAGE = "image";

    /** The parameter for where the pod is made. */
    public static final String NAMESPACE = "namespace";

    /** The parameter for how long the pod lives at most. */
    public static final String MINUTES = "minutes";

    private static final int LONGEST_NAME = 40;

    NodeShell() {
        super(
                ID,
                "Node shell",
                Intent.REPAIR,
                Danger.DESTRUCTIVE,
                "Makes a pod that is root on a node, for a shell there.",
                List.of(
                        new Parameter(
                                IMAGE,
                                "Image",
                                "What the pod is made of; it must have nsenter and sleep.",
                                new Parameter.Type.Text("[^\\s]+", "an image"),
                                Optional.of("docker.io/library/busybox:1.37"),
                                "small, and has both",
                                true),
                        new Parameter(
                                NAMESPACE,
                                "Namespace",
                                "Where the pod is made; its pod security must permit privileged pods.",
                                new Parameter.Type.Text("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", "a namespace"),
                                Optional.of("default"),
                                "as kubectl debug does it",
                                true),
                        new Parameter(
                                MINUTES,
                                "Minutes",
                                "The node ends the pod after that time, whatever is done in it.",
                                new Parameter.Type.WholeNumber(1, 1440),
                                Optional.of("60"),
                                "long enough for a look",
                                true)),
                "tasks/debug/debug-cluster/kubectl-node-debug/");
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
    Optional<String> unready(Resource node) {
        return node.condition("Ready")
                        .flatMap(c -> c.text("status"))
                        .filter("True"::equals)
                        .isPresent()
                ? Optional.empty()
                : Optional.of("it isn't ready: it would not start a pod");
    }

    @Override
    Deed deed(Request request, Resource node, ObjectRef ref) {
        String namespace = request.input(NAMESPACE);
        String image = request.input(IMAGE);
        long minutes = request.number(MINUTES);
        String name = "node-shell-"
                + node.name().substring(0, Math.min(LONGEST_NAME, node.name().length())) + "-" + request.token();
        ObjectRef pod = ObjectRef.of(Kind.POD, namespace, name);
        Step step = Step.change(
                        "pod",
                        "make " + pod.display() + ", root on " + node.name(),
                        "The shell runs in it.",
                        new Action.Create(pod(namespace, name, node.name(), image, minutes)),
                        new Check.Ready(pod),
                        Undo.EXACT,
                        SOON)
                .needs(
                        new AccessNeed("create", "", "pods/exec", namespace, ""),
                        new AccessNeed("delete", "", "pods", namespace, name));
        return new Deed(
                "Shell on " + named(node, request),
                Danger.DESTRUCTIVE,
                List.of(step),
                List.of(
                        "makes 1 privileged pod of " + image + " in " + namespace
                                + ", which sees all processes, the network and the files of the node",
                        "removes it when the shell is left; after " + minutes + " min the node ends it in any case"),
                List.of(
                        new Risk(
                                "root",
                                "Whoever is in that shell is root on the node",
                                "What is done there is done at once, to every pod of the node, and no plan or record tells it.")));
    }

    private static Resource pod(String namespace, String name, String node, String image, long minutes) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", CONTAINER);
        container.put("image", image);
        container.put(
                "command",
                List.of("sleep", String.valueOf(Duration.ofMinutes(minutes).toSeconds())));
        container.put("securityContext", Map.of("privileged", true));
        Map<String, Object> spec = new LinkedHashMap<>();
        // By name, not by the scheduler: also where no pods are to be placed, which is where one looks.
        spec.put("nodeName", node);
        spec.put("hostPID", true);
        spec.put("hostNetwork", true);
        spec.put("hostIPC", true);
        spec.put("restartPolicy", "Never");
        spec.put("activeDeadlineSeconds", Duration.ofMinutes(minutes).toSeconds());
        spec.put("terminationGracePeriodSeconds", 0L);
        spec.put("automountServiceAccountToken", false);
        spec.put("tolerations", List.of(Map.of("operator", "Exists")));
        spec.put("containers", List.of(container));
        return Resource.of(Kind.POD, namespace, name, Map.of("spec", spec))
                .with(Map.of(LABEL, "true", "app.kubernetes.io/managed-by", "millwright"), "metadata", "labels");
    }

    /** The pod that a plan of this runbook makes. */
    public static ObjectRef pod(Plan plan) {
        return plan.steps().stream()
                .map(Step::action)
                .filter(Action.Create.class::isInstance)
                .map(a -> ((Action.Create) a).object().ref(Kind.POD))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it makes no pod: " + plan.title()));
    }

    /**
     * The pods of former shells on that node, which nobody has removed.
     *
     * @param namespace where they are looked for
     * @throws io.millwright.spi.ProblemException when pods can't be listed
     */
    public static List<ObjectRef> left(String node, String namespace, ClusterView cluster) {
        return cluster.list(Kind.POD, Selector.labelled(namespace, LABEL, "true")).stream()
                .filter(p -> p.text("spec", "nodeName").filter(node::equals).isPresent())
                .map(p -> p.ref(Kind.POD))
                .toList();
    }
}
