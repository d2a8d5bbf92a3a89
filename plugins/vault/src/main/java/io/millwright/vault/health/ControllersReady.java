package io.millwright.vault.health;

import io.millwright.kit.Operators;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Eso;
import java.util.List;

/** Whether controller, webhook and certificate controller run. */
final class ControllersReady extends EsoCheck {
    ControllersReady() {
        super(
                "vault.eso.controllers",
                "Operator running",
                Dimension.AVAILABILITY,
                "status.availableReplicas of the Deployments of controller, webhook and certificate controller: 0 is Critical.");
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return Eso.deployments(root, view).stream()
                .filter(d -> d.number("spec", "replicas").orElse(1L) > 0 && !Operators.available(d))
                .map(d -> draft(view, Severity.CRITICAL, d.name() + " is down")
                        .impact(
                                d.name().equals(root.name())
                                        ? "Secrets that are there stay, but none is refreshed or made."
                                        : "Changes of stores and secrets are refused.")
                        .saw(
                                "available",
                                d.ref(Kind.DEPLOYMENT),
                                "status.availableReplicas",
                                d.text("status", "availableReplicas").orElse("0"))
                        .manual(
                                "see why",
                                "kubectl -n " + d.namespace() + " describe deployment " + d.name() + "\n" + log(d))
                        .build())
                .toList();
    }
}
