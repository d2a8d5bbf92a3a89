package io.millwright.kafka;

import static io.millwright.kafka.HealthCase.EVENTS;
import static io.millwright.kafka.HealthCase.pod;
import static io.millwright.kafka.HealthCase.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.ConditionMeaning;
import io.millwright.kafka.strimzi.RebalanceState;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Remedy;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every check: nothing about a healthy cluster, a finding about a sick one, Unknown about one that can't be read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HealthTest {

    private final KafkaTool tool = new KafkaTool();
    private FakeCluster sample = new FakeCluster();

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
        return Stream.of(
                        HealthCases.availability(),
                        HealthCases.capacity(),
                        DataCases.rebalances(),
                        DataCases.copies(),
                        KeepingCases.keeping(),
                        KeepingCases.versions())
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
                .containsExactlyInAnyOrder(
                        "kafka.certs.unknown.cluster-ca",
                        "kafka.certs.unknown.clients-ca",
                        "kafka.certs.unknown.nodes");
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
