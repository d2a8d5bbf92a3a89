package io.millwright.metrics.health;

import io.millwright.kit.Metrics;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether receivers take what is sent to them. */
final class Notifications extends ServerCheck {
    Notifications() {
        super(
                "metrics.alertmanager.notifications",
                "Notifications taken",
                Dimension.AVAILABILITY,
                Names.ALERTMANAGER,
                "GET /metrics of every ready pod, since its start: over 1 % of alertmanager_notifications_total failed is a Warning, over half of them"
                        + " on all pods Critical.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        return asked(s, view, "GET /metrics", first -> {
            double sent = 0;
            double failed = 0;
            for (Resource pod : s.pods(view).stream().filter(Server::ready).toList()) {
                Optional<Metrics> page = Metrics.read(view, pod.ref(Kind.POD), s.scheme(), Names.AM_PORT, "/metrics");
                if (page.isEmpty()) {
                    return List.of(unread(s, view, "GET /metrics", pod.name() + " doesn't answer"));
                }
                sent += page.get().sum("alertmanager_notifications_total").orElse(0.0);
                failed += page.get()
                        .sum("alertmanager_notifications_failed_total")
                        .orElse(0.0);
            }
            if (sent == 0 || failed / sent <= 0.01) {
                return List.of();
            }
            boolean most = failed / sent > 0.5;
            return List.of(draft(
                            view,
                            most ? Severity.CRITICAL : Severity.WARNING,
                            QueryCheck.percent(failed / sent) + " of notifications have failed since its pods' start")
                    .suffix("failing")
                    .impact(most ? "Most alerts reach nobody." : "Some alerts reach nobody, or late.")
                    .saw("sent", s.ref(), "GET /metrics: alertmanager_notifications_total", (long) sent)
                    .saw("failed", s.ref(), "GET /metrics: alertmanager_notifications_failed_total", (long) failed)
                    .manual(
                            "read why",
                            logs(s, "alertmanager")
                                    + "\nLabels integration and reason of the metric name who refuses and why.")
                    .build());
        });
    }
}
