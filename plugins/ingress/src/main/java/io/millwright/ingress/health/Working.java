package io.millwright.ingress.health;

import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;

/** Whether the controller's pods run. */
final class Working extends NginxCheck {
    private static final long MANY = 3;

    Working() {
        super(
                "ingress.nginx.running",
                "Controller running",
                Dimension.AVAILABILITY,
                "Available pods of the Deployment or DaemonSet against those wanted: none is Critical, fewer is Degraded; a pod that was"
                        + " restarted more than three times, the last time within an hour, is Warning.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        if (n.available() >= n.wanted() && n.available() > 0) {
            return restarts(n, view);
        }
        FindingDraft draft = n.available() == 0
                ? draft(view, Severity.CRITICAL, "controller down: 0 of " + n.wanted() + " pods available")
                        .impact(
                                "No request reaches an application, and the webhook refuses every change of an Ingress.")
                : draft(view, Severity.DEGRADED, n.available() + " of " + n.wanted() + " controller pods available")
                        .suffix("reduced")
                        .impact("Fewer pods carry the traffic.");
        return List.of(draft.saw(
                        "pods wanted",
                        n.ref(),
                        n.kind().equals(Kind.DAEMON_SET) ? "status.desiredNumberScheduled" : "spec.replicas",
                        n.wanted())
                .saw(
                        "pods available",
                        n.ref(),
                        n.kind().equals(Kind.DAEMON_SET) ? "status.numberAvailable" : "status.availableReplicas",
                        n.available())
                .cause(n.workload()
                        .condition("Available")
                        .filter(c -> !c.text("status").orElse("").equals("True"))
                        .flatMap(c -> c.text("message"))
                        .orElse(""))
                .manual("look at the controller's pods and log", """
                        kubectl -n %1$s get pods -l app.kubernetes.io/component=controller
                        kubectl -n %1$s describe %2$s %3$s
                        kubectl -n %1$s logs %2$s/%3$s --tail=50
                        """.formatted(
                                n.namespace(),
                                n.kind().kind().toLowerCase(java.util.Locale.ROOT),
                                n.workload().name()))
                .build());
    }

    private List<Finding> restarts(Nginx n, ClusterView view) {
        for (Resource pod : n.pods(view)) {
            for (Resource container : pod.items("status", "containerStatuses")) {
                long count = container.number("restartCount").orElse(0L);
                boolean lately = Times.kubernetes(container.text("lastState", "terminated", "finishedAt"))
                        .filter(t -> t.plus(Duration.ofHours(1)).isAfter(view.now()))
                        .isPresent();
                if (count > MANY && lately) {
                    return List.of(draft(
                                    view, Severity.WARNING, "pod " + pod.name() + " was restarted " + count + " times")
                            .suffix("restarts")
                            .impact("Each restart breaks its connections; the next may be the last.")
                            .saw(
                                    "restarts",
                                    ObjectRef.of(Kind.POD, pod.namespace(), pod.name()),
                                    "status.containerStatuses[].restartCount",
                                    count)
                            .cause(container
                                    .text("lastState", "terminated", "reason")
                                    .orElse(""))
                            .manual(
                                    "see why it ended",
                                    "kubectl -n %s logs %s --previous --tail=50".formatted(n.namespace(), pod.name()))
                            .build());
                }
            }
        }
        return List.of();
    }
}
