package io.millwright.postgres.health;

import io.millwright.kit.Metrics;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Transactions that last, clients that wait for a lock, and deadlocks. */
final class LongTransactions extends MetricsCheck {
    private static final long LIMIT = 300;
    private static final long WAITING = 10;
    private static final long DEADLOCKS = 10;

    LongTransactions() {
        super(
                "postgres.transactions.long",
                "Long transactions, waiting clients, deadlocks",
                Dimension.CAPACITY,
                "Metrics of the primary: cnpg_backends_max_tx_duration_seconds over 300 s is Warning; more than 10 in cnpg_backends_waiting_total is"
                        + " Warning; more than 10 in cnpg_pg_stat_database_deadlocks, counted since the statistics began, is worth knowing.");
    }

    @Override
    List<Finding> look(PgCluster c, ObjectRef pod, Metrics metrics, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        metrics.samples().stream()
                .filter(s -> s.name().equals("cnpg_backends_max_tx_duration_seconds"))
                // Replication and base backups are one long transaction by nature.
                .filter(s -> !s.labels().contains("usename=\"streaming_replica\""))
                .max(Comparator.comparingDouble(Metrics.Sample::value))
                .filter(s -> s.value() > LIMIT)
                .ifPresent(s -> findings.add(look(
                                c,
                                pod,
                                draft(
                                                view,
                                                Severity.WARNING,
                                                "a transaction has lasted "
                                                        + Times.words(Duration.ofSeconds(Math.round(s.value()))))
                                        .suffix("old")
                                        .impact("Vacuum can't clean up behind it, and its locks may hold others.")
                                        .saw(
                                                "longest",
                                                pod,
                                                "metric cnpg_backends_max_tx_duration_seconds" + s.labels(),
                                                Math.round(s.value()) + " s")
                                        .compared("limit", "threshold", LIMIT + " s"))
                        .build()));
        Optional<Double> waiting = metrics.sum("cnpg_backends_waiting_total");
        waiting.filter(w -> w > WAITING)
                .ifPresent(w -> findings.add(look(
                                c,
                                pod,
                                draft(view, Severity.WARNING, Math.round(w) + " clients wait for a lock")
                                        .suffix("waiting")
                                        .impact("Their users wait.")
                                        .saw("waiting", pod, "metric cnpg_backends_waiting_total", Math.round(w))
                                        .compared("limit", "threshold", WAITING))
                        .build()));
        Optional<Double> deadlocks = metrics.sum("cnpg_pg_stat_database_deadlocks");
        deadlocks
                .filter(d -> d > DEADLOCKS)
                .ifPresent(d -> findings.add(draft(view, Severity.INFO, Math.round(d) + " deadlocks so far")
                        .suffix("deadlocks")
                        .impact("In each PostgreSQL ended one of two transactions that waited for each other.")
                        .saw("since the statistics began", pod, "metric cnpg_pg_stat_database_deadlocks", Math.round(d))
                        .compared("limit", "threshold", DEADLOCKS)
                        .cause("transactions that lock the same rows in different orders")
                        .manual(
                                "see which",
                                "PostgreSQL logs both statements of each:\nkubectl -n " + c.namespace() + " logs "
                                        + pod.name() + " -c postgres | grep -A5 'deadlock detected'\nTo count anew:"
                                        + " select pg_stat_reset(), in each database.")
                        .build()));
        return findings;
    }

    private static FindingDraft look(PgCluster c, ObjectRef pod, FindingDraft draft) {
        return draft.manual(
                "see who holds whom",
                "kubectl -n " + c.namespace() + " exec " + pod.name()
                        + " -c postgres -- psql -c \"select pid, pg_blocking_pids(pid), xact_start, state, left(query, 60) from"
                        + " pg_stat_activity where xact_start is not null order by xact_start\"\n"
                        + "To end one: select pg_terminate_backend(PID).");
    }
}
