package io.millwright.logging.health;

import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;

/** The colour of the cluster. */
final class Health extends EsCheck {
    Health() {
        super(
                "logging.es.health",
                "Elasticsearch health",
                Dimension.AVAILABILITY,
                "status.health: red is Critical, yellow is Warning (Info with one node), unknown for over 3 minutes is Critical.");
    }

    @Override
    List<Finding> look(Elastic e, ClusterView view) {
        return switch (e.health()) {
            case "green" -> List.of();
            case "yellow" ->
                List.of(draft(view, e.dataNodes() > 1 ? Severity.WARNING : Severity.INFO, "health is yellow")
                        .suffix("yellow")
                        .impact("Some indices have fewer copies than they ask for: another lost node may lose data.")
                        .saw("health", e.ref(), "status.health", "yellow")
                        .manual(
                                "find the shards",
                                (e.dataNodes() > 1
                                                ? ""
                                                : "With one node replicas have no place: give indices index.number_of_replicas 0, or add a node.\n")
                                        + PageCheck.curl(e, "GET", "/_cluster/allocation/explain?pretty", ""))
                        .build());
            case "red" ->
                List.of(draft(view, Severity.CRITICAL, "health is red")
                        .suffix("red")
                        .impact("At least one index has no copy that can be read or written.")
                        .saw("health", e.ref(), "status.health", "red")
                        .manual(
                                "bring nodes back, then see what is missing",
                                PageCheck.curl(e, "GET", "/_cluster/allocation/explain?pretty", ""))
                        .build());
            default -> unknown(e, view);
        };
    }

    private List<Finding> unknown(Elastic e, ClusterView view) {
        boolean known = e.health().equals("unknown");
        boolean young = known && !longer(e.object().condition("ElasticsearchIsReachable"), Duration.ofMinutes(3), view);
        if (young) {
            return List.of();
        }
        return List.of(draft(
                        view,
                        known ? Severity.CRITICAL : Severity.UNKNOWN,
                        known
                                ? "Elasticsearch can't be reached by its operator"
                                : "health '" + e.health() + "' isn't known here")
                .suffix("unknown")
                .impact("Logs can't be written or searched, as far as the operator can tell.")
                .saw("health", e.ref(), "status.health", e.health())
                .manual(
                        "look at its pods",
                        "kubectl -n " + e.namespace() + " get pods -l " + Names.CLUSTER_LABEL + "=" + e.name())
                .build());
    }
}
