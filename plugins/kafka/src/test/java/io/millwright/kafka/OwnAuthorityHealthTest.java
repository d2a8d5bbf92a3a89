package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Remedy;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is said about authorities that a person has brought. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnAuthorityHealthTest {
    private static final ObjectRef EVENTS = ObjectRef.of(Strimzi.KAFKA, "messaging", "events");
    private static final ObjectRef CERTIFICATE = ObjectRef.of(Kind.SECRET, "messaging", "events-cluster-ca-cert");
    private static final ObjectRef KEY = ObjectRef.of(Kind.SECRET, "messaging", "events-cluster-ca");

    private FakeCluster healthy = new FakeCluster("none");

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            healthy = town.copy();
        }
    }

    private FakeCluster own() {
        return healthy.copy().change(EVENTS, k -> k.with(false, "spec", "clusterCa", "generateCertificateAuthority"));
    }

    private static FakeCluster kept(FakeCluster cluster) {
        return cluster.change(
                CERTIFICATE,
                s -> s.with(s.text("data", "ca.crt").orElseThrow(), "data", "ca-2030-01-02T03-04-05Z.crt"));
    }

    private static List<Finding> findings(FakeCluster cluster) {
        KafkaTool tool = new KafkaTool();
        return tool.discover(cluster).stream()
                .filter(i -> i.id().path().equals("messaging/events"))
                .flatMap(i -> tool.healthChecks().stream()
                        .filter(c -> List.of("kafka.certs", "kafka.authority", "kafka.warnings")
                                .contains(c.info().id()))
                        .flatMap(c -> c.run(i, cluster).stream()))
                .toList();
    }

    private static List<String> said(FakeCluster cluster) {
        return findings(cluster).stream()
                .map(f -> f.id() + " " + f.severity() + remedies(f))
                .toList();
    }

    private static String remedies(Finding finding) {
        return finding.remedies().stream()
                .map(r -> r instanceof Remedy.Run run
                        ? " " + run.runbookId() + " " + run.inputs().get("authority")
                        : "")
                .reduce("", String::concat);
    }

    @Test
    void oneInOrderIsSilent() {
        assertThat(said(own())).isEmpty();
    }

    @Test
    void itsEndIsToldEarlierThanThatOfTheOperators() {
        assertThat(said(healthy.copy().advance(Duration.ofDays(320)))).isEmpty();
        assertThat(said(own().advance(Duration.ofDays(320))))
                .containsExactly("kafka.certs.cluster-ca WARNING renew-own-authority cluster-ca");
        assertThat(said(own().advance(Duration.ofDays(355))))
                .contains(
                        "kafka.certs.cluster-ca CRITICAL renew-own-authority cluster-ca",
                        "kafka.certs.clients-ca WARNING renew-certificates clients-ca");
    }

    @Test
    void oneThatHasEndedIsNeverDeletedAsNobodyMakesItAnew() {
        assertThat(findings(own().advance(Duration.ofDays(366))))
                .filteredOn(f -> f.id().equals("kafka.certs.cluster-ca"))
                .singleElement()
                .satisfies(f -> assertThat(f.remedies())
                        .allSatisfy(r -> assertThat(((Remedy.Manual) r).text())
                                .contains("raise its annotation")
                                .doesNotContain("delete secret events-cluster-ca-cert")));
    }

    @Test
    void oneOfTheOperatorsThatHasEndedIsRecovered() {
        assertThat(said(healthy.copy().advance(Duration.ofDays(366))))
                .contains("kafka.certs.cluster-ca CRITICAL recover-certificates cluster-ca");
    }

    @Test
    void aWarningOfANodePoolIsToldAsThoseOfTheKafka() {
        FakeCluster warned = healthy.copy();
        warned.change(
                ObjectRef.of(Strimzi.POOL, "messaging", "nodes"),
                p -> p.with(
                        List.of(Map.of(
                                "type", "Warning",
                                "status", "True",
                                "reason", "KafkaStorage",
                                "lastTransitionTime",
                                        warned.now().minus(Duration.ofHours(1)).toString())),
                        "status",
                        "conditions"));
        assertThat(said(warned)).containsExactly("kafka.warnings.kafka-storage.pool-nodes DEGRADED");
    }

    @Test
    void aSecretThatTheOperatorDoesNotFindIsCritical() {
        assertThat(said(own().change(KEY, s -> s.without("metadata", "labels", Strimzi.KIND_LABEL))))
                .containsExactly("kafka.authority.cluster-ca.missing CRITICAL");
        assertThat(said(own().remove(KEY))).containsExactly("kafka.authority.cluster-ca.missing CRITICAL");
    }

    @Test
    void aCertificateThatMayNotSignIsCritical() {
        assertThat(said(own().change(
                                CERTIFICATE,
                                s -> s.with(
                                        healthy.get(ObjectRef.of(Kind.SECRET, "messaging", "events-nodes-0"))
                                                .flatMap(n -> n.text("data", "events-nodes-0.crt"))
                                                .orElseThrow(),
                                        "data",
                                        "ca.crt"))))
                .containsExactly("kafka.authority.cluster-ca.unfit CRITICAL renew-own-authority cluster-ca");
    }

    @Test
    void aFormerOneThatIsTrustedForLongIsAWarning() {
        assertThat(said(kept(own())))
                .containsExactly("kafka.authority.cluster-ca.former INFO retire-authority cluster-ca");
        assertThat(said(kept(own()).advance(Duration.ofDays(31))))
                .containsExactly("kafka.authority.cluster-ca.former WARNING retire-authority cluster-ca");
    }

    @Test
    void whatMayNotBeReadIsUnknown() {
        FakeCluster closed = own();
        closed.forbid(
                Kind.SECRET,
                new Problem(
                        Problem.Kind.CLUSTER,
                        "get Secret",
                        "cluster",
                        "forbidden",
                        "ask for the right",
                        Optional.of("403")));
        assertThat(said(closed)).contains("kafka.authority.unknown.cluster-ca UNKNOWN");
    }

    @Test
    void theOperatorStopsAtOneWhoseSecretsAreGone() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            town.delete(KEY);
            town.change(EVENTS, k -> k.with(false, "spec", "clusterCa", "generateCertificateAuthority"));
            town.advance(Duration.ofMinutes(6));
            assertThat(town.kafka("messaging", "events").notReady().flatMap(c -> c.text("message")))
                    .contains("Cluster CA should not be generated, but the secrets were not found.");
            assertThat(town.findings("messaging/events")).contains("kafka.authority.cluster-ca.missing", "kafka.ready");
            assertThat(town.problems()).isEmpty();
        }
    }
}
