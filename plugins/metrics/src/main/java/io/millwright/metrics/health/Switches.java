package io.millwright.metrics.health;

import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;

/** Whether a switch is left on that should be on for moments only. */
final class Switches extends ServerCheck {
    Switches() {
        super(
                "metrics.prometheus.switches",
                "Switches left on",
                Dimension.SECURITY,
                Names.PROMETHEUS,
                "spec.enableAdminAPI true is a Warning: whoever reaches port 9090 can delete samples.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        return s.object().flag("spec", "enableAdminAPI").orElse(false)
                ? List.of(draft(view, Severity.WARNING, "the admin API is on")
                        .suffix("admin")
                        .impact("Whoever reaches port 9090 can delete samples; there is no login.")
                        .saw("switch", s.ref(), "spec.enableAdminAPI", true)
                        .run("switch it off", "configure", Map.of("setting", "admin-api", "value", "false"))
                        .build())
                : List.of();
    }
}
