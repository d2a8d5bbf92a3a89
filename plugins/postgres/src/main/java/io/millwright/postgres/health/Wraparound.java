package io.millwright.postgres.health;

import io.millwright.kit.Metrics;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How near a database is to running out of transaction numbers. */
final class Wraparound extends MetricsCheck {
    Wraparound() {
        super(
                "postgres.vacuum.wraparound",
                "Transaction numbers",
                Dimension.CAPACITY,
                "Metrics of the primary: cnpg_pg_database_xid_age of each database: over 300 million is Warning, over a billion Critical.");
    }

    @Override
    List<Finding> look(PgCluster c, ObjectRef pod, Metrics metrics, ClusterView view) {
        Optional<Metrics.Sample> oldest = metrics.samples().stream()
                .filter(s -> s.name().equals("cnpg_pg_database_xid_age"))
                .max(Comparator.comparingDouble(Metrics.Sample::value));
        return oldest.filter(s -> s.value() > 300e6)
                .map(s -> draft(
                                view,
                                s.value() > 1e9 ? Severity.CRITICAL : Severity.WARNING,
                                "the oldest transaction is " + Math.round(s.value() / 1e6) + " million back")
                        .impact("Near two billion PostgreSQL refuses writes until it has been vacuumed.")
                        .saw("age", pod, "metric cnpg_pg_database_xid_age" + s.labels(), Math.round(s.value()))
                        .compared("limits", "threshold", "300 million Warning, a billion Critical")
                        .cause(
                                "autovacuum doesn't get through: a long transaction, an unused slot, or a prepared transaction")
                        .manual(
                                "find what holds it back",
                                "kubectl -n " + c.namespace() + " exec " + pod.name()
                                        + " -c postgres -- psql -c \"select pid, state, xact_start, query from pg_stat_activity order by"
                                        + " xact_start limit 5\"\nThen: vacuumdb --all --freeze in the same container.")
                        .build())
                .map(List::of)
                .orElse(List.of());
    }
}
