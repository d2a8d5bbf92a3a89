package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the Alertmanagers of one cluster know each other. */
final class Members extends ServerCheck {
    Members() {
        super(
                "metrics.alertmanager.members",
                "Alertmanagers together",
                Dimension.AVAILABILITY,
                Names.ALERTMANAGER,
                "GET /api/v2/status of every ready pod, with two or more replicas: cluster.status other than ready, or fewer peers than replicas for"
                        + " over 5 minutes, is Critical; a state that isn't known is Unknown.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        if (s.replicas() < 2) {
            return List.of();
        }
        return asked(
                s,
                view,
                "GET /api/v2/status",
                first -> s.pods(view).stream()
                        .filter(Server::ready)
                        .filter(p -> longer(p.condition("Ready"), Duration.ofMinutes(5), view))
                        .flatMap(p -> member(s, p, view).stream())
                        .limit(1)
                        .toList());
    }

    private Optional<Finding> member(Server s, Resource pod, ClusterView view) {
        Resource cluster = Api.json(view, pod.ref(Kind.POD), s.scheme(), Names.AM_PORT, "/api/v2/status");
        String status = cluster.text("cluster", "status").orElse("");
        int peers = cluster.items("cluster", "peers").size();
        boolean known = List.of("ready", "settling", "disabled").contains(status);
        if (known && status.equals("ready") && peers >= s.replicas()) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        known ? Severity.CRITICAL : Severity.UNKNOWN,
                        pod.name() + " is " + (status.isEmpty() ? "in an unknown state" : status) + " and knows "
                                + peers + " of " + s.replicas() + " members")
                .suffix(known ? "apart" : "unknown")
                .impact("Alerts are told twice, and silences hold on one of them only.")
                .saw("cluster", pod.ref(Kind.POD), "GET /api/v2/status: cluster.status", status)
                .saw("peers", pod.ref(Kind.POD), "GET /api/v2/status: cluster.peers", peers)
                .manual(
                        "open the way between them",
                        "Port 9094 must be open between the pods, by TCP and UDP. See NetworkPolicies:\nkubectl -n "
                                + s.namespace() + " get networkpolicies")
                .build());
    }
}
