package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Routing;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether alerts go to somebody, by the same configuration everywhere. */
final class Receivers extends ServerCheck {
    Receivers() {
        super(
                "metrics.alertmanager.receivers",
                "Somebody gets the alerts",
                Dimension.CONFIGURATION,
                Names.ALERTMANAGER,
                "GET /api/v2/status of every ready pod: a default receiver that sends nothing is a Warning; pods with different configurations are"
                        + " Critical.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        return asked(s, view, "GET /api/v2/status", first -> {
            Map<String, String> configurations = new TreeMap<>();
            s.pods(view).stream()
                    .filter(Server::ready)
                    .forEach(p -> configurations.put(
                            p.name(),
                            Api.json(view, p.ref(Kind.POD), s.scheme(), Names.AM_PORT, "/api/v2/status")
                                    .text("config", "original")
                                    .orElse("")));
            List<Finding> found = new ArrayList<>();
            if (configurations.values().stream().distinct().count() > 1
                    && longer(s.object().condition("Reconciled"), Duration.ofMinutes(20), view)) {
                found.add(draft(view, Severity.CRITICAL, "its pods run different configurations")
                        .suffix("different")
                        .impact("The same alert goes to different people, or to nobody.")
                        .saw("pods", s.ref(), "GET /api/v2/status: config.original", configurations.keySet())
                        .manual("see which refuses", logs(s, "config-reloader"))
                        .build());
            }
            Routing routing = Routing.of(configurations.values().iterator().next());
            if (!routing.sends(routing.fallback())) {
                found.add(draft(
                                view,
                                Severity.WARNING,
                                "alerts go to receiver '" + routing.fallback() + "', which sends nothing")
                        .suffix("nobody")
                        .impact("Nobody is told of any alert that no other branch takes.")
                        .saw(
                                "receiver",
                                s.ref(),
                                "GET /api/v2/status: config.original: route.receiver",
                                routing.fallback())
                        .cause("kube-prometheus-stack comes so")
                        .manual(
                                "name a receiver",
                                "Set the chart's value alertmanager.config, or key alertmanager.yaml of Secret alertmanager-"
                                        + s.name() + "; then prove it with runbook test-alert of the Prometheus.")
                        .build());
            }
            return found;
        });
    }
}
