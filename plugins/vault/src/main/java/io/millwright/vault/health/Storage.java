package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the volumes are there and stay. */
final class Storage extends ServerCheck {
    Storage() {
        super(
                "vault.storage",
                "Volumes",
                Dimension.DURABILITY,
                "Claims data-* and audit-*: not Bound is Critical, no claim for data is Critical. persistentVolumeClaimRetentionPolicy Delete is Warning; PersistentVolume reclaim policy Delete is Info. How full they are isn't looked at.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        if (server.set().items("spec", "volumeClaimTemplates").stream()
                .noneMatch(t -> t.name().equals("data"))) {
            found.add(draft(view, Severity.CRITICAL, "the servers have no volume for data")
                    .suffix("none")
                    .impact("Everything kept is lost when the pods are.")
                    .saw("claims", server.ref(), "spec.volumeClaimTemplates", "no data")
                    .manual(
                            "give them volumes",
                            "Back up now; then install anew with server.dataStorage.enabled true, and restore.")
                    .build());
        }
        for (Resource claim : server.claims(view)) {
            String phase = claim.text("status", "phase").orElse("unknown");
            if (!phase.equals("Bound")) {
                found.add(draft(view, Severity.CRITICAL, claim.name() + " is " + phase)
                        .suffix("unbound")
                        .impact("Its server can't start.")
                        .saw("phase", ObjectRefs.claim(claim.namespace(), claim.name()), "status.phase", phase)
                        .manual("see why", "kubectl -n " + claim.namespace() + " describe pvc " + claim.name())
                        .build());
            }
        }
        for (String when : List.of("whenDeleted", "whenScaled")) {
            server.set()
                    .text("spec", "persistentVolumeClaimRetentionPolicy", when)
                    .filter("Delete"::equals)
                    .ifPresent(d -> found.add(draft(view, Severity.WARNING, "volumes are deleted with their servers")
                            .suffix("retention")
                            .impact("An uninstall, or fewer servers, destroys data at once.")
                            .saw("policy", server.ref(), "spec.persistentVolumeClaimRetentionPolicy." + when, d)
                            .manual(
                                    "keep them",
                                    "Set server.persistentVolumeClaimRetentionPolicy." + when
                                            + " to Retain in the values.")
                            .build()));
        }
        reclaimed(server, view).ifPresent(found::add);
        return found;
    }

    private Optional<Finding> reclaimed(Server server, ClusterView view) {
        List<String> volumes = server.claims(view).stream()
                .flatMap(c -> c.text("spec", "volumeName").stream())
                .filter(v -> view.get(ObjectRefs.volume(v))
                        .flatMap(p -> p.text("spec", "persistentVolumeReclaimPolicy"))
                        .filter("Delete"::equals)
                        .isPresent())
                .toList();
        return volumes.isEmpty()
                ? Optional.empty()
                : Optional.of(draft(view, Severity.INFO, volumes.size() + " volumes go with their claims")
                        .suffix("reclaim")
                        .impact("Who deletes a claim by mistake destroys what it holds.")
                        .saw(
                                "volume",
                                ObjectRefs.volume(volumes.getFirst()),
                                "spec.persistentVolumeReclaimPolicy",
                                "Delete")
                        .manual(
                                "keep them",
                                "kubectl patch " + Kind.PERSISTENT_VOLUME.plural() + " " + String.join(" ", volumes)
                                        + " -p '{\"spec\":{\"persistentVolumeReclaimPolicy\":\"Retain\"}}'")
                        .build());
    }
}
