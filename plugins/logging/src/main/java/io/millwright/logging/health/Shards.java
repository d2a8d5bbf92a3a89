package io.millwright.logging.health;

import io.millwright.logging.facts.Elastic;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** Shards without a place, and masters that don't keep up. */
final class Shards extends PageCheck {
    Shards() {
        super(
                "logging.es.shards",
                "Shards have their places",
                Dimension.DURABILITY,
                "/_cluster/health",
                "unassigned_shards above 0 is Warning; over 100 pending tasks, or one that waits over 30 s, is Warning.");
    }

    @Override
    List<Finding> judge(Elastic e, Resource page, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        long unassigned = page.number("unassigned_shards").orElse(0L);
        if (unassigned > 0) {
            found.add(draft(
                            view,
                            e.dataNodes() > 1 ? Severity.WARNING : Severity.INFO,
                            unassigned + " shards have no place")
                    .suffix("unassigned")
                    .impact("Their indices have fewer copies than they ask for, or none.")
                    .saw("unassigned shards", e.ref(), path() + " unassigned_shards", unassigned)
                    .manual("ask why", curl(e, "GET", "/_cluster/allocation/explain?pretty", ""))
                    .build());
        }
        long pending = page.number("number_of_pending_tasks").orElse(0L);
        long waits = page.number("task_max_waiting_in_queue_millis").orElse(0L);
        if (pending > 100 || waits > 30_000) {
            found.add(draft(view, Severity.WARNING, pending + " tasks wait for the master")
                    .suffix("pending")
                    .impact("New indices and mappings come late; writing may stop for that time.")
                    .saw("pending tasks", e.ref(), path() + " number_of_pending_tasks", pending)
                    .saw("longest wait in ms", e.ref(), path() + " task_max_waiting_in_queue_millis", waits)
                    .manual("see what they are", curl(e, "GET", "/_cluster/pending_tasks?pretty", ""))
                    .build());
        }
        return found;
    }
}
