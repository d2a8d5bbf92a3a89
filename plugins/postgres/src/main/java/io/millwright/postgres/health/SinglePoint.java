package io.millwright.postgres.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether one lost node or instance is enough to lose the service. */
final class SinglePoint extends ClusterCheck {
    SinglePoint() {
        super(
                "postgres.placement.single-point",
                "Single points of failure",
                Dimension.CONFIGURATION,
                "spec.instances of 1 is Warning; all instances on one node (status.topology.nodesUsed, else the pods' nodes) is Degraded; fewer"
                        + " nodes than instances is Warning.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.hibernationWanted()) {
            return List.of();
        }
        if (c.wanted() == 1) {
            return List.of(draft(view, Severity.WARNING, "one instance only")
                    .suffix("instance")
                    .impact(
                            "Every restart, node drain or lost node stops the database: there is nothing to fail over to.")
                    .saw("instances", c.ref(), "spec.instances", 1)
                    .run("scale to 3 instances", "scale", Map.of("instances", "3"))
                    .build());
        }
        List<Resource> pods = c.pods(view).stream()
                .filter(p -> p.text("spec", "nodeName").isPresent())
                .toList();
        long nodes = c.object()
                .number("status", "topology", "nodesUsed")
                .orElse(pods.stream()
                        .flatMap(p -> p.text("spec", "nodeName").stream())
                        .distinct()
                        .count());
        if (pods.size() < 2 || nodes >= pods.size()) {
            return List.of();
        }
        return List.of(shared(c, pods, nodes, view));
    }

    private Finding shared(PgCluster c, List<Resource> pods, long nodes, ClusterView view) {
        boolean one = nodes <= 1;
        int available = view.list(Kind.NODE, Selector.ALL).size();
        List<String> places = new ArrayList<>();
        pods.forEach(
                p -> places.add(p.name() + " on " + p.text("spec", "nodeName").orElse("?")));
        FindingDraft draft = draft(
                        view,
                        one && available > 1 ? Severity.DEGRADED : Severity.WARNING,
                        one
                                ? "all " + pods.size() + " instances are on one node"
                                : pods.size() + " instances are on " + nodes + " nodes")
                .suffix(one ? "node" : "spread")
                .impact(
                        one
                                ? "Losing that node stops the database."
                                : "Losing one node takes several instances at once.")
                .saw("nodes used", c.ref(), "status.topology.nodesUsed", nodes)
                .saw("where", c.ref(), "Pod spec.nodeName", String.join(", ", places))
                .compared("nodes in the cluster", "nodes", available);
        Optional<String> type = c.object().text("spec", "affinity", "podAntiAffinityType");
        return draft.cause(
                        available < pods.size()
                                ? "there are fewer nodes than instances"
                                : type.filter("required"::equals).isEmpty() ? "anti-affinity is only preferred" : "")
                .manual(
                        "spread the instances",
                        available < pods.size()
                                ? "Add nodes, or ask for fewer instances."
                                : "kubectl -n " + c.namespace() + " patch cluster " + c.name()
                                        + " --type merge -p '{\"spec\":{\"affinity\":{\"enablePodAntiAffinity\":true,\"podAntiAffinityType\":\"required\"}}}'\n"
                                        + "This restarts the instances one by one.")
                .build();
    }
}
