package io.millwright.logging.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;

/** Whether collectors hold back. */
final class Buffer extends CollectorPage {
    Buffer() {
        super(
                "logging.fluent-bit.buffer",
                "Collectors don't hold back",
                Dimension.CAPACITY,
                "/api/v1/storage",
                "input_chunks.*.status.overlimit is Warning.");
    }

    @Override
    List<Finding> judge(Resource d, List<Page> pages, ClusterView view) {
        List<Page> over = pages.stream()
                .filter(p -> p.content().at("input_chunks").orElse(Map.of()) instanceof Map<?, ?> inputs
                        && inputs.keySet().stream()
                                .anyMatch(i -> p.content()
                                        .flag("input_chunks", String.valueOf(i), "status", "overlimit")
                                        .orElse(false)))
                .toList();
        if (over.isEmpty()) {
            return List.of();
        }
        FindingDraft draft = draft(view, Severity.WARNING, over.size() + " collectors are over their buffer")
                .impact("They stop reading; lines are lost when files are rotated meanwhile.");
        over.forEach(
                p -> draft.saw("over its limit", p.pod(), "GET /api/v1/storage input_chunks.*.status.overlimit", true));
        return List.of(draft.manual(
                        "see why the output is slow; buffer on disk (storage.type filesystem)",
                        log(over.getFirst().pod()))
                .build());
    }
}
