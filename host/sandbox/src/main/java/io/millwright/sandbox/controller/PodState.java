package io.millwright.sandbox.controller;

import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;

/** Questions that many controllers ask of a pod. */
final class PodState {
    private PodState() {}

    static boolean ready(Resource pod) {
        return pod.condition("Ready")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    /** Ready for at least that long. */
    static boolean available(Resource pod, long minReadySeconds, Instant now) {
        return ready(pod)
                && !Owners.deleting(pod)
                && (minReadySeconds == 0
                        || !readySince(pod)
                                .plus(Duration.ofSeconds(minReadySeconds))
                                .isAfter(now));
    }

    static Instant readySince(Resource pod) {
        return pod.condition("Ready")
                .flatMap(c -> c.text("lastTransitionTime"))
                .map(Fields::parse)
                .orElse(Instant.EPOCH);
    }

    static String phase(Resource pod) {
        return pod.text("status", "phase").orElse("Pending");
    }

    static boolean finished(Resource pod) {
        String phase = phase(pod);
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    /** Neither finished nor being deleted. */
    static boolean active(Resource pod) {
        return !finished(pod) && !Owners.deleting(pod);
    }

    static String node(Resource pod) {
        return pod.text("spec", "nodeName").orElse("");
    }
}
