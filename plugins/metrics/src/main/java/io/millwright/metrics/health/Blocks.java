package io.millwright.metrics.health;

import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the data on disk is sound. */
final class Blocks extends QueryCheck {
    Blocks() {
        super(
                "metrics.prometheus.blocks",
                "Data on disk",
                Dimension.DURABILITY,
                "Increase over three hours of prometheus_tsdb_wal_corruptions_total: any is Critical; of prometheus_tsdb_compactions_failed_total:"
                        + " any is a Warning.");
    }

    @Override
    List<Finding> judge(Server s, ObjectRef pod, ClusterView view) {
        Optional<Double> corrupt = value(s, pod, Query.WAL_CORRUPTIONS, view);
        Optional<Double> failed = value(s, pod, Query.COMPACTIONS_FAILED, view);
        if (corrupt.isEmpty() || failed.isEmpty()) {
            return List.of(unmeasured(s, Query.WAL_CORRUPTIONS, "itself", view));
        }
        List<Finding> found = new ArrayList<>();
        if (corrupt.get() > 0) {
            found.add(draft(view, Severity.CRITICAL, "the log of the newest samples was corrupt")
                    .suffix("corrupt")
                    .impact("Samples of up to three hours may be lost.")
                    .saw("corruptions in three hours", s.ref(), Query.WAL_CORRUPTIONS.text(), corrupt.get())
                    .manual(
                            "look at the disk",
                            logs(s, "prometheus") + "\nIt repairs itself by cutting the log; see why it happened.")
                    .run("take a backup", "back-up", Map.of())
                    .build());
        }
        if (failed.get() > 0) {
            found.add(draft(view, Severity.WARNING, "compactions fail")
                    .suffix("compaction")
                    .impact("The log grows until the disk is full.")
                    .saw("failures in three hours", s.ref(), Query.COMPACTIONS_FAILED.text(), failed.get())
                    .manual(
                            "see why",
                            logs(s, "prometheus") + "\nA full disk is the usual cause; else it names a broken block.")
                    .build());
        }
        return found;
    }
}
