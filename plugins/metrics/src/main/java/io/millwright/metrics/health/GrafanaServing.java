package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Grafana;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether Grafana serves and has its database. */
final class GrafanaServing extends GrafanaCheck {
    GrafanaServing() {
        super(
                "metrics.grafana.serving",
                "Grafana serving",
                Dimension.AVAILABILITY,
                "GET /api/health of a ready pod: no ready pod, no answer, or database other than ok is Critical.");
    }

    @Override
    List<Finding> look(Resource g, ClusterView view) {
        Optional<Resource> pod = Grafana.readyPod(g, view);
        if (pod.isEmpty()) {
            return Grafana.wanted(g)
                    ? List.of(down(g, "no pod is ready", "status.availableReplicas", "0", view))
                    : List.of();
        }
        try {
            Resource health =
                    Api.json(view, pod.get().ref(Kind.POD).anyIncarnation(), "http", Names.GRAFANA_PORT, "/api/health");
            String database = health.text("database").orElse("unknown");
            return database.equals("ok")
                    ? List.of()
                    : List.of(down(g, "its database is " + database, "GET /api/health: database", database, view));
        } catch (ProblemException e) {
            return List.of(
                    down(g, "it doesn't answer", "GET /api/health", e.problem().why(), view));
        }
    }

    private Finding down(Resource g, String why, String field, String value, ClusterView view) {
        return draft(view, Severity.CRITICAL, "Grafana is down: " + why)
                .impact("Nobody sees dashboards; measuring and alerts go on.")
                .saw("health", g.ref(Kind.DEPLOYMENT), field, value)
                .manual(
                        "see why",
                        "kubectl -n " + g.namespace() + " get pods\n" + logs(g)
                                + "\n'database is locked': two pods share one volume. Scale it to 0, then to 1.")
                .build();
    }
}
