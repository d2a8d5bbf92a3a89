package io.millwright.logging.health;

import io.millwright.kit.Tree;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.NodeSet;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether one lost node is one too many. */
final class SinglePoint extends EsCheck {
    SinglePoint() {
        super(
                "logging.es.single-point",
                "No single point of failure",
                Dimension.AVAILABILITY,
                "spec.nodeSets: one or two master-eligible nodes is Warning.");
    }

    @Override
    List<Finding> look(Elastic e, ClusterView view) {
        long masters = e.masters();
        if (masters >= 3) {
            return List.of();
        }
        return List.of(draft(
                        view,
                        Severity.WARNING,
                        masters == 1 ? "one master-eligible node" : masters + " master-eligible nodes")
                .impact(
                        masters == 2
                                ? "The loss of either stops the cluster, and a version upgrade restarts both at once."
                                : "Each restart stops writing and searching; a lost volume loses everything.")
                .saw("master-eligible nodes", e.ref(), "spec.nodeSets[].count", masters)
                .run(
                        "have three",
                        "scale",
                        Tree.of(
                                "node-set",
                                e.nodeSets().stream()
                                        .filter(NodeSet::master)
                                        .findFirst()
                                        .map(NodeSet::name)
                                        .orElse(""),
                                "nodes",
                                "3"))
                .build());
    }
}
