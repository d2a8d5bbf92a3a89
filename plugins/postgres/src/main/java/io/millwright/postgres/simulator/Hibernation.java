package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Conditions;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** Stops and wakes a cluster by its annotation. */
final class Hibernation {
    private Hibernation() {}

    /** True when the cluster sleeps or is falling asleep: then nothing else is done with it. */
    static boolean step(Site site) {
        if (!site.cluster().hibernationWanted()) {
            site.status(c -> Conditions.remove(c, Cnpg.HIBERNATION));
            return false;
        }
        List<Resource> pods = site.pods();
        if (pods.isEmpty() && !site.currentPrimary().isEmpty()) {
            condition(site, "True", "Hibernated", "Cluster has been hibernated");
            return true;
        }
        String reason = site.object()
                .condition(Cnpg.HIBERNATION)
                .flatMap(c -> c.text("reason"))
                .orElse("");
        if (!site.healthy() && (reason.isEmpty() || reason.equals("WaitingForHealthy"))) {
            condition(site, "False", "WaitingForHealthy", "Hibernation waits for the cluster to be healthy");
            return false;
        }
        stop(site, pods);
        return true;
    }

    private static void stop(Site site, List<Resource> pods) {
        Optional<Resource> going = pods.stream().filter(Site::deleting).findFirst();
        if (going.isPresent()) {
            String message = "Waiting for " + going.get().name() + " to be deleted";
            condition(site, "False", "WaitingPodsDeletion", message);
            return;
        }
        Resource next = pods.stream()
                .filter(p -> p.name().equals(site.currentPrimary()))
                .findFirst()
                .orElse(pods.getFirst());
        condition(site, "False", "DeletingPods", "Hibernation is in progress");
        site.world().delete(next.ref(Kind.POD));
    }

    private static void condition(Site site, String status, String reason, String message) {
        site.status(c -> Conditions.set(c, Cnpg.HIBERNATION, status, reason, message, site.now()));
    }
}
