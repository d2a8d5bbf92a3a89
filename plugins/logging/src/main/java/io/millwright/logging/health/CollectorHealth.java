package io.millwright.logging.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether collectors call themselves healthy. */
final class CollectorHealth extends CollectorPage {
    CollectorHealth() {
        super(
                "logging.fluent-bit.health",
                "Collectors healthy",
                Dimension.AVAILABILITY,
                "/api/v2/health",
                "500 on a pod is Warning, on more than half of them Critical.");
    }

    @Override
    List<Finding> judge(Resource d, List<Page> pages, ClusterView view) {
        List<Page> sick = pages.stream().filter(p -> p.status() == 500).toList();
        if (sick.isEmpty()) {
            return List.of();
        }
        FindingDraft draft = draft(
                        view,
                        sick.size() * 2 > pages.size() ? Severity.CRITICAL : Severity.WARNING,
                        sick.size() + " of " + pages.size() + " collectors are unhealthy")
                .impact("Errors or given-up retries within the last minute: logs are delayed or lost.");
        sick.forEach(p -> draft.saw(
                "health",
                p.pod(),
                "GET /api/v2/health errors",
                p.content().text("errors").orElse("?")));
        return List.of(
                draft.manual("see what the output says", log(sick.getFirst().pod()))
                        .build());
    }
}
