package io.millwright.postgres.health;

import io.millwright.kit.Metrics;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import java.util.List;
import java.util.Optional;

/** A check of what the primary's metrics say. That they can't be read is the finding of the space on the volumes, once. */
abstract class MetricsCheck extends ClusterCheck {
    MetricsCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, looksAt);
    }

    @Override
    final List<Finding> look(PgCluster c, ClusterView view) {
        Optional<String> primary = c.currentPrimary().filter(p -> !c.hibernationWanted());
        if (primary.isEmpty()) {
            return List.of();
        }
        ObjectRef pod = ObjectRef.of(Kind.POD, c.namespace(), primary.get());
        return Metrics.read(view, pod, c.metricsScheme(), Cnpg.METRICS_PORT, "/metrics")
                .map(m -> look(c, pod, m, view))
                .orElse(List.of());
    }

    abstract List<Finding> look(PgCluster c, ObjectRef pod, Metrics metrics, ClusterView view);
}
