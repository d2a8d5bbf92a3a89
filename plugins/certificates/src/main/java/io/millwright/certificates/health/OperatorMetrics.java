package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.Metrics;
import io.millwright.kit.Operators;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether the controller says the same of itself as its objects. */
final class OperatorMetrics extends OperatorCheck {
    OperatorMetrics() {
        super(
                "certificates.operator.metrics",
                "The controller's own account",
                Dimension.DURABILITY,
                "certmanager_certificate_ready_status of the controller's metrics (port 9402) against Ready of the Certificates: different"
                        + " numbers of ready ones are Warning; metrics that can't be read are Unknown.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        ObjectRef service = ObjectRef.of(
                Kind.SERVICE,
                installation.namespace(),
                installation.controller().name());
        if (!Operators.available(installation.controller()) || view.get(service).isEmpty()) {
            return List.of();
        }
        Optional<Metrics> metrics = Metrics.read(view, service, "http", 9402, "/metrics");
        if (metrics.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "the controller's metrics can't be read")
                    .suffix("unreadable")
                    .impact("What the controller says of itself isn't compared with its objects.")
                    .saw("asked", service, ":9402/metrics", "no answer")
                    .manual(
                            "try it",
                            "kubectl -n " + service.namespace() + " port-forward svc/" + service.name()
                                    + " 9402 & curl -s localhost:9402/metrics | head")
                    .build());
        }
        double says = metrics.get().samples().stream()
                .filter(s -> s.name().equals("certmanager_certificate_ready_status")
                        && s.labels().contains("condition=\"True\"")
                        && s.value() == 1)
                .count();
        long are = Cert.all(view).stream().filter(Cert::ready).count();
        return says == are
                ? List.of()
                : List.of(draft(
                                view,
                                Severity.WARNING,
                                "the controller counts " + Math.round(says) + " ready certificates, there are " + are)
                        .suffix("differs")
                        .impact("The controller doesn't see all certificates, or is behind.")
                        .saw("its metrics", service, "certmanager_certificate_ready_status", Math.round(says))
                        .compared("ready Certificates", "status.conditions[Ready]", are)
                        .manual(
                                "look whether it is behind",
                                "kubectl -n " + installation.namespace() + " logs deployment/"
                                        + installation.controller().name() + " --tail=50")
                        .build());
    }
}
