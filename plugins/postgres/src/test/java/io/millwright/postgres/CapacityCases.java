package io.millwright.postgres;

import static io.millwright.postgres.HealthCase.cluster;
import static io.millwright.postgres.HealthCase.of;
import static io.millwright.postgres.HealthCase.primaryPage;
import static io.millwright.postgres.HealthCase.set;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.List;

/** What can be wrong with space, certificates, placement and versions. */
final class CapacityCases {
    private CapacityCases() {}

    static List<HealthCase> capacity() {
        ObjectRef claim = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, "db", "orders-1");
        return List.of(
                of(
                        "many deadlocks are worth knowing",
                        "postgres.transactions.long.deadlocks",
                        Severity.INFO,
                        v -> v.page(
                                "orders-1",
                                9187,
                                Samples.METRICS
                                        + "cnpg_pg_stat_database_deadlocks{datname=\"app\"} 9\n"
                                        + "cnpg_pg_stat_database_deadlocks{datname=\"web\"} 4\n")),
                of(
                        "a volume that is over 70 % full is a warning",
                        "postgres.storage.disk.full",
                        Severity.WARNING,
                        v -> v.page("orders-1", 9187, Samples.METRICS.replace("8.0e+09", "4.0e+10"))),
                of(
                        "a volume that is over 90 % full is critical",
                        "postgres.storage.disk.full",
                        Severity.CRITICAL,
                        v -> v.page("orders-1", 9187, Samples.METRICS.replace("8.0e+09", "5.2e+10"))),
                of(
                        "unreadable metrics are unknown",
                        "postgres.storage.disk.unknown",
                        Severity.UNKNOWN,
                        v -> v.noPage("orders-1", 9187)),
                of(
                        "an unusable claim is critical",
                        "postgres.storage.claims.unusablePVC",
                        Severity.CRITICAL,
                        cluster(List.of("orders-3"), "status", "unusablePVC")),
                of(
                        "a dangling claim is a warning",
                        "postgres.storage.claims.danglingPVC",
                        Severity.WARNING,
                        cluster(List.of("orders-3"), "status", "danglingPVC")),
                of(
                        "a resize that lasts is a warning",
                        "postgres.storage.claims.resizingPVC",
                        Severity.WARNING,
                        cluster(List.of("orders-3"), "status", "resizingPVC")),
                of(
                        "a claim that isn't bound is a warning",
                        "postgres.storage.claims.unbound",
                        Severity.WARNING,
                        set(claim, "Pending", "status", "phase")),
                of(
                        "a lost claim is critical",
                        "postgres.storage.claims.lost",
                        Severity.CRITICAL,
                        set(claim, "Lost", "status", "phase")),
                of(
                        "a slot that lost its WAL is critical",
                        "postgres.replication.slots.lost",
                        Severity.CRITICAL,
                        primaryPage("reserved", "lost")),
                of(
                        "an unused slot that keeps much is a warning",
                        "postgres.replication.slots.unused",
                        Severity.WARNING,
                        v -> v.page(
                                "orders-1",
                                8000,
                                Samples.PRIMARY
                                        .replace("\"currentLsn\":\"0/", "\"currentLsn\":\"1/")
                                        .replace(
                                                "\"walStatus\":\"reserved\",\"active\":true",
                                                "\"walStatus\":\"extended\""))));
    }

    static List<HealthCase> rest() {
        return List.of(
                of(
                        "a certificate that should have been renewed is a warning",
                        "postgres.certificates.expiry.expiring",
                        Severity.WARNING,
                        cluster(
                                "2026-09-06 10:00:00 +0000 UTC",
                                "status",
                                "certificates",
                                "expirations",
                                "orders-server")),
                of(
                        "a certificate that ends tomorrow is critical",
                        "postgres.certificates.expiry.expiring",
                        Severity.CRITICAL,
                        cluster(
                                "2026-09-02 10:00:00 +0000 UTC",
                                "status",
                                "certificates",
                                "expirations",
                                "orders-server")),
                of(
                        "a certificate that has ended is critical",
                        "postgres.certificates.expiry.expired",
                        Severity.CRITICAL,
                        cluster(
                                "2026-08-31 10:00:00 +0000 UTC",
                                "status",
                                "certificates",
                                "expirations",
                                "orders-server")),
                of(
                        "a certificate of the user's own is warned of earlier",
                        "postgres.certificates.expiry.expiring",
                        Severity.WARNING,
                        v -> cluster("mine", "spec", "certificates", "serverTLSSecret")
                                .apply(cluster(
                                                "2026-09-12 10:00:00 +0000 UTC",
                                                "status",
                                                "certificates",
                                                "expirations",
                                                "mine")
                                        .apply(v))),
                of(
                        "a date that can't be read is unknown",
                        "postgres.certificates.expiry.unknown",
                        Severity.UNKNOWN,
                        cluster("soon", "status", "certificates", "expirations", "orders-server")),
                of(
                        "a single instance with a budget is a warning",
                        "postgres.disruption.budget.single",
                        Severity.WARNING,
                        cluster(1, "spec", "instances")),
                of(
                        "several instances without a budget are a warning",
                        "postgres.disruption.budget.off",
                        Severity.WARNING,
                        cluster(false, "spec", "enablePDB")),
                of(
                        "an unmet budget is degraded",
                        "postgres.disruption.budget.unmet",
                        Severity.DEGRADED,
                        set(
                                ObjectRef.of(Kind.POD_DISRUPTION_BUDGET, "db", "orders-primary"),
                                0,
                                "status",
                                "currentHealthy")),
                of(
                        "a single instance is a warning",
                        "postgres.placement.single-point.instance",
                        Severity.WARNING,
                        cluster(1, "spec", "instances")),
                of(
                        "all instances on one node is degraded",
                        "postgres.placement.single-point.node",
                        Severity.DEGRADED,
                        cluster(1, "status", "topology", "nodesUsed")),
                of(
                        "two instances on a node is a warning",
                        "postgres.placement.single-point.spread",
                        Severity.WARNING,
                        cluster(2, "status", "topology", "nodesUsed")),
                of(
                        "instances that are wanted but not there are a warning",
                        "postgres.cluster.convergence.instances",
                        Severity.WARNING,
                        cluster(5, "spec", "instances")),
                of(
                        "another image than wanted is a warning",
                        "postgres.cluster.convergence.image",
                        Severity.WARNING,
                        cluster("x/postgresql:18.5", "status", "image")),
                of(
                        "a smaller volume than wanted is a warning",
                        "postgres.cluster.convergence.size",
                        Severity.WARNING,
                        cluster("80Gi", "spec", "storage", "size")),
                of(
                        "a pending restart is a warning",
                        "postgres.restart.pending",
                        Severity.WARNING,
                        primaryPage("\"pendingRestart\":false", "\"pendingRestart\":true")),
                of(
                        "a major that has ended is critical",
                        "postgres.image.currency.ended",
                        Severity.CRITICAL,
                        cluster("x/postgresql:13.20", "status", "pgDataImageInfo", "image")),
                of(
                        "a major that ends soon is a warning",
                        "postgres.image.currency.ending",
                        Severity.WARNING,
                        cluster("x/postgresql:14.23", "status", "pgDataImageInfo", "image")),
                of(
                        "an older minor is a warning",
                        "postgres.image.currency.minor",
                        Severity.WARNING,
                        cluster("x/postgresql:17.5-bookworm", "status", "pgDataImageInfo", "image")),
                of(
                        "a major that isn't known is unknown",
                        "postgres.image.currency.unknown",
                        Severity.UNKNOWN,
                        cluster("x/postgresql:21.1", "status", "pgDataImageInfo", "image")));
    }
}
