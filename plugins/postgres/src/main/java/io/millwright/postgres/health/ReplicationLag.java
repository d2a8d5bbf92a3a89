package io.millwright.postgres.health;

import io.millwright.kit.Bytes;
import io.millwright.kit.Metrics;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.NotReady;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.PgStatus.Reading;
import io.millwright.postgres.cnpg.PgStatus.Standby;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the standbys stream and how far behind they are. */
final class ReplicationLag extends ClusterCheck {
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final Duration FAR = Duration.ofSeconds(15);
    private static final Duration VERY_FAR = Duration.ofSeconds(300);
    private static final long MUCH = 64L << 20;

    ReplicationLag() {
        super(
                "postgres.replication.lag",
                "Replication lag",
                Dimension.AVAILABILITY,
                "The primary's status page (/pg/status, replicationInfo): a standby that doesn't stream, or is more than 15 s behind, is"
                        + " Degraded, more than 300 s Critical, more than 1 s or 64 MB Warning. Without the page, metric cnpg_pg_replication_lag.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.wanted() < 2 || c.hibernationWanted() || c.currentPrimary().isEmpty()) {
            return List.of();
        }
        List<Resource> standbys = c.pods(view).stream()
                .filter(p -> !p.name().equals(c.currentPrimary().get()) && NotReady.ready(p))
                .toList();
        return switch (PgStatus.read(view, c.namespace(), c.currentPrimary().get())) {
            case Reading.Seen seen -> fromPrimary(c, seen.status(), standbys, view);
            case Reading.Unseen unseen -> fromMetrics(c, unseen.why(), standbys, view);
        };
    }

    private List<Finding> fromPrimary(PgCluster c, PgStatus primary, List<Resource> standbys, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<Standby> rows = primary.standbys();
        ObjectRef pod = ObjectRef.of(Kind.POD, c.namespace(), c.currentPrimary().orElse(""));
        for (Resource standby : standbys) {
            Optional<Standby> row =
                    rows.stream().filter(r -> r.name().equals(standby.name())).findFirst();
            if (row.isEmpty() || !row.get().state().equals("streaming")) {
                findings.add(
                        notStreaming(c, pod, standby, row.map(Standby::state).orElse("not connected"), view));
            } else {
                behind(c, pod, row.get(), view).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Finding notStreaming(PgCluster c, ObjectRef primary, Resource standby, String state, ClusterView view) {
        return draft(view, Severity.DEGRADED, standby.name() + " doesn't stream")
                .suffix("not-streaming")
                .impact(
                        "That standby falls behind: reads from it are stale, and failing over to it loses what it lacks.")
                .saw(
                        "state of the standby",
                        primary,
                        PgStatus.PATH + " replicationInfo[" + standby.name() + "].state",
                        state)
                .cause("the network between the pods, or WAL that the standby needs is gone")
                .manual(
                        "look at the standby's log",
                        "kubectl -n " + c.namespace() + " logs " + standby.name() + " -c postgres --tail=100\n"
                                + "If it says 'requested WAL segment has already been removed', the standby must be made anew.")
                .build();
    }

    private Optional<Finding> behind(PgCluster c, ObjectRef primary, Standby row, ClusterView view) {
        Duration lag = row.lag().orElse(Duration.ZERO);
        long bytes = row.behind().orElse(0L);
        Severity severity = lag.compareTo(VERY_FAR) > 0
                ? Severity.CRITICAL
                : lag.compareTo(FAR) > 0
                        ? Severity.DEGRADED
                        : lag.compareTo(LATE) > 0 || bytes > MUCH ? Severity.WARNING : Severity.OK;
        if (severity == Severity.OK) {
            return Optional.empty();
        }
        return Optional.of(
                late(draft(view, severity, row.name() + " is " + Times.words(lag) + " behind, " + Bytes.words(bytes)))
                        .saw(
                                "lag of the standby",
                                primary,
                                PgStatus.PATH + " replicationInfo[" + row.name() + "].replayLag",
                                Times.words(lag))
                        .saw(
                                "bytes to replay",
                                primary,
                                PgStatus.PATH + " replicationInfo[" + row.name() + "].replayLsn",
                                Bytes.words(bytes))
                        .manual("find what slows it down", slow(c, row.name()))
                        .build());
    }

    private static FindingDraft late(FindingDraft draft) {
        return draft.suffix("behind")
                .impact("Reads from it are stale, and a failover takes longer or loses more.")
                .cause("the standby's disk or CPU, a long query there, or the network")
                .compared("limits", "threshold", "1 s or 64 MB Warning, 15 s Degraded, 300 s Critical");
    }

    private static String slow(PgCluster c, String pod) {
        return "kubectl -n " + c.namespace() + " top pod " + pod + " --containers\nkubectl -n " + c.namespace()
                + " exec " + pod
                + " -c postgres -- psql -c \"select pid, now() - xact_start as runs, left(query, 60) from pg_stat_activity"
                + " where xact_start is not null order by 2 desc limit 5\"";
    }

    private List<Finding> fromMetrics(PgCluster c, String why, List<Resource> standbys, ClusterView view) {
        boolean tls = c.object().flag("spec", "monitoring", "tls", "enabled").orElse(false);
        List<Finding> findings = new ArrayList<>();
        for (Resource standby : standbys) {
            Optional<Double> lag = Metrics.read(
                            view,
                            ObjectRef.of(Kind.POD, c.namespace(), standby.name()),
                            tls ? "https" : "http",
                            Cnpg.METRICS_PORT,
                            "/metrics")
                    .flatMap(m -> m.value("cnpg_pg_replication_lag", ""));
            ObjectRef pod = ObjectRef.of(Kind.POD, c.namespace(), standby.name());
            if (lag.isEmpty()) {
                findings.add(draft(view, Severity.UNKNOWN, "the lag of " + standby.name() + " can't be read")
                        .suffix("unknown")
                        .impact("Whether a failover would lose data can't be said.")
                        .saw(why, pod, "port 8000 and port 9187", "no answer")
                        .manual(
                                "allow the proxy",
                                "Reading it needs the right to get pods/proxy in " + c.namespace()
                                        + ", and network policies that let the API server reach ports 8000 and 9187.")
                        .build());
            } else if (lag.get() * 1000 > LATE.toMillis()) {
                Duration d = Duration.ofMillis((long) (lag.get() * 1000));
                Severity severity = d.compareTo(VERY_FAR) > 0
                        ? Severity.CRITICAL
                        : d.compareTo(FAR) > 0 ? Severity.DEGRADED : Severity.WARNING;
                findings.add(late(draft(view, severity, standby.name() + " is " + Times.words(d) + " behind"))
                        .saw("lag of the standby", pod, "metric cnpg_pg_replication_lag", lag.get())
                        .manual("find what slows it down", slow(c, standby.name()))
                        .build());
            }
        }
        return findings;
    }
}
