package io.millwright.kube;

import io.millwright.engine.inspect.SelectedPods;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where the connections of a forwarded port go: asked anew for each, so that a pod that was replaced is found again.
 *
 * @param selector by which other pods of the same owner are found; none where a pod stands alone
 */
record ForwardTarget(ObjectRef to, int port, Optional<LabelSelector> selector, ClusterView view, Problems problems)
        implements Supplier<PodPort> {
    private static final int GENERATIONS = 3;

    private static final Map<String, Kind> OWNERS = Stream.of(
                    Kind.REPLICA_SET, Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.DAEMON_SET, Kind.JOB)
            .collect(java.util.stream.Collectors.toMap(Kind::kind, k -> k));

    /** Reads what is to be forwarded to: it must be there. */
    static ForwardTarget of(ObjectRef to, int port, ClusterView view, Problems problems) {
        String attempted = "forward a port to " + to.display();
        Resource object = view.get(to)
                .orElseThrow(() -> new ProblemException(problems.cluster(
                        attempted, "it is not there", "Look at the list again: it may have been replaced.", "404")));
        Optional<LabelSelector> selector =
                to.kind().equals(Kind.POD) ? ofOwner(object, view) : SelectedPods.selector(object);
        if (selector.isEmpty() && !to.kind().equals(Kind.POD) && !to.kind().equals(Kind.SERVICE)) {
            throw new ProblemException(problems.cluster(
                    attempted,
                    "a " + to.kind().kind() + " selects no pods",
                    "Choose a pod, a service, or a workload.",
                    "forward"));
        }
        return new ForwardTarget(to, port, selector, view, problems);
    }

    /** Those of the topmost owner that selects pods: a pod's next incarnation may belong to another replica set. */
    private static Optional<LabelSelector> ofOwner(Resource pod, ClusterView view) {
        Resource here = pod;
        Optional<LabelSelector> selector = Optional.empty();
        for (int i = 0; i < GENERATIONS; i++) {
            Optional<Resource> owner = owner(here, view);
            if (owner.isEmpty()) {
                return selector;
            }
            here = owner.get();
            Optional<LabelSelector> higher = SelectedPods.selector(here);
            selector = higher.isPresent() ? higher : selector;
        }
        return selector;
    }

    private static Optional<Resource> owner(Resource object, ClusterView view) {
        try {
            return object.items("metadata", "ownerReferences").stream()
                    .filter(o -> OWNERS.containsKey(o.kind()))
                    .findFirst()
                    .flatMap(o -> view.get(ObjectRef.of(
                            java.util.Objects.requireNonNull(OWNERS.get(o.kind())),
                            object.namespace(),
                            o.text("name").orElse(""))));
        } catch (ProblemException unreadable) {
            // Who may not read owners has the pod alone.
            return Optional.empty();
        }
    }

    @Override
    public PodPort get() {
        Optional<PodPort> found = to.kind().equals(Kind.SERVICE)
                ? PodPort.of(to, port, view)
                : itself().or(() -> selector.flatMap(s -> SelectedPods.ready(to.namespace(), s, view))
                                .map(PodPort::reference))
                        .map(pod -> new PodPort(pod, port));
        return found.orElseThrow(() -> new ProblemException(problems.cluster(
                "forward a port to " + to.display(),
                to.kind().equals(Kind.POD) ? "the pod is gone, and no other of its owner is ready" : "no pod is ready",
                "Look at the pods; the next connection tries again.",
                "no-endpoints")));
    }

    /** The pod as long as it is there, ready or not. */
    private Optional<ObjectRef> itself() {
        return to.kind().equals(Kind.POD)
                ? view.get(to)
                        .filter(p -> p.at("metadata", "deletionTimestamp").isEmpty())
                        .map(PodPort::reference)
                : Optional.empty();
    }
}
