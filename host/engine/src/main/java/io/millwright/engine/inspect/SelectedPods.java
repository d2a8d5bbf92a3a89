package io.millwright.engine.inspect;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.Map;
import java.util.Optional;

/** The pods that an object selects: a workload, a job, a service. */
public final class SelectedPods {
    private SelectedPods() {}

    /** How it does; empty when it selects no pods that way. */
    public static Optional<LabelSelector> selector(Resource object) {
        LabelSelector selector = switch (object.kind()) {
            case "Service", "ReplicationController" -> LabelSelector.exactly(object.textMap("spec", "selector"));
            default -> LabelSelector.of(object, "spec", "selector");
        };
        // None of them takes an empty selector for all pods.
        if (!selector.isEmpty()) {
            return Optional.of(selector);
        }
        return object.kind().equals("Job")
                ? Optional.of(LabelSelector.exactly(Map.of("job-name", object.name())))
                : Optional.empty();
    }

    /**
     * One of those of an object that can take connections.
     *
     * @throws io.millwright.spi.ProblemException when pods can't be listed
     */
    public static Optional<Resource> ready(Resource object, ClusterView view) {
        return selector(object).flatMap(s -> ready(object.namespace(), s, view));
    }

    /**
     * One of those that can take connections.
     *
     * @throws io.millwright.spi.ProblemException when pods can't be listed
     */
    public static Optional<Resource> ready(String namespace, LabelSelector selector, ClusterView view) {
        return view.list(Kind.POD, new Selector(namespace, selector.labels(), Map.of())).stream()
                .filter(selector::selects)
                .filter(SelectedPods::isReady)
                .findFirst();
    }

    private static boolean isReady(Resource pod) {
        return pod.at("metadata", "deletionTimestamp").isEmpty()
                && pod.condition("Ready")
                        .flatMap(c -> c.text("status"))
                        .filter("True"::equals)
                        .isPresent();
    }
}
