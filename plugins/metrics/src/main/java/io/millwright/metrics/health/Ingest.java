package io.millwright.metrics.health;

import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether samples come in. */
final class Ingest extends QueryCheck {
    Ingest() {
        super(
                "metrics.prometheus.ingest",
                "Samples coming in",
                Dimension.AVAILABILITY,
                "rate(prometheus_tsdb_head_samples_appended_total[5m]): none is Critical.");
    }

    @Override
    List<Finding> judge(Server s, ObjectRef pod, ClusterView view) {
        Optional<Double> rate = value(s, pod, Query.INGESTED, view);
        if (rate.isEmpty()) {
            return List.of(unmeasured(s, Query.INGESTED, "itself", view));
        }
        return rate.get() > 0
                ? List.of()
                : List.of(draft(view, Severity.CRITICAL, "no samples come in")
                        .impact("Nothing is measured, though it serves.")
                        .saw("samples a second", s.ref(), Query.INGESTED.text(), rate.get())
                        .cause("no target, no selected monitor, or a clock that is off")
                        .manual(
                                "look at its targets",
                                "kubectl -n " + s.namespace() + " port-forward " + pod.name()
                                        + " 9090\nhttp://localhost:9090/targets")
                        .build());
    }
}
