package io.millwright.metrics.health;

import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether a Prometheus has been ended for its memory. */
final class Memory extends ServerCheck {
    static final String FIELD = "status.containerStatuses[].lastState.terminated.reason";

    Memory() {
        super(
                "metrics.prometheus.memory",
                "Memory of Prometheus",
                Dimension.CAPACITY,
                Names.PROMETHEUS,
                "Last end of the pods' containers: OOMKilled is Critical, for it comes again at the next replay of the log.");
    }

    static boolean killed(Resource pod) {
        return pod.items("status", "containerStatuses").stream()
                .anyMatch(c -> c.text("lastState", "terminated", "reason")
                        .filter("OOMKilled"::equals)
                        .isPresent());
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        return s.pods(view).stream()
                .filter(Memory::killed)
                .findFirst()
                .map(p -> List.of(draft(view, Severity.CRITICAL, p.name() + " ran out of memory")
                        .impact(
                                "While it replays its log nothing is measured and no alert fires; it may never get through.")
                        .saw("last end", p.ref(Kind.POD), FIELD, "OOMKilled")
                        .saw(
                                "limit",
                                s.ref(),
                                "spec.resources.limits.memory",
                                s.object()
                                        .text("spec", "resources", "limits", "memory")
                                        .orElse("none"))
                        .cause("more series than the limit has room for: count 4 to 8 KiB for each")
                        .manual(
                                "raise the limit, then cut series",
                                "Set prometheus.prometheusSpec.resources.limits.memory in the chart's values, or spec.resources of "
                                        + s.path()
                                        + ".\nA long replay also needs spec.maximumStartupDurationSeconds above 900.")
                        .build()))
                .orElse(List.of());
    }
}
