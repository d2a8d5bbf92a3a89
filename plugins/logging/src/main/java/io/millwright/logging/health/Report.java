package io.millwright.logging.health;

import io.millwright.logging.facts.Elastic;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Elasticsearch's own health report. */
final class Report extends PageCheck {
    private static final Set<String> ELSEWHERE = Set.of("disk", "shards_availability");

    Report() {
        super(
                "logging.es.report",
                "Elasticsearch's own report",
                Dimension.AVAILABILITY,
                "/_health_report?verbose=false",
                "an indicator that is red is Critical, yellow is Warning. Disks and shards have checks of their own.");
    }

    @Override
    List<Finding> judge(Elastic e, Resource page, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        if (page.at("indicators").orElse(Map.of()) instanceof Map<?, ?> indicators) {
            indicators.keySet().forEach(k -> {
                String name = String.valueOf(k);
                String status = page.text("indicators", name, "status").orElse("unknown");
                if (!status.equals("green") && !ELSEWHERE.contains(name)) {
                    Severity severity = switch (status) {
                        case "red" -> Severity.CRITICAL;
                        case "yellow" -> Severity.WARNING;
                        default -> Severity.UNKNOWN;
                    };
                    found.add(draft(view, severity, name.replace('_', ' ') + " is " + status)
                            .suffix(name.replace('_', '-'))
                            .impact(page.text("indicators", name, "symptom").orElse("Elasticsearch reports it so."))
                            .saw("indicator", e.ref(), path() + " " + name, status)
                            .manual("read the diagnosis", curl(e, "GET", "/_health_report/" + name + "?pretty", ""))
                            .build());
                }
            });
        }
        return found;
    }
}
