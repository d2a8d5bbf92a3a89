package io.millwright.kit.health;

import io.millwright.spi.Resource;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a pod doesn't serve, in Kubernetes' words. */
public final class NotReady {
    private NotReady() {}

    /** Whether it serves: condition Ready is True, and nobody has deleted it. */
    public static boolean ready(Resource pod) {
        return pod.text("metadata", "deletionTimestamp").isEmpty()
                && pod.condition("Ready")
                        .flatMap(r -> r.text("status"))
                        .filter("True"::equals)
                        .isPresent();
    }

    /** What stands against it: what a container waits for, with the image when it can't be pulled; else why no node takes it. */
    public static Optional<String> why(Resource pod) {
        if (pod.text("metadata", "deletionTimestamp").isPresent()) {
            return Optional.of("being deleted");
        }
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(f -> pod.items("status", f).stream())
                .flatMap(s -> waiting(s).stream())
                .findFirst()
                .or(() -> pod.condition("PodScheduled")
                        .filter(s -> s.text("status").filter("False"::equals).isPresent())
                        .flatMap(s -> s.text("message")));
    }

    /** Whether an image is what it waits for. */
    public static boolean pulling(Resource pod) {
        return why(pod).filter(w -> w.contains("Image")).isPresent();
    }

    private static Optional<String> waiting(Resource status) {
        return status.text("state", "waiting", "reason")
                .map(r -> r.contains("Image")
                        ? r + " " + status.text("image").orElse("") // ImagePullBackOff, ErrImagePull, InvalidImageName
                        : r)
                .map(String::strip)
                // It waits for the containers that start before it: those tell why.
                .filter(r -> !r.equals("PodInitializing"));
    }
}
