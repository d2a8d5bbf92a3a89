package io.millwright.ingress.health;

import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether the controller's pods run. */
final class Working extends NginxCheck {
    Working() {
        super(
                "ingress.nginx.running",
                "Controller running",
                Dimension.AVAILABILITY,
                "Available pods of the Deployment or DaemonSet against those wanted: none is Critical, fewer is Degraded.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        if (n.available() >= n.wanted() && n.available() > 0) {
            return List.of();
        }
        FindingDraft draft = n.available() == 0
                ? draft(view, Severity.CRITICAL, "controller down: 0 of " + n.wanted() + " pods available")
                        .impact(
                                "No request reaches an application, and the webhook refuses every change of an Ingress.")
                : draft(view, Severity.DEGRADED, n.available() + " of " + n.wanted() + " controller pods available")
                        .suffix("reduced")
                        .impact("Fewer pods carry the traffic.");
        return List.of(draft.saw("pods wanted", n.ref(), "spec.replicas", n.wanted())
                .saw("pods available", n.ref(), "status.availableReplicas", n.available())
                .cause(n.workload()
                        .condition("Available")
                        .filter(c -> !c.text("status").orElse("").equals("True"))
                        .flatMap(c -> c.text("message"))
                        .orElse(""))
                .manual("look at the controller's pods and log", """
                        kubectl -n %1$s get pods -l app.kubernetes.io/component=controller
                        kubectl -n %1$s describe %2$s %3$s
                        kubectl -n %1$s logs %2$s/%3$s --tail=50
                        """.formatted(
                                n.namespace(),
                                n.kind().kind().toLowerCase(java.util.Locale.ROOT),
                                n.workload().name()))
                .build());
    }
}
