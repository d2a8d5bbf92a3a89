package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.ConditionMeaning;
import io.millwright.kafka.strimzi.RebalanceState;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Remedy;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every check: nothing about a healthy cluster, a finding about a sick one, Unknown about one that can't be read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HealthTest {
    private static final ObjectRef EVENTS = ObjectRef.of(Strimzi.KAFKA, "messaging", "events");
    private static final ObjectRef POOL = ObjectRef.of(Strimzi.POOL, "messaging", "nodes");
    private static final ObjectRef OPERATOR = ObjectRef.of(Kind.DEPLOYMENT, "strimzi", "strimzi-cluster-operator");
    private static final ObjectRef SET = ObjectRef.of(Strimzi.POD_SET, "messaging", "events-nodes");
    private static final ObjectRef TOPIC = ObjectRef.of(Strimzi.TOPIC, "messaging", "orders");
    private static final ObjectRef ENTITY = ObjectRef.of(Kind.DEPLOYMENT, "messaging", "events-entity-operator");
    private static final ObjectRef BUDGET = ObjectRef.of(Kind.POD_DISRUPTION_BUDGET, "messaging", "events-kafka");
    private static final ObjectRef AUTHORITY = ObjectRef.of(Kind.SECRET, "messaging", "events-cluster-ca-cert");

    private final KafkaTool tool = new KafkaTool();
    private FakeCluster sample = new FakeCluster();

    /** Something that is wrong, and what must be said about it. */
    private record Case(String name, String finding, Severity severity, UnaryOperator<FakeCluster> change) {}

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (KafkaTown brought = KafkaTown.healthy()) {
            brought.running().advance(Duration.ofMinutes(1));
            sample = brought.copy();
            settle(sample);
        }
    }

    /** A copy of its own for each case. */
    private FakeCluster healthy() {
        FakeCluster copy = new FakeCluster(sample.cluster()).at(sample.now()).kubernetes("1.36");
        sample.all().forEach(o -> copy.put(o, kind(o)));
        settle(copy);
        return copy;
    }

    private static Kind kind(Resource object) {
        return Stream.concat(
                        Strimzi.KINDS.stream(),
                        Stream.of(
                                Kind.POD,
                                Kind.SECRET,
                                Kind.SERVICE,
                                Kind.CONFIG_MAP,
                                Kind.DEPLOYMENT,
                                Kind.NODE,
                                Kind.NAMESPACE,
                                Kind.STORAGE_CLASS,
                                Kind.PERSISTENT_VOLUME,
                                Kind.PERSISTENT_VOLUME_CLAIM,
                                Kind.POD_DISRUPTION_BUDGET,
                                Kind.CUSTOM_RESOURCE_DEFINITION))
                .filter(k -> k.kind().equals(object.kind()))
                .findFirst()
                .orElse(Kind.of("other.example.org", "v1", object.kind(), object.kind() + "s"));
    }

    private static ObjectRef pod(int id) {
        return ObjectRef.of(Kind.POD, "messaging", "events-nodes-" + id);
    }

    private static ObjectRef claim(int id) {
        return ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, "messaging", "data-0-events-nodes-" + id);
    }

    private static void settle(FakeCluster cluster) {
        for (int i = 0; i < 3; i++) {
            page(cluster, i, 0, 0, i == 0 ? 1 : 0, 0, 0, 1L << 30);
        }
    }

    private static void page(
            FakeCluster cluster, int id, int lacking, int below, int leads, int offline, int failed, long bytes) {
        cluster.page(pod(id), Strimzi.METRICS_PORT, BrokerMetrics.PATH, new HttpReply(200, """
                kafka_server_replicamanager_underreplicatedpartitions %d
                kafka_server_replicamanager_underminisrpartitioncount %d
                kafka_controller_kafkacontroller_activecontrollercount %d
                kafka_controller_kafkacontroller_offlinepartitionscount %d
                kafka_log_logmanager_offlinelogdirectorycount %d
                kafka_log_log_size{topic="a",partition="0"} %d
                """.formatted(
                        lacking, below, leads, offline, failed, bytes)));
    }

    private static UnaryOperator<FakeCluster> set(ObjectRef ref, Object value, String... path) {
        return c -> c.change(ref, o -> o.with(value, path));
    }

    private static UnaryOperator<FakeCluster> without(ObjectRef ref, String... path) {
        return c -> c.change(ref, o -> o.without(path));
    }

    private static UnaryOperator<FakeCluster> metrics(
            int lacking, int below, int leads, int offline, int failed, long bytes) {
        return c -> {
            page(c, 0, lacking, below, leads, offline, failed, bytes);
            return c;
        };
    }

    private static Map<String, Object> condition(FakeCluster c, String type, String reason, Duration ago) {
        return Map.of(
                "type",
                type,
                "status",
                "True",
                "reason",
                reason,
                "message",
                "because",
                "lastTransitionTime",
                c.now().minus(ago).toString());
    }

    private static UnaryOperator<FakeCluster> failed(String reason, Duration ago) {
        return c ->
                c.change(EVENTS, k -> k.with(List.of(condition(c, "NotReady", reason, ago)), "status", "conditions"));
    }

    private static UnaryOperator<FakeCluster> warned(String reason) {
        return c -> c.change(
                EVENTS,
                k -> k.with(
                        List.of(
                                Map.of("type", "Ready", "status", "True"),
                                condition(c, "Warning", reason, Duration.ofHours(1))),
                        "status",
                        "conditions"));
    }

    private static UnaryOperator<FakeCluster> rebalance(String state, Duration ago) {
        return c -> c.put(
                Resource.of(
                                Strimzi.REBALANCE,
                                "messaging",
                                "spread",
                                Map.of(
                                        "spec",
                                        Map.of(),
                                        "status",
                                        Map.of("conditions", List.of(condition(c, state, "", ago)))))
                        .with(Map.of(Strimzi.CLUSTER_LABEL, "events"), "metadata", "labels"),
                Strimzi.REBALANCE);
    }

    private static UnaryOperator<FakeCluster> image(String tag) {
        return c -> c.change(
                OPERATOR,
                d -> d.with(
                        List.of(d.items("spec", "template", "spec", "containers")
                                .getFirst()
                                .with("quay.io/strimzi/operator:" + tag, "image")
                                .content()),
                        "spec",
                        "template",
                        "spec",
                        "containers"));
    }

    private static UnaryOperator<FakeCluster> later(UnaryOperator<FakeCluster> change, Duration time) {
        return c -> change.apply(c).advance(time);
    }

    private static UnaryOperator<FakeCluster> unready(int... ids) {
        return c -> {
            for (int id : ids) {
                c.change(
                        pod(id),
                        p -> p.with(
                                List.of(Map.of(
                                        "type",
                                        "Ready",
                                        "status",
                                        "False",
                                        "lastTransitionTime",
                                        c.now().minus(Duration.ofMinutes(10)).toString())),
                                "status",
                                "conditions"));
            }
            return c;
        };
    }

    private static UnaryOperator<FakeCluster> definition(Kind kind, Object value, String... path) {
        return set(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(kind)), value, path);
    }

    private static List<Case> availability() {
        return List.of(
                new Case(
                        "not ready for long",
                        "kafka.ready",
                        Severity.CRITICAL,
                        failed("TimeoutException", Duration.ofMinutes(20))),
                new Case(
                        "not ready",
                        "kafka.ready",
                        Severity.WARNING,
                        failed("UnforceableProblem", Duration.ofMinutes(6))),
                new Case(
                        "not ready, no rule",
                        "kafka.ready.unknown",
                        Severity.UNKNOWN,
                        failed("Whim", Duration.ofMinutes(20))),
                new Case(
                        "no status",
                        "kafka.reconcile.lag.unwatched",
                        Severity.CRITICAL,
                        later(without(EVENTS, "status"), Duration.ofMinutes(6))),
                new Case(
                        "change not taken up",
                        "kafka.reconcile.lag",
                        Severity.WARNING,
                        set(EVENTS, 0L, "status", "observedGeneration")),
                new Case("a node down", "kafka.pods", Severity.DEGRADED, unready(2)),
                new Case("two nodes down", "kafka.pods", Severity.CRITICAL, unready(1, 2)),
                new Case("lack a replica", "kafka.underreplicated", Severity.DEGRADED, metrics(4, 0, 1, 0, 0, 1)),
                new Case("below in-sync", "kafka.underminisr", Severity.CRITICAL, metrics(4, 4, 1, 0, 0, 1)),
                new Case("without leader", "kafka.offline", Severity.CRITICAL, metrics(0, 0, 1, 3, 0, 1)),
                new Case("failed directory", "kafka.log-directories", Severity.CRITICAL, metrics(0, 0, 1, 0, 1, 1)),
                new Case("no leading controller", "kafka.quorum", Severity.CRITICAL, metrics(0, 0, 0, 0, 0, 1)),
                new Case("two leading controllers", "kafka.quorum", Severity.CRITICAL, metrics(0, 0, 2, 0, 0, 1)),
                new Case(
                        "a restart that doesn't end",
                        "kafka.roll.pending.events-nodes",
                        Severity.WARNING,
                        later(set(SET, 1L, "status", "currentPods"), Duration.ofMinutes(30))),
                new Case(
                        "an order that stays",
                        "kafka.roll.pending.ordered",
                        Severity.WARNING,
                        set(pod(1), Map.of(Strimzi.MANUAL_ROLL, "true"), "metadata", "annotations")),
                new Case("no budget", "kafka.pdb.missing", Severity.WARNING, c -> c.remove(BUDGET)),
                new Case(
                        "budget of zero",
                        "kafka.pdb.blocks",
                        Severity.WARNING,
                        set(EVENTS, 0L, "spec", "kafka", "template", "podDisruptionBudget", "maxUnavailable")),
                new Case(
                        "none allowed",
                        "kafka.pdb.none-allowed",
                        Severity.WARNING,
                        set(BUDGET, 0L, "status", "disruptionsAllowed")));
    }

    private static List<Case> capacity() {
        return List.of(
                new Case("disk fills", "kafka.disk.events-nodes-0", Severity.WARNING, metrics(0, 0, 1, 0, 0, 8L << 30)),
                new Case(
                        "disk full",
                        "kafka.disk.events-nodes-0",
                        Severity.CRITICAL,
                        metrics(0, 0, 1, 0, 0, 99L * (1L << 30) / 10)),
                new Case(
                        "claim missing",
                        "kafka.pvc.unbound.events-nodes-1",
                        Severity.CRITICAL,
                        c -> c.remove(claim(1))),
                new Case(
                        "claim small",
                        "kafka.pvc.small.events-nodes-1",
                        Severity.WARNING,
                        set(claim(1), "5Gi", "status", "capacity", "storage")),
                new Case(
                        "claim left",
                        "kafka.pvc.orphans",
                        Severity.WARNING,
                        c -> c.put(
                                Resource.of(
                                                Kind.PERSISTENT_VOLUME_CLAIM,
                                                "messaging",
                                                "data-0-events-nodes-7",
                                                Map.of())
                                        .with(Map.of(Strimzi.CLUSTER_LABEL, "events"), "metadata", "labels"),
                                Kind.PERSISTENT_VOLUME_CLAIM)),
                new Case(
                        "fewer wanted",
                        "kafka.scaledown.nodes",
                        Severity.WARNING,
                        later(set(POOL, 2L, "spec", "replicas"), Duration.ofMinutes(15))),
                new Case(
                        "exporter silent",
                        "kafka.lag.unknown",
                        Severity.UNKNOWN,
                        set(EVENTS, Map.of("topicRegex", ".*"), "spec", "kafkaExporter")));
    }

    private static List<Case> keeping() {
        return List.of(
                new Case(
                        "certificate ends soon",
                        "kafka.certs.cluster-ca",
                        Severity.WARNING,
                        c -> c.advance(Duration.ofDays(340))),
                new Case(
                        "certificate ended",
                        "kafka.certs.clients-ca",
                        Severity.CRITICAL,
                        c -> c.advance(Duration.ofDays(366))),
                new Case(
                        "no certificate",
                        "kafka.certs.unknown.cluster-ca",
                        Severity.UNKNOWN,
                        set(AUTHORITY, "bm9uc2Vuc2U=", "data", "ca.crt")),
                new Case(
                        "paused",
                        "kafka.paused",
                        Severity.WARNING,
                        set(EVENTS, "true", "metadata", "annotations", Strimzi.PAUSE)),
                new Case(
                        "paused topic",
                        "kafka.paused.parts",
                        Severity.WARNING,
                        set(TOPIC, "true", "metadata", "annotations", Strimzi.PAUSE)),
                new Case(
                        "a warning",
                        "kafka.warnings.kafka-min-insync-replicas",
                        Severity.WARNING,
                        warned("KafkaMinInsyncReplicas")),
                new Case(
                        "a warning of a risk",
                        "kafka.warnings.kafka-storage",
                        Severity.DEGRADED,
                        warned("KafkaStorage")),
                new Case("a warning without rule", "kafka.warnings.whim", Severity.UNKNOWN, warned("Whim")),
                new Case(
                        "forgotten proposal",
                        "kafka.rebalance.spread",
                        Severity.WARNING,
                        rebalance("ProposalReady", Duration.ofHours(2))),
                new Case(
                        "lost proposal",
                        "kafka.rebalance.spread",
                        Severity.WARNING,
                        rebalance("PendingProposal", Duration.ofHours(2))),
                new Case(
                        "failed rebalance",
                        "kafka.rebalance.spread",
                        Severity.DEGRADED,
                        rebalance("NotReady", Duration.ofHours(2))),
                new Case(
                        "rebalance without rule",
                        "kafka.rebalance.unknown.spread",
                        Severity.UNKNOWN,
                        rebalance("Whim", Duration.ofHours(2))),
                new Case("no entity operator", "kafka.entity.operator", Severity.DEGRADED, c -> c.remove(ENTITY)),
                new Case(
                        "topics without operator",
                        "kafka.entity.absent",
                        Severity.WARNING,
                        without(EVENTS, "spec", "entityOperator")),
                new Case(
                        "refused topic",
                        "kafka.entity.topics",
                        Severity.WARNING,
                        set(
                                TOPIC,
                                List.of(Map.of("type", "Ready", "status", "False", "reason", "NotSupported")),
                                "status",
                                "conditions")),
                new Case(
                        "stuck topic",
                        "kafka.entity.terminating",
                        Severity.WARNING,
                        set(TOPIC, "2026-01-01T00:00:00Z", "metadata", "deletionTimestamp")),
                new Case(
                        "topic without spare",
                        "kafka.spof.topics",
                        Severity.WARNING,
                        set(TOPIC, 2L, "spec", "replicas")),
                new Case(
                        "single ephemeral broker",
                        "kafka.spof.broker",
                        Severity.CRITICAL,
                        c -> c.change(
                                POOL,
                                p -> p.with(1L, "spec", "replicas")
                                        .with(Map.of("type", "ephemeral"), "spec", "storage"))),
                new Case(
                        "offsets",
                        "kafka.spof.offsets",
                        Severity.WARNING,
                        set(EVENTS, 1L, "spec", "kafka", "config", "offsets.topic.replication.factor")),
                new Case(
                        "no copy",
                        "kafka.backup.none",
                        Severity.WARNING,
                        c -> c.remove(ObjectRef.of(Kind.CONFIG_MAP, "messaging", "events-export-seed1"))),
                new Case(
                        "mirror down",
                        "kafka.connect.kafkamirrormaker2.copy",
                        Severity.DEGRADED,
                        HealthTest::mirrorDown));
    }

    private static FakeCluster mirrorDown(FakeCluster c) {
        return c.put(
                Resource.of(
                        Strimzi.MIRROR,
                        "messaging",
                        "copy",
                        Map.of(
                                "spec",
                                Map.of(
                                        "mirrors",
                                        List.of(Map.of(
                                                "source", Map.of("bootstrapServers", "events-kafka-bootstrap:9093")))),
                                "status",
                                Map.of(
                                        "conditions",
                                        List.of(condition(c, "NotReady", "TimeoutException", Duration.ofHours(1)))))),
                Strimzi.MIRROR);
    }

    private static List<Case> versions() {
        return List.of(
                new Case(
                        "version unset",
                        "kafka.version.unset",
                        Severity.WARNING,
                        without(EVENTS, "spec", "kafka", "version")),
                new Case(
                        "unsupported",
                        "kafka.version.unsupported",
                        Severity.CRITICAL,
                        set(EVENTS, "4.1.0", "spec", "kafka", "version")),
                new Case(
                        "not final",
                        "kafka.version.metadata",
                        Severity.WARNING,
                        set(EVENTS, "4.2-IV1", "status", "kafkaMetadataVersion")),
                new Case(
                        "mixed",
                        "kafka.version.mixed",
                        Severity.WARNING,
                        set(pod(0), "4.2.0", "metadata", "annotations", Strimzi.KAFKA_VERSION)),
                new Case(
                        "newer on offer",
                        "kafka.version.newer",
                        Severity.INFO,
                        set(EVENTS, "4.2.1", "spec", "kafka", "version")),
                new Case(
                        "operator down",
                        "kafka.operator.ready",
                        Severity.CRITICAL,
                        set(OPERATOR, 0L, "status", "availableReplicas")),
                new Case("operator old", "kafka.operator.version.newer", Severity.INFO, image("1.1.0")),
                new Case("operator with holes", "kafka.operator.version.vulnerable", Severity.WARNING, image("1.0.0")),
                new Case("operator unknown", "kafka.operator.version.unknown", Severity.UNKNOWN, image("latest")),
                new Case(
                        "two operators",
                        "kafka.operator.version.two",
                        Severity.CRITICAL,
                        c -> c.put(
                                new Resource(c.get(OPERATOR).orElseThrow().content())
                                        .with("other", "metadata", "name")
                                        .with("other-uid", "metadata", "uid"),
                                Kind.DEPLOYMENT)),
                new Case(
                        "definition missing",
                        "kafka.crd.missing",
                        Severity.CRITICAL,
                        c -> c.remove(
                                ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(Strimzi.TOPIC)))),
                new Case(
                        "stored old",
                        "kafka.crd.stored",
                        Severity.CRITICAL,
                        definition(Strimzi.TOPIC, List.of("v1beta2", "v1"), "status", "storedVersions")),
                new Case(
                        "definitions old",
                        "kafka.crd.old",
                        Severity.WARNING,
                        definition(
                                Strimzi.TOPIC,
                                List.of(Map.of("name", "v1"), Map.of("name", "v1beta2")),
                                "spec",
                                "versions")));
    }

    private List<Finding> findings(FakeCluster cluster) {
        return tool.discover(cluster).stream()
                .flatMap(i -> findings(cluster, i).stream())
                .toList();
    }

    private List<Finding> findings(FakeCluster cluster, Instance instance) {
        return tool.healthChecks().stream()
                .filter(h -> h.info().components().contains(instance.component()))
                .flatMap(h -> h.run(instance, cluster).stream())
                .toList();
    }

    @Test
    void nothingIsSaidAboutAHealthyCluster() {
        assertThat(findings(healthy())).extracting(Finding::id).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everythingThatIsWrongIsSaid() {
        return Stream.of(availability(), capacity(), keeping(), versions())
                .flatMap(List::stream)
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    List<Finding> found = findings(c.change().apply(healthy()));
                    assertThat(found)
                            .extracting(f -> f.id() + " " + f.severity())
                            .contains(c.finding() + " " + c.severity());
                    assertThat(found).allSatisfy(f -> {
                        assertThat(f.impact()).isNotBlank();
                        assertThat(f.remedies()).doesNotContain(Remedy.NONE_KNOWN);
                    });
                }));
    }

    @Test
    void withoutMetricsNothingIsTakenForGood() {
        FakeCluster silent = healthy()
                .change(EVENTS, k -> k.without("spec", "kafka", "metricsConfig"))
                .change(EVENTS, k -> k.with(k.generation(), "status", "observedGeneration"));
        assertThat(findings(silent))
                .extracting(Finding::id)
                .containsExactlyInAnyOrder(
                        "kafka.offline.unknown",
                        "kafka.underminisr.unknown",
                        "kafka.underreplicated.unknown",
                        "kafka.log-directories.unknown",
                        "kafka.quorum.unknown",
                        "kafka.disk.unknown");
        assertThat(findings(silent)).allMatch(f -> f.severity() == Severity.UNKNOWN);
    }

    @Test
    void aNodeThatDoesNotTellIsUnknown() {
        FakeCluster silent = healthy();
        silent.page(pod(2), Strimzi.METRICS_PORT, BrokerMetrics.PATH, new HttpReply(503, ""));
        assertThat(findings(silent))
                .isNotEmpty()
                .allMatch(f -> f.severity() == Severity.UNKNOWN && f.id().endsWith(".unknown"));
    }

    @Test
    void aSecretThatMayNotBeReadIsUnknown() {
        FakeCluster closed = healthy();
        closed.forbid(
                Kind.SECRET,
                new Problem(
                        Problem.Kind.CLUSTER,
                        "get Secret",
                        "cluster",
                        "forbidden",
                        "ask for the right",
                        Optional.of("403")));
        assertThat(findings(closed))
                .extracting(Finding::id)
                .containsExactlyInAnyOrder("kafka.certs.unknown.cluster-ca", "kafka.certs.unknown.clients-ca");
    }

    @Test
    void aClusterThatIsGoneIsUnknown() {
        FakeCluster cluster = healthy();
        Instance events = tool.discover(cluster).stream()
                .filter(i -> i.component().equals(Strimzi.CLUSTER_COMPONENT))
                .findFirst()
                .orElseThrow();
        cluster.remove(EVENTS);
        assertThat(findings(cluster, events)).isNotEmpty().allMatch(f -> f.severity() == Severity.UNKNOWN);
    }

    @Test
    void everyConditionAndStateOfTheFactsHasARule() {
        assertThat(ConditionMeaning.all())
                .extracting(ConditionMeaning::reason)
                .contains(
                        "Creating",
                        "InvalidResourceException",
                        "TimeoutException",
                        "KafkaUpgradeException",
                        "UnforceableProblem",
                        "ForceableProblem",
                        "FatalProblem",
                        "NoSuchResourceException",
                        "KubernetesClientException",
                        "KafkaDefaultReplicationFactor",
                        "KafkaMinInsyncReplicas",
                        "KafkaStorage",
                        "KafkaKRaftControllerNodeCount",
                        "KafkaMetadataVersion",
                        "MetadataUpdateFailed",
                        "ScaleDownPreventionCheck",
                        "PvcResizingWarning",
                        "DeprecatedObjects",
                        "KafkaInterBrokerProtocolVersionInKRaft",
                        "KafkaLogMessageFormatVersionInKRaft",
                        "QuotasPluginConflict");
        assertThat(RebalanceState.all())
                .extracting(RebalanceState::name)
                .containsExactlyInAnyOrder(
                        "New",
                        "PendingProposal",
                        "ProposalReady",
                        "Rebalancing",
                        "Stopped",
                        "NotReady",
                        "Ready",
                        "ReconciliationPaused");
    }
}
