package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether nodes can be drained, and one after the other. */
final class Budget extends ClusterCheck {
    Budget() {
        super(
                "kafka.pdb",
                "Disruption budget",
                Dimension.AVAILABILITY,
                "PodDisruptionBudget NAME-kafka: missing with several nodes is Warning; maxUnavailable 0 without a Drain Cleaner is Warning; no"
                        + " disruption allowed while every node serves is Warning.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        long nodes = c.pools(view).stream().mapToLong(NodePool::wanted).sum();
        if (nodes < 2 || c.object().at("status").isEmpty()) {
            return List.of();
        }
        ObjectRef ref = c.beside(Kind.POD_DISRUPTION_BUDGET, c.name() + "-kafka");
        Optional<Resource> budget = view.get(ref);
        if (budget.isEmpty()) {
            return List.of(draft(view, Severity.WARNING, "there is no disruption budget")
                    .suffix("missing")
                    .impact("A drain can stop several brokers at once.")
                    .saw("budget", ref, "metadata.name", "not found")
                    .manual(
                            "let the operator make it",
                            "Take STRIMZI_POD_DISRUPTION_BUDGET_GENERATION=false from the operator, or chart value generatePodDisruptionBudget.")
                    .build());
        }
        boolean zero = c.object()
                .number("spec", "kafka", "template", "podDisruptionBudget", "maxUnavailable")
                .filter(m -> m == 0)
                .isPresent();
        if (zero && !drainCleaner(view)) {
            return List.of(draft(view, Severity.WARNING, "no node may be drained, and no Drain Cleaner is there")
                    .suffix("blocks")
                    .impact("Drains of Kubernetes nodes wait for ever, or their pods are killed without order.")
                    .saw("wanted", c.ref(), "spec.kafka.template.podDisruptionBudget.maxUnavailable", 0)
                    .manual(
                            "install the Drain Cleaner, or allow one",
                            "Chart oci://quay.io/strimzi-helm/strimzi-drain-cleaner, or set maxUnavailable to 1.")
                    .build());
        }
        boolean allServe = c.pods(view).stream().allMatch(KafkaCluster::serves);
        long allowed = budget.get().number("status", "disruptionsAllowed").orElse(1L);
        return allowed > 0 || zero || !allServe
                ? List.of()
                : List.of(draft(view, Severity.WARNING, "no disruption is allowed although every node serves")
                        .suffix("none-allowed")
                        .impact("Drains of Kubernetes nodes wait.")
                        .saw("allowed", ref, "status.disruptionsAllowed", allowed)
                        .manual("look at it", "kubectl -n " + c.namespace() + " describe pdb " + ref.name())
                        .build());
    }

    private static boolean drainCleaner(ClusterView view) {
        return view.list(Kind.DEPLOYMENT, Selector.ALL).stream()
                .anyMatch(d -> d.name().contains("strimzi-drain-cleaner"));
    }
}
