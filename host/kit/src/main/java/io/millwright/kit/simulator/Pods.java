package io.millwright.kit.simulator;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.Map;

/** Holds the sandbox's pods not ready, and lets them go. */
public final class Pods {
    /** {@code false} holds a pod not ready. */
    public static final String READY = "sandbox.millwright.io/ready";
    /** Why a simulator holds a pod. */
    public static final String HELD_BY = "sandbox.millwright.io/held-by";

    private Pods() {}

    /** Whether somebody holds it. */
    public static boolean held(Resource pod) {
        return pod.annotation(READY).filter("false"::equals).isPresent();
    }

    /** Whether it is ready and not being deleted. */
    public static boolean ready(Resource pod) {
        return pod.text("metadata", "deletionTimestamp").isEmpty()
                && pod.condition("Ready")
                        .flatMap(c -> c.text("status"))
                        .filter("True"::equals)
                        .isPresent();
    }

    /** Holds it under that name, unless somebody holds it already. */
    public static void hold(SimulatedCluster world, Resource pod, String by) {
        if (!held(pod)) {
            world.update(
                    pod.ref(Kind.POD),
                    p -> p.with("false", "metadata", "annotations", READY)
                            .with(by, "metadata", "annotations", HELD_BY));
        }
    }

    /** Lets it go if it is held under that name; who holds a pod lets it go again, nobody else. */
    public static void release(SimulatedCluster world, Resource pod, String by) {
        if (pod.annotation(HELD_BY).filter(by::equals).isPresent()) {
            world.update(
                    pod.ref(Kind.POD),
                    p -> p.without("metadata", "annotations", READY).without("metadata", "annotations", HELD_BY));
        }
    }

    /** Holds the pods of a workload while the fault of that name is on, and lets them go when it is off. */
    public static void follow(SimulatedCluster world, Resource workload, String fault) {
        Map<String, String> labels = workload.textMap("spec", "selector", "matchLabels");
        boolean on = world.fault(fault);
        for (Resource pod : world.list(Kind.POD, new Selector(workload.namespace(), labels, Map.of()))) {
            if (on) {
                hold(world, pod, fault);
            } else {
                release(world, pod, fault);
            }
        }
    }
}
