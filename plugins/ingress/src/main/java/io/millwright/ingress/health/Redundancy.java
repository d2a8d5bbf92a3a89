package io.millwright.ingress.health;

import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Tree;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether one lost pod or node leaves somebody to carry the traffic. */
final class Redundancy extends NginxCheck {
    Redundancy() {
        super(
                "ingress.nginx.redundancy",
                "Controller redundancy",
                Dimension.AVAILABILITY,
                "Deployment spec.replicas, the nodes of its pods and its PodDisruptionBudget: one pod, one node or no budget is"
                        + " Warning.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        if (n.kind().equals(Kind.DAEMON_SET)) {
            return List.of();
        }
        if (n.wanted() < 2) {
            return List.of(draft(view, Severity.WARNING, "one controller pod carries all traffic")
                    .suffix("single")
                    .impact("Every restart or lost node interrupts all requests.")
                    .saw("pods wanted", n.ref(), "spec.replicas", n.wanted())
                    .run("scale to 2 pods", "scale", Tree.of("replicas", "2"))
                    .build());
        }
        List<Finding> findings = new ArrayList<>();
        Set<String> nodes = n.pods(view).stream()
                .flatMap(p -> p.text("spec", "nodeName").stream())
                .collect(Collectors.toSet());
        long all = view.list(Kind.NODE, Selector.ALL).size();
        if (nodes.size() == 1 && all > 1) {
            findings.add(draft(view, Severity.WARNING, "all " + n.wanted() + " controller pods are on one node")
                    .suffix("one-node")
                    .impact("One lost node interrupts all requests.")
                    .saw(
                            "node of every pod",
                            n.ref(),
                            "pods' spec.nodeName",
                            nodes.iterator().next())
                    .manual("spread them", """
                            Set controller.topologySpreadConstraints in the chart's values:
                            - maxSkew: 1
                              topologyKey: kubernetes.io/hostname
                              whenUnsatisfiable: ScheduleAnyway
                              labelSelector: {matchLabels: {app.kubernetes.io/component: controller}}
                            """)
                    .build());
        }
        Map<String, String> labels = n.workload().textMap("spec", "template", "metadata", "labels");
        boolean budget = view.list(Kind.POD_DISRUPTION_BUDGET, Selector.in(n.namespace())).stream()
                .map(b -> LabelSelector.of(b, "spec", "selector"))
                .anyMatch(s -> !s.isEmpty() && s.selects(labels));
        if (!budget) {
            findings.add(draft(view, Severity.WARNING, "no PodDisruptionBudget protects the controller")
                    .suffix("budget")
                    .impact("Draining nodes may take all controller pods at once.")
                    .saw("budgets that select its pods", n.ref(), "PodDisruptionBudget", 0)
                    .manual(
                            "make one",
                            "kubectl -n %s create poddisruptionbudget %s --selector=%s --min-available=1"
                                    .formatted(
                                            n.namespace(),
                                            n.workload().name(),
                                            LabelSelector.of(n.workload(), "spec", "selector")
                                                    .text()))
                    .build());
        }
        return findings;
    }
}
