package io.millwright.postgres;

import static io.millwright.postgres.HealthCase.NOT_READY;
import static io.millwright.postgres.HealthCase.cluster;
import static io.millwright.postgres.HealthCase.of;
import static io.millwright.postgres.HealthCase.pod;
import static io.millwright.postgres.HealthCase.primaryPage;
import static io.millwright.postgres.HealthCase.set;
import static io.millwright.postgres.Samples.OPERATOR;
import static io.millwright.postgres.Samples.ORDERS;

import io.millwright.kit.Yaml;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;

/** What can be wrong with the operator and with serving. */
final class AvailabilityCases {
    private AvailabilityCases() {}

    static List<HealthCase> operators() {
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
                        "an operator that is restarted again and again is a warning",
                        "postgres.operator.ready.restarts",
                        Severity.WARNING,
                        v -> v.put(Yaml.document("""
                                apiVersion: v1
                                kind: Pod
                                metadata:
                                  name: cnpg-controller-manager-1
                                  namespace: cnpg-system
                                  labels: {app.kubernetes.io/name: cloudnative-pg}
                                status:
                                  containerStatuses:
                                    - name: manager
                                      restartCount: 5
                                      lastState: {terminated: {reason: OOMKilled, finishedAt: "2026-09-01T11:30:00Z"}}
                                """, "pod"))),
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

    static List<HealthCase> availability() {
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
}
