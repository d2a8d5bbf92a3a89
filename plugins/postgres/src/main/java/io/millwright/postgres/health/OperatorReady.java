package io.millwright.postgres.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether the operator runs. */
final class OperatorReady extends OperatorCheck {
    OperatorReady() {
        super(
                "postgres.operator.ready",
                "Operator running",
                Dimension.AVAILABILITY,
                "Deployment status.availableReplicas against spec.replicas: none available is Critical, fewer than wanted is Warning.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        long wanted = deployment.number("spec", "replicas").orElse(1L);
        long available = deployment.number("status", "availableReplicas").orElse(0L);
        if (available >= wanted && available > 0) {
            return List.of();
        }
        String why = deployment
                .condition("Available")
                .filter(c -> !c.text("status").orElse("").equals("True"))
                .flatMap(c -> c.text("message"))
                .orElse("");
        FindingDraft draft = available == 0
                ? draft(view, Severity.CRITICAL, "operator down: 0 of " + wanted + " available")
                        .impact(
                                "Databases go on, but nothing fails over, scales, restarts or is backed up, and every change of a"
                                        + " Cluster is refused.")
                : draft(view, Severity.WARNING, available + " of " + wanted + " operator pods available")
                        .suffix("reduced")
                        .impact("One more lost operator pod and nothing fails over.");
        return List.of(draft.saw("replicas wanted", ref, "spec.replicas", wanted)
                .saw("replicas available", ref, "status.availableReplicas", available)
                .cause(why)
                .manual("look at the operator's pods and log", """
                        kubectl -n %1$s get pods -l app.kubernetes.io/name=cloudnative-pg
                        kubectl -n %1$s describe deployment %2$s
                        kubectl -n %1$s logs deployment/%2$s --tail=50
                        """.formatted(ref.namespace(), ref.name()))
                .build());
    }
}
