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

/** How full the heaps are. */
final class Heap extends PageCheck {
    Heap() {
        super(
                "logging.es.heap",
                "Heap",
                Dimension.CAPACITY,
                "/_nodes/stats/jvm,breaker",
                "jvm.mem.heap_used_percent: above 85 is Warning, above 95 Critical. One look: a short peak is possible.");
    }

    @Override
    List<Finding> judge(Elastic e, Resource page, ClusterView view) {
        Resource nodes = new Resource(Map.of("nodes", page.at("nodes").orElse(Map.of())));
        List<Finding> found = new ArrayList<>();
        Object all = nodes.at("nodes").orElse(Map.of());
        if (all instanceof Map<?, ?> map) {
            map.keySet().forEach(id -> {
                String key = String.valueOf(id);
                long used = nodes.number("nodes", key, "jvm", "mem", "heap_used_percent")
                        .orElse(0L);
                String name = nodes.text("nodes", key, "name").orElse(key);
                if (used > 85) {
                    found.add(draft(
                                    view,
                                    used > 95 ? Severity.CRITICAL : Severity.WARNING,
                                    "heap of " + name + " is " + used + " % full")
                            .suffix(name.toLowerCase(java.util.Locale.ROOT))
                            .impact("Requests are refused or slow, and the node may leave the cluster.")
                            .saw("heap used", e.ref(), path() + " heap_used_percent of " + name, used)
                            .manual(
                                    "give nodes more memory, or have fewer shards",
                                    "Set spec.nodeSets[].resources.limits.memory; half of it becomes heap.")
                            .build());
                }
            });
        }
        return found;
    }
}
