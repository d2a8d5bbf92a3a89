package io.millwright.kit;

import io.millwright.spi.Activity;
import io.millwright.spi.Activity.State;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** What the Deployment of an operator tells: its version, its image, whether it works. */
public final class Operators {
    private Operators() {}

    /** The version that a Deployment runs: image tag, then Helm's label, then the name of its ClusterServiceVersion. */
    public static Optional<Version> version(Resource deployment) {
        return image(deployment)
                .flatMap(Version::ofImage)
                .or(() -> deployment.label("app.kubernetes.io/version").map(v -> Version.of(v.replaceFirst("^v", ""))))
                .or(() -> Installer.csv(deployment)
                        .filter(n -> n.contains(".v"))
                        .map(n -> Version.of(n.substring(n.indexOf(".v") + 2))));
    }

    /** The image of its manager. */
    public static Optional<String> image(Resource deployment) {
        List<Resource> containers = deployment.items("spec", "template", "spec", "containers");
        return containers.stream()
                .filter(c -> c.text("name").orElse("").equals("manager"))
                .findFirst()
                .or(() -> containers.stream().findFirst())
                .flatMap(c -> c.text("image"));
    }

    /** Whether at least one pod of it serves, of whichever revision. */
    public static boolean available(Resource deployment) {
        return deployment.number("status", "availableReplicas").orElse(0L) > 0;
    }

    /**
     * Why a Deployment or StatefulSet hasn't come to rest in its newest revision; empty when all the pods that it wants are of that one and serve, and
     * none of a former one is left: with the last one of those the name of its Service may still lead there.
     */
    public static Optional<String> unfinished(Resource workload) {
        long wanted = workload.number("spec", "replicas").orElse(1L);
        long updated = workload.number("status", "updatedReplicas").orElse(0L);
        // StatefulSets of old clusters have no availableReplicas.
        boolean set = workload.kind().equals("StatefulSet");
        long serving = workload.number("status", set ? "readyReplicas" : "availableReplicas")
                .orElse(0L);
        long all = workload.number("status", "replicas").orElse(0L);
        if (workload.number("status", "observedGeneration").orElse(0L) < workload.generation()) {
            return Optional.of("its newest change hasn't been taken up");
        }
        if (updated < wanted) {
            return Optional.of(updated + " of " + wanted + " pods are of its newest revision");
        }
        if (serving < wanted) {
            return Optional.of(serving + " of " + wanted + " pods run");
        }
        return all > wanted
                ? Optional.of((all - wanted) + " pods of the former revision are still there")
                : Optional.empty();
    }

    /** Whether its newest revision is rolled out. */
    public static Activity activity(Resource deployment) {
        long wanted = deployment.number("spec", "replicas").orElse(1L);
        boolean seen = deployment.number("status", "observedGeneration").orElse(0L) >= deployment.generation();
        boolean updated = deployment.number("status", "updatedReplicas").orElse(0L) >= wanted;
        if (seen && updated) {
            return Activity.STEADY;
        }
        return new Activity(
                State.CHANGING,
                "rolling out",
                deployment.condition("Progressing").flatMap(c -> Times.kubernetes(c.text("lastUpdateTime"))));
    }
}
