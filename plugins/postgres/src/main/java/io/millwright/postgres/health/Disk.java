package io.millwright.postgres.health;

import io.millwright.kit.Bytes;
import io.millwright.kit.Metrics;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How full the volumes are, as far as PostgreSQL's own numbers say. */
final class Disk extends ClusterCheck {
    Disk() {
        super(
                "postgres.storage.disk",
                "Space on the volumes",
                Dimension.CAPACITY,
                "Metrics of each instance: cnpg_pg_database_size_bytes summed, and cnpg_collector_pg_wal{value=\"size\"}, against"
                        + " status.capacity of its claims: over 70 % is Warning, over 90 % Critical. A lower bound: other files aren't counted.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.hibernationWanted() || c.currentPrimary().isEmpty()) {
            return List.of();
        }
        String pod = c.currentPrimary().get();
        Optional<Metrics> metrics = Metrics.read(
                view, ObjectRef.of(Kind.POD, c.namespace(), pod), c.metricsScheme(), Cnpg.METRICS_PORT, "/metrics");
        Optional<Double> data = metrics.flatMap(m -> m.sum("cnpg_pg_database_size_bytes"));
        Optional<Double> wal = metrics.flatMap(m -> m.value("cnpg_collector_pg_wal", "value=\"size\""));
        if (data.isEmpty() && wal.isEmpty()) {
            return List.of(unknown(c, pod, view));
        }
        List<Resource> claims = c.claims(view).stream()
                .filter(p -> p.label(Cnpg.INSTANCE_LABEL).orElse("").equals(pod))
                .toList();
        boolean own = claims.stream().anyMatch(p -> role(p).equals("PG_WAL"));
        List<Finding> findings = new ArrayList<>();
        for (Resource claim : claims) {
            double used = switch (role(claim)) {
                case "PG_DATA" -> data.orElse(0.0) + (own ? 0.0 : wal.orElse(0.0));
                case "PG_WAL" -> wal.orElse(0.0);
                default -> 0.0;
            };
            claim.text("status", "capacity", "storage")
                    .flatMap(Bytes::quantity)
                    .flatMap(size -> full(c, pod, claim, used, size, view))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static String role(Resource claim) {
        return claim.label(Cnpg.PVC_ROLE_LABEL).orElse("");
    }

    private Finding unknown(PgCluster c, String pod, ClusterView view) {
        return draft(view, Severity.UNKNOWN, "how full the volumes are can't be read")
                .suffix("unknown")
                .impact("A full WAL volume stops the database, and nothing fails over then.")
                .saw(
                        "metrics",
                        ObjectRef.of(Kind.POD, c.namespace(), pod),
                        "port 9187 /metrics",
                        "no answer, or no sizes in it")
                .manual(
                        "look by hand",
                        "kubectl -n " + c.namespace() + " exec " + pod
                                + " -c postgres -- df -h /var/lib/postgresql/data\n"
                                + "Reading it here needs the right to get pods/proxy in " + c.namespace() + ".")
                .build();
    }

    private Optional<Finding> full(PgCluster c, String pod, Resource claim, double used, long size, ClusterView view) {
        long percent = size == 0 ? 0 : Math.round(used * 100 / size);
        if (percent <= 70) {
            return Optional.empty();
        }
        ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, c.namespace(), claim.name());
        String field = role(claim).equals("PG_WAL") ? "walStorage" : "storage";
        return Optional.of(draft(
                        view,
                        percent > 90 ? Severity.CRITICAL : Severity.WARNING,
                        "volume " + claim.name() + " is at least " + percent + " % full")
                .suffix("full")
                .impact("When it is full PostgreSQL stops, and nothing fails over.")
                .saw(
                        "used, at least",
                        ObjectRef.of(Kind.POD, c.namespace(), pod),
                        "metrics cnpg_pg_database_size_bytes, cnpg_collector_pg_wal",
                        Bytes.words((long) used))
                .saw(
                        "size",
                        ref,
                        "status.capacity.storage",
                        claim.text("status", "capacity", "storage").orElse(""))
                .compared("limits", "threshold", "70 % Warning, 90 % Critical")
                .cause(role(claim).equals("PG_WAL") ? "failing archiving or an unused replication slot keeps WAL" : "")
                .manual(
                        "grow the volume",
                        "The storage class must have allowVolumeExpansion: true; volumes never shrink again.\nkubectl -n "
                                + c.namespace() + " patch cluster " + c.name() + " --type merge -p '{\"spec\":{\""
                                + field
                                + "\":{\"size\":\"NEW SIZE\"}}}'")
                .build());
    }
}
