package io.millwright.postgres;

import static io.millwright.postgres.Samples.OPERATOR;
import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Yaml;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Remedy;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HealthTest {
    private final PostgresTool tool = new PostgresTool();

    private List<Finding> findings(HandMadeCluster view) {
        return Stream.of(ORDERS, OPERATOR)
                .filter(ref -> view.get(ref).isPresent())
                .flatMap(ref -> findings(view, Samples.instance(view, ref)).stream())
                .toList();
    }

    private List<Finding> findings(HandMadeCluster view, Instance instance) {
        return tool.healthChecks().stream()
                .filter(h -> h.info().components().contains(instance.component()))
                .flatMap(h -> h.run(instance, view).stream())
                .toList();
    }

    private record Case(String name, String finding, Severity severity, UnaryOperator<HandMadeCluster> change) {}

    private static Case of(String name, String finding, Severity severity, UnaryOperator<HandMadeCluster> change) {
        return new Case(name, finding, severity, change);
    }

    private static UnaryOperator<HandMadeCluster> set(ObjectRef ref, Object value, String... path) {
        return v -> v.change(ref, r -> r.with(value, path));
    }

    private static UnaryOperator<HandMadeCluster> cluster(Object value, String... path) {
        return set(ORDERS, value, path);
    }

    private static UnaryOperator<HandMadeCluster> primaryPage(String from, String to) {
        assertThat(Samples.PRIMARY).contains(from);
        return v -> v.page("orders-1", 8000, Samples.PRIMARY.replace(from, to));
    }

    private static UnaryOperator<HandMadeCluster> condition(String type, String status, String reason, String since) {
        return cluster(
                List.of(
                        Map.of("type", "Ready", "status", "True", "lastTransitionTime", "2026-08-01T00:02:00Z"),
                        Map.of(
                                "type",
                                type,
                                "status",
                                status,
                                "reason",
                                reason,
                                "message",
                                "why",
                                "lastTransitionTime",
                                since)),
                "status",
                "conditions");
    }

    private static ObjectRef pod(String name) {
        return ObjectRef.of(Kind.POD, "db", name);
    }

    private static final ObjectRef SCHEDULE = ObjectRef.of(Cnpg.SCHEDULED_BACKUP, "db", "orders-daily");
    private static final ObjectRef BACKUP = ObjectRef.of(Cnpg.BACKUP, "db", "orders-daily-20260901020000");
    private static final Map<String, Object> NOT_READY = Map.of(
            "conditions",
            List.of(Map.of("type", "Ready", "status", "False", "message", "containers with unready status")));

    @Test
    void aHealthyInstallationHasNoFindingsButWhatGoesAway() {
        assertThat(findings(Samples.healthy()))
                .extracting(Finding::id)
                .containsExactly("postgres.backup.schedule.deprecated");
    }

    @Test
    void thereAreManyChecksWithStableAndUniqueIds() {
        assertThat(tool.healthChecks()).hasSizeGreaterThanOrEqualTo(16);
        assertThat(tool.healthChecks().stream().map(HealthCheck::info).map(HealthCheck.Info::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("postgres\\.[a-z]+\\.[a-z-]+"));
    }

    @TestFactory
    Stream<DynamicTest> everythingThatIsWrongIsSaid() {
        return Stream.of(operators(), availability(), durability(), capacity(), rest())
                .flatMap(List::stream)
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    List<Finding> found = findings(c.change().apply(Samples.healthy()));
                    Finding finding = found.stream()
                            .filter(f -> f.id().equals(c.finding()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(c.finding() + " is missing among "
                                    + found.stream().map(Finding::id).toList()));
                    assertThat(finding.severity()).isEqualTo(c.severity());
                    assertThat(finding.evidence()).isNotEmpty();
                    assertThat(finding.impact()).isNotBlank();
                    assertThat(finding.remedies()).isNotEmpty();
                    found.stream().flatMap(f -> f.remedies().stream()).forEach(this::remedyExists);
                }));
    }

    private void remedyExists(Remedy remedy) {
        if (remedy instanceof Remedy.Run run) {
            var runbook = tool.runbooks().stream()
                    .filter(r -> r.info().id().equals(run.runbookId()))
                    .findFirst();
            assertThat(runbook).as(run.runbookId()).isPresent();
            assertThat(runbook.orElseThrow().info().parameters().stream().map(p -> p.id()))
                    .containsAll(run.inputs().keySet());
        }
    }

    private static List<Case> operators() {
        return List.of(
                of(
                        "an operator without an available pod is critical",
                        "postgres.operator.ready",
                        Severity.CRITICAL,
                        set(OPERATOR, 0, "status", "availableReplicas")),
                of(
                        "an operator with fewer pods than wanted is a warning",
                        "postgres.operator.ready.reduced",
                        Severity.WARNING,
                        set(OPERATOR, 2, "spec", "replicas")),
                of(
                        "an operator of a branch that has ended is critical",
                        "postgres.operator.version.ended",
                        Severity.CRITICAL,
                        set(
                                OPERATOR,
                                List.of(Map.of("name", "manager", "image", "x/cnpg:1.28.4")),
                                "spec",
                                "template",
                                "spec",
                                "containers")),
                of(
                        "an operator that isn't the last patch is a warning",
                        "postgres.operator.version.patch",
                        Severity.WARNING,
                        set(
                                OPERATOR,
                                List.of(Map.of("name", "manager", "image", "x/cnpg:1.29.1")),
                                "spec",
                                "template",
                                "spec",
                                "containers")),
                of(
                        "an operator older than the catalogue is critical",
                        "postgres.operator.version.ended",
                        Severity.CRITICAL,
                        set(
                                OPERATOR,
                                List.of(Map.of("name", "manager", "image", "x/cnpg:1.22.0")),
                                "spec",
                                "template",
                                "spec",
                                "containers")),
                of(
                        "an operator newer than the catalogue is unknown",
                        "postgres.operator.version.newer",
                        Severity.UNKNOWN,
                        set(
                                OPERATOR,
                                List.of(Map.of("name", "manager", "image", "x/cnpg:1.33.0")),
                                "spec",
                                "template",
                                "spec",
                                "containers")),
                of(
                        "an image by digest alone has no version",
                        "postgres.operator.version.unknown",
                        Severity.UNKNOWN,
                        set(
                                OPERATOR,
                                List.of(Map.of("name", "manager", "image", "x/cnpg@sha256:0a")),
                                "spec",
                                "template",
                                "spec",
                                "containers")),
                of(
                        "support that ends soon is a warning",
                        "postgres.operator.version.ending",
                        Severity.WARNING,
                        v -> v.at("2026-12-01T00:00:00Z")),
                of(
                        "a Kubernetes version that isn't supported is a warning",
                        "postgres.operator.version.kubernetes",
                        Severity.WARNING,
                        v -> v.kubernetes("1.37")),
                of(
                        "two operators are critical",
                        "postgres.operator.version.several",
                        Severity.CRITICAL,
                        v -> v.put(v.get(OPERATOR).orElseThrow().with("second", "metadata", "name"))),
                of(
                        "webhooks without an authority are critical",
                        "postgres.operator.webhook.authority",
                        Severity.CRITICAL,
                        set(
                                ObjectRef.of(Kind.MUTATING_WEBHOOK, "", Cnpg.MUTATING_WEBHOOKS),
                                List.of(Map.of("name", "m", "clientConfig", Map.of())),
                                "webhooks")),
                of(
                        "a missing webhook configuration is a warning",
                        "postgres.operator.webhook.missing",
                        Severity.WARNING,
                        v -> v.remove(ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", Cnpg.VALIDATING_WEBHOOKS))),
                of(
                        "webhooks without an endpoint are critical",
                        "postgres.operator.webhook.endpoint",
                        Severity.CRITICAL,
                        v -> v.removeAll(Samples.ENDPOINT_SLICE)));
    }

    private static List<Case> availability() {
        return List.of(
                of(
                        "no ready primary is critical",
                        "postgres.instances.ready.no-primary",
                        Severity.CRITICAL,
                        set(pod("orders-1"), NOT_READY, "status")),
                of(
                        "no ready standby is degraded",
                        "postgres.instances.ready.alone",
                        Severity.DEGRADED,
                        v -> set(pod("orders-3"), NOT_READY, "status")
                                .apply(set(pod("orders-2"), NOT_READY, "status").apply(v))),
                of(
                        "one standby short is a warning",
                        "postgres.instances.ready.reduced",
                        Severity.WARNING,
                        v -> cluster(2, "status", "readyInstances")
                                .apply(set(pod("orders-2"), NOT_READY, "status").apply(v))),
                of(
                        "an absent readyInstances counts as none",
                        "postgres.instances.ready.reduced",
                        Severity.WARNING,
                        v -> v.change(ORDERS, r -> r.without("status", "readyInstances"))),
                of(
                        "a standby two seconds behind is a warning",
                        "postgres.replication.lag.behind",
                        Severity.WARNING,
                        primaryPage("00:00:00.2", "00:00:02")),
                of(
                        "a standby twenty seconds behind is degraded",
                        "postgres.replication.lag.behind",
                        Severity.DEGRADED,
                        primaryPage("00:00:00.2", "00:00:20")),
                of(
                        "a standby ten minutes behind is critical",
                        "postgres.replication.lag.behind",
                        Severity.CRITICAL,
                        primaryPage("00:00:00.2", "00:10:00")),
                of(
                        "a standby with much to replay is a warning",
                        "postgres.replication.lag.behind",
                        Severity.WARNING,
                        primaryPage("0/7000100", "0/1000100")),
                of(
                        "a standby that catches up doesn't stream",
                        "postgres.replication.lag.not-streaming",
                        Severity.DEGRADED,
                        primaryPage("\"orders-2\",\"state\":\"streaming\"", "\"orders-2\",\"state\":\"catchup\"")),
                of(
                        "a standby that the primary doesn't know doesn't stream",
                        "postgres.replication.lag.not-streaming",
                        Severity.DEGRADED,
                        primaryPage("\"orders-3\"", "\"pg_basebackup\"")),
                of(
                        "without the page the metric is taken",
                        "postgres.replication.lag.behind",
                        Severity.DEGRADED,
                        v -> v.noPage("orders-1", 8000)
                                .page("orders-2", 9187, "cnpg_pg_replication_lag 42\n")
                                .page("orders-3", 9187, "cnpg_pg_replication_lag 0\n")),
                of(
                        "with neither the lag is unknown",
                        "postgres.replication.lag.unknown",
                        Severity.UNKNOWN,
                        v -> v.noPage("orders-1", 8000)),
                of(
                        "a page that is no page is unknown",
                        "postgres.replication.lag.unknown",
                        Severity.UNKNOWN,
                        v -> v.page("orders-1", 8000, "<html>[")),
                of(
                        "a fenced primary is critical",
                        "postgres.cluster.suspended.fenced",
                        Severity.CRITICAL,
                        cluster("[\"orders-1\"]", "metadata", "annotations", Cnpg.FENCED)),
                of(
                        "all fenced is critical",
                        "postgres.cluster.suspended.fenced",
                        Severity.CRITICAL,
                        cluster("[\"*\"]", "metadata", "annotations", Cnpg.FENCED)),
                of(
                        "a fenced standby is a warning",
                        "postgres.cluster.suspended.fenced",
                        Severity.WARNING,
                        cluster("[\"orders-3\"]", "metadata", "annotations", Cnpg.FENCED)),
                of(
                        "a paused cluster is a warning",
                        "postgres.cluster.suspended.paused",
                        Severity.WARNING,
                        cluster("disabled", "metadata", "annotations", Cnpg.RECONCILIATION)),
                of(
                        "a hibernated cluster is worth knowing",
                        "postgres.cluster.suspended.hibernated",
                        Severity.INFO,
                        cluster("on", "metadata", "annotations", Cnpg.HIBERNATION)),
                of(
                        "a pooler whose pods crash is critical though its phase says active",
                        "postgres.pooler.ready",
                        Severity.CRITICAL,
                        v -> v.put(Yaml.document("""
                                apiVersion: postgresql.cnpg.io/v1
                                kind: Pooler
                                metadata: {name: pool, namespace: db}
                                spec: {cluster: {name: orders}, instances: 2}
                                status: {phase: active, instances: 2}
                                """, "pooler"))));
    }

    private static List<Case> durability() {
        return List.of(
                of(
                        "failing archiving is degraded at first",
                        "postgres.wal.archiving.failing",
                        Severity.DEGRADED,
                        condition(
                                "ContinuousArchiving", "False", "ContinuousArchivingFailing", "2026-09-01T11:55:00Z")),
                of(
                        "failing archiving is critical when it lasts",
                        "postgres.wal.archiving.failing",
                        Severity.CRITICAL,
                        condition(
                                "ContinuousArchiving", "False", "ContinuousArchivingFailing", "2026-09-01T11:00:00Z")),
                of(
                        "archiving that never was is a warning",
                        "postgres.wal.archiving.never",
                        Severity.WARNING,
                        cluster(List.of(), "status", "conditions")),
                of(
                        "a failure newer than the last success is degraded",
                        "postgres.wal.archiving.failing",
                        Severity.DEGRADED,
                        primaryPage(
                                "\"currentWAL\"", "\"lastFailedWALTime\":\"2026-09-01 11:59:00+00\",\"currentWAL\"")),
                of(
                        "files that wait are a warning",
                        "postgres.wal.archiving.backlog",
                        Severity.WARNING,
                        primaryPage("\"currentWAL\"", "\"readyWalFiles\":11,\"currentWAL\"")),
                of(
                        "many files that wait are critical",
                        "postgres.wal.archiving.backlog",
                        Severity.CRITICAL,
                        primaryPage("\"currentWAL\"", "\"readyWalFiles\":101,\"currentWAL\"")),
                of(
                        "archiving switched off is critical",
                        "postgres.wal.archiving.skipped",
                        Severity.CRITICAL,
                        cluster("enabled", "metadata", "annotations", Cnpg.SKIP_ARCHIVING)),
                of(
                        "no destination is critical though archiving says True",
                        "postgres.backup.freshness.unconfigured",
                        Severity.CRITICAL,
                        v -> v.change(ORDERS, r -> r.without("spec", "backup"))),
                of(
                        "no backup at all is critical",
                        "postgres.backup.freshness.none",
                        Severity.CRITICAL,
                        v -> v.removeAll(Cnpg.BACKUP)),
                of(
                        "a first backup on its way is worth knowing",
                        "postgres.backup.freshness.first",
                        Severity.INFO,
                        set(BACKUP, Map.of("phase", "started"), "status")),
                of(
                        "an old backup is a warning",
                        "postgres.backup.freshness.old",
                        Severity.WARNING,
                        set(BACKUP, "2026-08-30T12:00:00Z", "status", "stoppedAt")),
                of(
                        "a very old backup is critical",
                        "postgres.backup.freshness.old",
                        Severity.CRITICAL,
                        set(BACKUP, "2026-08-20T12:00:00Z", "status", "stoppedAt")),
                of(
                        "a last backup that failed is degraded",
                        "postgres.backup.freshness.failed",
                        Severity.DEGRADED,
                        v -> v.put(v.get(BACKUP)
                                .orElseThrow()
                                .with("later", "metadata", "name")
                                .with(
                                        Map.of(
                                                "phase",
                                                "failed",
                                                "error",
                                                "no space",
                                                "startedAt",
                                                "2026-09-01T10:00:00Z"),
                                        "status"))),
                of(
                        "no schedule is a warning",
                        "postgres.backup.schedule.missing",
                        Severity.WARNING,
                        v -> v.removeAll(Cnpg.SCHEDULED_BACKUP)),
                of(
                        "a suspended schedule is a warning",
                        "postgres.backup.schedule.suspended",
                        Severity.WARNING,
                        set(SCHEDULE, true, "spec", "suspend")),
                of(
                        "five fields are a warning",
                        "postgres.backup.schedule.fields",
                        Severity.WARNING,
                        set(SCHEDULE, "0 2 * * *", "spec", "schedule")),
                of(
                        "a schedule that can't be understood is a warning",
                        "postgres.backup.schedule.invalid",
                        Severity.WARNING,
                        set(SCHEDULE, "0 0 25 * * *", "spec", "schedule")),
                of(
                        "an overdue schedule is a warning",
                        "postgres.backup.schedule.overdue",
                        Severity.WARNING,
                        set(SCHEDULE, "2026-09-01T11:00:00Z", "status", "nextScheduleTime")),
                of(
                        "a schedule by another method is a warning",
                        "postgres.backup.schedule.method",
                        Severity.WARNING,
                        set(SCHEDULE, "plugin", "spec", "method")),
                of(
                        "a backup that runs for three hours is a warning",
                        "postgres.backup.stuck",
                        Severity.WARNING,
                        set(BACKUP, Map.of("phase", "running", "startedAt", "2026-09-01T09:00:00Z"), "status")),
                of(
                        "a backup that runs for a day is critical",
                        "postgres.backup.stuck",
                        Severity.CRITICAL,
                        set(BACKUP, Map.of("phase", "started", "startedAt", "2026-08-31T09:00:00Z"), "status")),
                of(
                        "a backup that waits for an hour is a warning",
                        "postgres.backup.stuck",
                        Severity.WARNING,
                        v -> v.change(
                                BACKUP,
                                r -> r.with(Map.of("phase", "pending"), "status")
                                        .with("2026-09-01T11:00:00Z", "metadata", "creationTimestamp"))),
                of(
                        "a plugin that isn't installed is critical",
                        "postgres.backup.plugin.missing",
                        Severity.CRITICAL,
                        Samplings::plugin),
                of(
                        "a store that doesn't exist is critical",
                        "postgres.backup.plugin.store",
                        Severity.CRITICAL,
                        Samplings::plugin),
                of(
                        "pods without the sidecar are degraded",
                        "postgres.backup.plugin.sidecar",
                        Severity.DEGRADED,
                        Samplings::plugin),
                of(
                        "another system id is critical",
                        "postgres.system.identity",
                        Severity.CRITICAL,
                        condition("ConsistentSystemID", "False", "NotUnique", "2026-09-01T11:00:00Z")));
    }

    private static final class Samplings {
        private Samplings() {}

        static HandMadeCluster plugin(HandMadeCluster v) {
            return cluster(
                            List.of(Map.of(
                                    "name",
                                    Cnpg.BARMAN_PLUGIN,
                                    "isWALArchiver",
                                    true,
                                    "parameters",
                                    Map.of("barmanObjectName", "store"))),
                            "spec",
                            "plugins")
                    .apply(v);
        }
    }

    private static List<Case> capacity() {
        ObjectRef claim = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, "db", "orders-1");
        return List.of(
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

    private static List<Case> rest() {
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

    @Test
    void aBackupThatHasJustBegunIsNoFailure() {
        HandMadeCluster view = condition("LastBackupSucceeded", "False", "BackupStarted", "2026-09-01T11:59:00Z")
                .apply(Samples.healthy());
        assertThat(findings(view)).extracting(Finding::id).doesNotContain("postgres.backup.freshness.failed");
    }

    @Test
    void aPendingBackupThatHasEndedCountsAsCompleted() {
        HandMadeCluster view = Samples.healthy().change(BACKUP, r -> r.with("pending", "status", "phase"));
        assertThat(findings(view))
                .extracting(Finding::id)
                .doesNotContain("postgres.backup.stuck", "postgres.backup.freshness.none");
    }

    @Test
    void withoutADestinationArchivingAndSchedulesSayNothing() {
        HandMadeCluster view =
                Samples.healthy().removeAll(Cnpg.SCHEDULED_BACKUP).change(ORDERS, r -> r.without("spec", "backup"));
        assertThat(findings(view)).extracting(Finding::id).containsExactly("postgres.backup.freshness.unconfigured");
    }

    @Test
    void aChangeThatWasJustMadeIsNotMissed() {
        HandMadeCluster view = Samples.healthy()
                .change(
                        ORDERS,
                        r -> r.with(5, "spec", "instances")
                                .with(
                                        List.of(Map.of("manager", "kubectl", "time", "2026-09-01T11:50:00Z")),
                                        "metadata",
                                        "managedFields"));
        assertThat(findings(view)).extracting(Finding::id).doesNotContain("postgres.cluster.convergence.instances");
    }

    @Test
    void aClusterThatIsGoneIsUnknown() {
        HandMadeCluster view = Samples.healthy();
        Instance orders = Samples.instance(view, ORDERS);
        view.remove(ORDERS);
        assertThat(findings(view, orders)).isNotEmpty().allMatch(f -> f.severity() == Severity.UNKNOWN);
    }
}
