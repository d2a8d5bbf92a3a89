package io.millwright.logging.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether collectors have lost records. */
final class Drops extends CollectorPage {
    Drops() {
        super(
                "logging.fluent-bit.drops",
                "No records lost",
                Dimension.DURABILITY,
                "/api/v1/metrics",
                "output retries_failed or dropped_records above 0 is Critical: records are lost.");
    }

    @Override
    List<Finding> judge(Resource d, List<Page> pages, ClusterView view) {
        FindingDraft draft =
                draft(view, Severity.CRITICAL, "records were lost").impact("Logs that collectors gave up are gone.");
        Optional<ObjectRef> first = Optional.empty();
        for (Page p : pages) {
            if (p.content().at("output").orElse(Map.of()) instanceof Map<?, ?> outputs) {
                for (Object o : outputs.keySet()) {
                    String name = String.valueOf(o);
                    long failed =
                            p.content().number("output", name, "retries_failed").orElse(0L);
                    long dropped = p.content()
                            .number("output", name, "dropped_records")
                            .orElse(0L);
                    if (failed > 0 || dropped > 0) {
                        draft.saw(
                                "given up / dropped since its start",
                                p.pod(),
                                "GET /api/v1/metrics output." + name,
                                failed + " / " + dropped);
                        first = first.isPresent() ? first : Optional.of(p.pod());
                    }
                }
            }
        }
        return first.map(pod -> List.of(draft.manual(
                                "see what the output refuses; counters begin anew when the pod restarts",
                                log(pod)
                                        + "\nUsual causes: a full disk or refused writes of Elasticsearch, conflicting mappings (Replace_Dots On), Retry_Limit too low.")
                        .build()))
                .orElse(List.of());
    }
}
