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

/** Indices whose lifecycle has stopped at an error. */
final class RetentionErrors extends PageCheck {
    RetentionErrors() {
        super(
                "logging.es.retention-errors",
                "Retention without errors",
                Dimension.CAPACITY,
                "/_all/_ilm/explain?only_errors=true",
                "any index in step ERROR is Warning.");
    }

    @Override
    List<Finding> judge(Elastic e, Resource page, ClusterView view) {
        List<String> names = new ArrayList<>();
        if (page.at("indices").orElse("") instanceof Map<?, ?> m) {
            m.keySet().forEach(k -> names.add(String.valueOf(k)));
        }
        return names.isEmpty()
                ? List.of()
                : List.of(draft(view, Severity.WARNING, names.size() + " indices stand at an error of their lifecycle")
                        .impact("They aren't rolled over or deleted.")
                        .saw("indices", e.ref(), path(), String.join(", ", names))
                        .cause(page.text("indices", names.getFirst(), "step_info", "reason")
                                .orElse(""))
                        .manual(
                                "remove the cause, then retry",
                                curl(e, "POST", "/" + names.getFirst() + "/_ilm/retry", ""))
                        .build());
    }
}
