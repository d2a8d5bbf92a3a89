package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the volumes are bound, used and usable. */
final class Claims extends ClusterCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    Claims() {
        super(
                "postgres.storage.claims",
                "Volume claims",
                Dimension.CAPACITY,
                "status.unusablePVC is Critical; status.danglingPVC, resizingPVC and initializingPVC that last longer than 10 min, and claims that"
                        + " aren't Bound for longer, are Warning; a lost claim is Critical.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<Resource> claims = c.claims(view);
        listed(
                c,
                "unusablePVC",
                Severity.CRITICAL,
                "unusable",
                "An instance can't start: a part of its storage is missing.",
                "Recreate the instance: delete its pod and all of its claims; never the primary's.",
                claims,
                view,
                findings);
        if (!c.hibernationWanted()) {
            listed(
                    c,
                    "danglingPVC",
                    Severity.WARNING,
                    "unused",
                    "An instance that could serve doesn't run.",
                    "The operator starts it when it can; see its events.",
                    claims,
                    view,
                    findings);
        }
        listed(
                c,
                "resizingPVC",
                Severity.WARNING,
                "still being resized",
                "The space that was asked for isn't there yet.",
                "Some drivers finish only when the pod restarts: replicas first, the primary last after a switchover.",
                claims,
                view,
                findings);
        listed(
                c,
                "initializingPVC",
                Severity.WARNING,
                "still being filled",
                "A new instance doesn't come up.",
                "Look at the Job that fills it and at its pod.",
                claims,
                view,
                findings);
        claims.forEach(p -> unbound(c, p, view, findings));
        return findings;
    }

    private void listed(
            PgCluster c,
            String field,
            Severity severity,
            String word,
            String impact,
            String todo,
            List<Resource> claims,
            ClusterView view,
            List<Finding> findings) {
        List<String> names = c.object().texts("status", field);
        boolean lasts = names.stream()
                .anyMatch(n -> claims.stream().filter(p -> p.name().equals(n)).allMatch(p -> old(p, view)));
        if (names.isEmpty() || (severity != Severity.CRITICAL && (!lasts || !c.healthy()))) {
            return;
        }
        findings.add(draft(view, severity, names.size() + " volume claims are " + word)
                .suffix(field)
                .impact(impact)
                .saw("claims", c.ref(), "status." + field, String.join(", ", names))
                .manual(
                        "look at the claims",
                        "kubectl -n " + c.namespace() + " describe pvc " + String.join(" ", names) + "\n" + todo)
                .build());
    }

    private static boolean old(Resource claim, ClusterView view) {
        return Times.kubernetes(claim.text("metadata", "creationTimestamp"))
                .map(t -> Duration.between(t, view.now()).compareTo(PATIENCE) > 0)
                .orElse(true);
    }

    private void unbound(PgCluster c, Resource claim, ClusterView view, List<Finding> findings) {
        String phase = claim.text("status", "phase").orElse("Pending");
        boolean lost = phase.equals("Lost");
        if (phase.equals("Bound") || (!lost && !old(claim, view))) {
            return;
        }
        ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, c.namespace(), claim.name());
        findings.add(draft(view, lost ? Severity.CRITICAL : Severity.WARNING, "claim " + claim.name() + " is " + phase)
                .suffix(lost ? "lost" : "unbound")
                .impact(
                        lost
                                ? "The volume is gone, and that instance's data with it."
                                : "The instance can't start without its volume.")
                .saw("phase", ref, "status.phase", phase)
                .saw(
                        "storage class",
                        ref,
                        "spec.storageClassName",
                        claim.text("spec", "storageClassName").orElse("the cluster's default"))
                .since(Times.kubernetes(claim.text("metadata", "creationTimestamp")))
                .cause(
                        lost
                                ? ""
                                : "the storage class doesn't exist, has no provisioner or no space, or the pod isn't scheduled")
                .manual(
                        "read its events",
                        "kubectl -n " + c.namespace() + " describe pvc " + claim.name() + "\nkubectl get storageclass")
                .build());
    }
}
