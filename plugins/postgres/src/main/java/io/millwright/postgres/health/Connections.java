package io.millwright.postgres.health;

import io.millwright.kit.Metrics;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many of the connections are in use. */
final class Connections extends MetricsCheck {
    Connections() {
        super(
                "postgres.connections.used",
                "Connections",
                Dimension.CAPACITY,
                "Metrics of the primary: cnpg_backends_total summed, against cnpg_pg_settings_setting of max_connections: over 80 % is Warning, over"
                        + " 95 % Critical.");
    }

    @Override
    List<Finding> look(PgCluster c, ObjectRef pod, Metrics metrics, ClusterView view) {
        Optional<Double> used = metrics.sum("cnpg_backends_total");
        Optional<Double> most = metrics.value("cnpg_pg_settings_setting", "name=\"max_connections\"");
        if (used.isEmpty() || most.isEmpty() || most.get() <= 0) {
            return List.of();
        }
        long percent = Math.round(used.get() * 100 / most.get());
        if (percent <= 80) {
            return List.of();
        }
        return List.of(draft(
                        view,
                        percent > 95 ? Severity.CRITICAL : Severity.WARNING,
                        Math.round(used.get()) + " of " + Math.round(most.get()) + " connections are in use")
                .impact("When all are used new clients are refused.")
                .saw("in use", pod, "metric cnpg_backends_total", Math.round(used.get()))
                .saw("at most", pod, "metric cnpg_pg_settings_setting max_connections", Math.round(most.get()))
                .compared("limits", "threshold", "80 % Warning, 95 % Critical")
                .run("put a pooler before it", "create-pooler", Map.of())
                .run(
                        "allow more, with a restart",
                        "configure",
                        Map.of("set", "max_connections=" + Math.round(most.get() * 2)))
                .build());
    }
}
