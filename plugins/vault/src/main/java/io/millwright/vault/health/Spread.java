package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether one lost node takes the majority. */
final class Spread extends ServerCheck {
    Spread() {
        super(
                "vault.spread",
                "Spread and disruption",
                Dimension.AVAILABILITY,
                "spec.nodeName of the pods: two on one node is Warning. A single server is Warning. PodDisruptionBudget of the same name: missing, or allowing a majority to go, is Warning.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        if (server.replicas() == 1) {
            found.add(draft(view, Severity.WARNING, "there is one server")
                    .suffix("single")
                    .impact(
                            "While it restarts and until it is unsealed nothing is answered; its volume is the only copy.")
                    .saw("servers", server.ref(), "spec.replicas", 1)
                    .run("go to three", "scale", Map.of("servers", "3"))
                    .build());
            return found;
        }
        Map<String, List<String>> nodes = new LinkedHashMap<>();
        for (Resource pod : server.pods(view)) {
            pod.text("spec", "nodeName")
                    .ifPresent(n ->
                            nodes.computeIfAbsent(n, k -> new ArrayList<>()).add(pod.name()));
        }
        nodes.forEach((node, pods) -> {
            if (pods.size() > 1) {
                found.add(draft(view, Severity.WARNING, String.join(" and ", pods) + " share a node")
                        .suffix("node")
                        .impact("The loss of that node may take the majority with it.")
                        .saw("node", ObjectRefs.node(node), "metadata.name", node)
                        .manual(
                                "let the chart's anti-affinity stand, with a node for each server",
                                "Leave server.affinity of the values as it is, then delete one of the pods and unseal it.")
                        .build());
            }
        });
        budget(server, view).ifPresent(found::add);
        return found;
    }

    private Optional<Finding> budget(Server server, ClusterView view) {
        Optional<Resource> budget = view.get(server.beside(Kind.POD_DISRUPTION_BUDGET, ""));
        long most = (server.replicas() - 1) / 2;
        Optional<Long> allowed = budget.flatMap(b -> b.number("spec", "maxUnavailable"));
        boolean right = budget.isPresent() && allowed.filter(a -> a > most).isEmpty();
        return right
                ? Optional.empty()
                : Optional.of(draft(
                                view,
                                Severity.WARNING,
                                budget.isEmpty() ? "no disruption budget" : "the disruption budget lets a majority go")
                        .suffix("budget")
                        .impact("Draining nodes may stop the cluster.")
                        .saw(
                                "budget",
                                server.beside(Kind.POD_DISRUPTION_BUDGET, ""),
                                "spec.maxUnavailable",
                                allowed.map(Object::toString).orElse("not there"))
                        .manual(
                                "let the chart make it",
                                "Set server.ha.disruptionBudget.enabled to true; its maxUnavailable should be " + most
                                        + ".")
                        .build());
    }
}
