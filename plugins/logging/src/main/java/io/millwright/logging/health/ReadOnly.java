package io.millwright.logging.health;

import io.millwright.logging.facts.Elastic;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Indices that a full disk has closed for writing. */
final class ReadOnly extends PageCheck {
    ReadOnly() {
        super(
                "logging.es.read-only",
                "Indices take logs",
                Dimension.AVAILABILITY,
                "/_all/_settings/index.blocks.*?flat_settings=true",
                "any index with index.blocks.read_only_allow_delete is Critical.");
    }

    @Override
    List<Finding> judge(Elastic e, Resource page, ClusterView view) {
        List<String> blocked = page.content().keySet().stream()
                .filter(i -> page.text(i, "settings", "index.blocks.read_only_allow_delete")
                        .filter("true"::equals)
                        .isPresent())
                .toList();
        return blocked.isEmpty()
                ? List.of()
                : List.of(draft(view, Severity.CRITICAL, blocked.size() + " indices refuse logs")
                        .impact("A disk was full to 95 %. Collectors keep logs for a while, then lose them.")
                        .saw("blocked indices", e.ref(), path(), String.join(", ", blocked))
                        .manual(
                                "make room first; below 90 % the block goes by itself, or lift it",
                                curl(e, "PUT", "/_all/_settings", "{\"index.blocks.read_only_allow_delete\":null}"))
                        .build());
    }
}
