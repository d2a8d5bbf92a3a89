package io.millwright.certificates.health;

import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Leadership;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether one of the controller's pods acts. */
final class OperatorLeader extends OperatorCheck {
    OperatorLeader() {
        super(
                "certificates.operator.leader",
                "One controller acts",
                Dimension.AVAILABILITY,
                "spec.renewTime of Lease cert-manager-controller in the namespace of --leader-election-namespace: older than 5 min, or no"
                        + " holder, is Critical; with --leader-elect=false there is none.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        Leadership leadership = Leadership.of(installation, view);
        if (leadership.acts(view.now())) {
            return List.of();
        }
        Optional<Instant> renewed = leadership.renewed();
        Optional<Instant> made = Times.kubernetes(installation.controller().text("metadata", "creationTimestamp"));
        if (leadership.lease().isEmpty() && !Leadership.passed(made, view.now())) {
            return List.of();
        }
        ObjectRef ref = leadership.ref();
        return List.of(draft(view, Severity.CRITICAL, "no controller acts")
                .suffix("none")
                .impact("The pods run, but nothing is issued or renewed.")
                .saw(
                        "lease",
                        ref,
                        "spec.renewTime",
                        renewed.map(Instant::toString).orElse("none"))
                .since(renewed)
                .manual(
                        "look why, then restart it",
                        "kubectl -n " + installation.namespace() + " logs deployment/"
                                + installation.controller().name()
                                + " --tail=50 | grep -i lease\nkubectl -n " + installation.namespace()
                                + " rollout restart deployment/"
                                + installation.controller().name()
                                + "\nIt needs the right to write leases in " + ref.namespace() + ".")
                .build());
    }
}
