package io.millwright.logging.health;

import io.millwright.logging.facts.Elastic;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether old logs are deleted. */
final class Retention extends PageCheck {
    Retention() {
        super(
                "logging.es.retention",
                "Retention runs",
                Dimension.CAPACITY,
                "/_ilm/status",
                "operation_mode other than RUNNING is Critical.");
    }

    @Override
    List<Finding> judge(Elastic e, Resource page, ClusterView view) {
        String mode = page.text("operation_mode").orElse("unknown");
        return mode.equals("RUNNING")
                ? List.of()
                : List.of(draft(view, Severity.CRITICAL, "index lifecycle management is " + mode)
                        .impact("No index is deleted by its age: the disks fill.")
                        .saw("mode", e.ref(), path() + " operation_mode", mode)
                        .manual("start it", curl(e, "POST", "/_ilm/start", ""))
                        .build());
    }
}
