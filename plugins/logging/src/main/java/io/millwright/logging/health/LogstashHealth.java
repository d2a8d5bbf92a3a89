package io.millwright.logging.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether Logstash serves. */
final class LogstashHealth extends RootCheck {
    LogstashHealth() {
        super(
                "logging.logstash.health",
                "Logstash serves",
                Dimension.AVAILABILITY,
                Names.LOGSTASH,
                Names.LS,
                "status.health: red is Critical, yellow is Warning.");
    }

    @Override
    protected List<Finding> look(Resource l, Instance instance, ClusterView view) {
        String health = l.text("status", "health").orElse("none");
        Severity severity = switch (health) {
            case "green" -> Severity.OK;
            case "yellow" -> Severity.WARNING;
            case "red" -> Severity.CRITICAL;
            default -> Severity.UNKNOWN;
        };
        return severity == Severity.OK
                ? List.of()
                : List.of(draft(view, severity, "Logstash's health is " + health)
                        .impact("What is sent to it waits or is lost.")
                        .saw("health", l.ref(Names.LS), "status.health", health)
                        .manual(
                                "see why",
                                "kubectl -n %1$s describe logstash %2$s\nkubectl -n %1$s logs statefulset/%2$s-ls --tail=50"
                                        .formatted(l.namespace(), l.name()))
                        .build());
    }
}
