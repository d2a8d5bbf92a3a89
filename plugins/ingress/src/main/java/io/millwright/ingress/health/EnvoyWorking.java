package io.millwright.ingress.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether the control plane runs. */
final class EnvoyWorking extends EnvoyCheck {
    EnvoyWorking() {
        super(
                "ingress.envoy.running",
                "Control plane running",
                Dimension.AVAILABILITY,
                "Deployment status.availableReplicas against spec.replicas: none available is Critical, fewer is Warning.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        long wanted = deployment.number("spec", "replicas").orElse(1L);
        long available = deployment.number("status", "availableReplicas").orElse(0L);
        if (available >= wanted && available > 0) {
            return List.of();
        }
        FindingDraft draft = available == 0
                ? draft(view, Severity.CRITICAL, "control plane down: 0 of " + wanted + " available")
                        .impact(
                                "Traffic goes on, but no change takes effect, and a proxy that restarts gets no configuration.")
                : draft(view, Severity.WARNING, available + " of " + wanted + " control plane pods available")
                        .suffix("reduced")
                        .impact("One more lost pod and no change takes effect.");
        return List.of(draft.saw("pods wanted", ref, "spec.replicas", wanted)
                .saw("pods available", ref, "status.availableReplicas", available)
                .cause(deployment
                        .condition("Available")
                        .filter(c -> !c.text("status").orElse("").equals("True"))
                        .flatMap(c -> c.text("message"))
                        .orElse(""))
                .manual("look at its pods and log", """
                        kubectl -n %1$s get pods -l control-plane=envoy-gateway
                        kubectl -n %1$s logs deployment/%2$s --tail=50
                        """.formatted(ref.namespace(), ref.name()))
                .build());
    }
}
