package io.millwright.certificates.health;

import io.millwright.certificates.facts.Bundles;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Reasons;
import io.millwright.kit.X509;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** Whether bundles of roots reach those who need them. */
final class TrustBundles extends OperatorCheck {
    TrustBundles() {
        super(
                "certificates.trust.bundles",
                "Trust bundles are up to date",
                Dimension.SECURITY,
                "Synced of every Bundle: False is Critical, a reason that isn't known Unknown; a root in a target that has ended is Warning. Clusters"
                        + " without trust-manager have none.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Resource bundle : Bundles.all(view)) {
            ObjectRef ref = Bundles.ref(bundle);
            String reason = Bundles.reason(bundle);
            if (!Bundles.synced(bundle)) {
                if (Checks.young(bundle, view)) {
                    continue;
                }
                findings.add(draft(
                                view,
                                Reasons.of("bundle.Synced", reason).isPresent() ? Severity.CRITICAL : Severity.UNKNOWN,
                                "bundle " + bundle.name() + " isn't synced: " + reason)
                        .suffix(Checks.suffix(ref))
                        .impact("Clients don't get roots that were added, and keep those that were taken away.")
                        .saw("condition", ref, "status.conditions[Synced].reason", reason)
                        .cause(bundle.condition("Synced")
                                .flatMap(c -> c.text("message"))
                                .orElse(""))
                        .manual("look at its sources", "kubectl describe bundle " + bundle.name())
                        .build());
                continue;
            }
            Bundles.targets(bundle, view).stream()
                    .flatMap(t -> X509.ofPem(Bundles.text(bundle, t)).stream())
                    .filter(x -> x.notAfter().isBefore(view.now()))
                    .findFirst()
                    .ifPresent(x -> findings.add(draft(
                                    view, Severity.WARNING, "bundle " + bundle.name() + " has a root that has ended")
                            .suffix(Checks.suffix(ref) + ".ended")
                            .impact("Nothing breaks, but whoever replaces that root must not forget this bundle.")
                            .saw("root", ref, "spec.sources", x.subject() + " until " + x.notAfter())
                            .manual("take its source away", "kubectl edit bundle " + bundle.name())
                            .build()));
        }
        return findings;
    }
}
