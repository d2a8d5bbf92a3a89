package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.run.RunResult;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.sandbox.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is done to a cluster that runs, by the real engine over HTTP; each test leaves it at rest. Subclasses bring a place with the scenario
 * {@code healthy}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EverydayRunbooks {
    private static final String EVENTS = "messaging/events";
    private Place town;

    abstract Place bring() throws InterruptedException;

    @BeforeAll
    void bringUp() throws InterruptedException {
        town = bring();
        Look.settled(town, "messaging", "events");
    }

    @AfterEach
    void leavesItAtRest() throws InterruptedException {
        Look.settled(town, "messaging", "events");
        assertThat(town.problems()).isEmpty();
    }

    @AfterAll
    void close() {
        if (town != null) { // there may be no place to bring
            town.close();
        }
    }

    private KafkaCluster events() {
        return Look.kafka(town, "messaging", "events");
    }

    private List<String> uids() {
        return Look.uids(town, "messaging", "events");
    }

    @Test
    void aSettingThatIsDynamicRestartsNothing() {
        List<String> before = uids();
        town.succeeds("configure", EVENTS, Map.of("setting", "log.retention.hours", "value", "72"));
        assertThat(events().setting("log.retention.hours")).contains("72");
        assertThat(uids()).isEqualTo(before);
        town.succeeds("configure", EVENTS, Map.of("setting", "log.retention.hours", "value", ""));
        assertThat(events().setting("log.retention.hours")).isEmpty();
    }

    @Test
    void aSettingThatIsNotDynamicRestartsTheNodes() {
        List<String> before = uids();
        town.succeeds("configure", EVENTS, Map.of("setting", "num.partitions", "value", "6"));
        assertThat(uids()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void writersStopBeforeADiskIsFull() {
        List<String> before = uids();
        town.succeeds("guard-disks", EVENTS, Map.of("free", "15"));
        assertThat(events().object().at("spec", "kafka", "quotas", "minAvailableRatioPerVolume"))
                .contains(0.15);
        assertThat(uids()).doesNotContainAnyElementsOf(before);
        assertThat(town.constraints("guard-disks", Optional.of(town.instance(EVENTS))))
                .containsExactly("there");
    }

    @Test
    void restartsEveryNode() {
        List<String> before = uids();
        town.succeeds("rolling-restart", EVENTS, Map.of());
        assertThat(uids()).hasSize(3).doesNotContainAnyElementsOf(before);
    }

    @Test
    void topicsAreMadeChangedAndDeleted() {
        town.succeeds("create-topic", EVENTS, Map.of("topic", "audit", "partitions", "6", "retention", "7d"));
        Resource topic = town.get(Strimzi.TOPIC, "messaging", "audit");
        assertThat(topic.number("spec", "config", "retention.ms")).contains(604_800_000L);
        town.succeeds("change-topic", EVENTS, Map.of("topic", "audit", "partitions", "12"));
        assertThat(town.get(Strimzi.TOPIC, "messaging", "audit").number("spec", "partitions"))
                .contains(12L);
        town.succeeds("delete-topic", EVENTS, Map.of("topic", "audit", "keep-data", "true"));
        assertThat(town.view().get(ObjectRef.of(Strimzi.TOPIC, "messaging", "audit")))
                .isEmpty();
    }

    @Test
    void usersAreMadeRenewedAndDeleted() {
        town.succeeds(
                "create-user", EVENTS, Map.of("user", "billing", "topics", "orders*,audit", "group", "billing-*"));
        Resource user = town.get(Strimzi.USER, "messaging", "billing");
        assertThat(user.items("spec", "authorization", "acls")).hasSize(3);
        Resource secret = town.get(Kind.SECRET, "messaging", "billing");
        town.succeeds("renew-user", EVENTS, Map.of("user", "billing"));
        assertThat(town.get(Kind.SECRET, "messaging", "billing").uid()).isNotEqualTo(secret.uid());
        town.succeeds("delete-user", EVENTS, Map.of("user", "billing"));
        assertThat(town.view().get(ObjectRef.of(Strimzi.USER, "messaging", "billing")))
                .isEmpty();
    }

    @Test
    void aUserWithACertificateGetsANewOne() {
        town.succeeds("create-user", EVENTS, Map.of("user", "device", "login", "tls"));
        Resource secret = town.get(Kind.SECRET, "messaging", "device");
        town.succeeds("renew-user", EVENTS, Map.of("user", "device"));
        assertThat(town.get(Kind.SECRET, "messaging", "device").text("data", "user.crt"))
                .isNotEqualTo(secret.text("data", "user.crt"));
        town.succeeds("delete-user", EVENTS, Map.of("user", "device"));
    }

    @Test
    void pausesAndResumes() {
        town.succeeds("pause", EVENTS, Map.of());
        assertThat(events().version()).as("the operator drops it while paused").isEmpty();
        assertThat(town.instance(EVENTS).version()).as("the pods still tell it").contains("4.3.1");
        assertThat(town.constraints("configure", Optional.of(town.instance(EVENTS))))
                .containsExactly("paused");
        town.succeeds("resume", EVENTS, Map.of());
        assertThat(events().version()).contains("4.3.1");
    }

    @Test
    void renewsAnAuthority() {
        List<String> before = uids();
        town.succeeds("renew-certificates", EVENTS, Map.of("authority", "cluster-ca"));
        assertThat(uids()).doesNotContainAnyElementsOf(before);
        town.succeeds("renew-certificates", EVENTS, Map.of("authority", "clients-ca", "replace-key", "true"));
    }

    @Test
    void anAuthorityOfOnesOwnIsUsedRenewedFollowedAndTheFormerOneTakenAway(@TempDir Path folder)
            throws InterruptedException {
        Issuer issuer = new Issuer(folder).root("one", "CN=mill one", "EC").root("two", "CN=mill two", "RSA");
        Authority clients = Authority.of(events(), Authority.CLIENTS);
        town.byHand("put-in", () -> ByHand.replaced(town, clients, issuer.certificate("one"), issuer.key("one")));
        town.succeeds("use-own-authority", EVENTS, Map.of("authority", "clients-ca"));
        town.succeeds("retire-authority", EVENTS, Map.of("authority", "clients-ca"));
        issuer.renewed("one");
        town.byHand("put-in", () -> ByHand.renewed(town, clients, issuer.certificate("one")));
        town.succeeds("renew-own-authority", EVENTS, Map.of("authority", "clients-ca"));
        town.byHand("put-in", () -> ByHand.replaced(town, clients, issuer.certificate("two"), issuer.key("two")));
        town.succeeds("renew-own-authority", EVENTS, Map.of("authority", "clients-ca", "replace-key", "true"));
        assertThat(clients.chain(town.view()).map(Chain::subject)).contains("CN=mill two");
        assertThat(town.findings(EVENTS)).contains("kafka.authority.clients-ca.former");
        town.succeeds("retire-authority", EVENTS, Map.of("authority", "clients-ca"));
        assertThat(town.findings(EVENTS)).doesNotContain("kafka.authority.clients-ca.former");
        // The operator's again, for the tests that follow.
        town.change(clients.cluster().ref(), k -> k.without("spec", "clientsCa"));
        town.advance(Duration.ofSeconds(5));
    }

    @Test
    void anAuthorityThatHasEndedIsRecovered(@TempDir Path folder) throws InterruptedException {
        Issuer issuer = new Issuer(folder).ended("ended", "CN=cluster-ca v0");
        Authority cluster = Authority.of(events(), Authority.CLUSTER);
        // No window opens, so that nobody renews it.
        town.change(events().ref(), k -> k.with(List.of("* * 1-4 ? * SUN *"), "spec", "maintenanceTimeWindows"));
        Look.settled(town, "messaging", "events");
        town.change(cluster.certificate(), s -> s.with(issuer.certificate("ended"), "data", "ca.crt"));
        assertThat(town.findings(EVENTS)).contains("kafka.certs.cluster-ca");
        List<String> nodes = uids();
        String before = town.get(Kind.SECRET, "messaging", "events-nodes-0").uid();
        town.succeeds("recover-certificates", EVENTS, Map.of());
        assertThat(uids()).hasSize(3).doesNotContainAnyElementsOf(nodes);
        assertThat(town.get(Kind.SECRET, "messaging", "events-nodes-0").uid()).isNotEqualTo(before);
        assertThat(town.findings(EVENTS)).doesNotContain("kafka.certs.cluster-ca");
        assertThat(town.constraints("recover-certificates", Optional.of(town.instance(EVENTS))))
                .containsExactly("valid");
        town.change(events().ref(), k -> k.without("spec", "maintenanceTimeWindows"));
        town.advance(Duration.ofSeconds(5));
    }

    @Test
    void spreadsThePartitions() {
        town.succeeds("rebalance", EVENTS, Map.of());
        assertThat(town.view().list(Strimzi.REBALANCE, events().own()))
                .anyMatch(r -> r.name().startsWith("events-"));
    }

    @Test
    void aRebalanceThatFailedIsTriedAgainApprovedOrStopped() throws InterruptedException {
        town.fault("rebalance-failing", true);
        for (String name : List.of("by-hand", "unwanted")) {
            town.create(
                    Strimzi.REBALANCE,
                    Resource.of(Strimzi.REBALANCE, "messaging", name, Map.of("spec", Map.of()))
                            .with(Map.of(Strimzi.CLUSTER_LABEL, "events"), "metadata", "labels"));
        }
        town.advance(Duration.ofSeconds(3));
        assertThat(town.findings(EVENTS)).contains("kafka.rebalance.by-hand");
        town.fault("rebalance-failing", false);
        town.succeeds("refresh-rebalance", EVENTS, Map.of("rebalance", "unwanted"));
        town.succeeds("refresh-rebalance", EVENTS, Map.of("rebalance", "by-hand"));
        town.succeeds("approve-rebalance", EVENTS, Map.of("rebalance", "by-hand"));
        town.succeeds("refresh-rebalance", EVENTS, Map.of("rebalance", "by-hand"));
        // Where time can't be held, a proposal would be ready before anybody stops it.
        town.fault("rebalance-stuck", true);
        town.change(
                ObjectRef.of(Strimzi.REBALANCE, "messaging", "unwanted"),
                r -> r.with(Map.of(Strimzi.REBALANCE_ORDER, "refresh"), "metadata", "annotations"));
        town.advance(Duration.ofSeconds(3));
        town.succeeds("stop-rebalance", EVENTS, Map.of("rebalance", "unwanted"));
        town.fault("rebalance-stuck", false);
        town.delete(ObjectRef.of(Strimzi.REBALANCE, "messaging", "by-hand"));
        town.delete(ObjectRef.of(Strimzi.REBALANCE, "messaging", "unwanted"));
    }

    @Test
    void growsVolumes() {
        town.succeeds("grow-storage", EVENTS, Map.of("pool", "nodes", "size", "20Gi"));
        assertThat(events().claims(town.view()))
                .hasSize(3)
                .allMatch(
                        c -> c.text("status", "capacity", "storage").orElse("").equals("20Gi"));
    }

    @Test
    void changesMemory() {
        List<String> before = uids();
        town.succeeds("change-resources", EVENTS, Map.of("pool", "nodes", "memory", "2Gi"));
        assertThat(uids()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void replacesANode() {
        Resource claim = town.get(Kind.PERSISTENT_VOLUME_CLAIM, "messaging", "data-0-events-nodes-1");
        town.succeeds("replace-broker", EVENTS, Map.of("node", "events-nodes-1"));
        assertThat(town.get(Kind.PERSISTENT_VOLUME_CLAIM, "messaging", "data-0-events-nodes-1")
                        .uid())
                .isNotEqualTo(claim.uid());
    }

    @Test
    void exportsTheConfiguration() {
        town.succeeds("export-configuration", EVENTS, Map.of());
        assertThat(town.view().list(Kind.CONFIG_MAP, Selector.labelled("messaging", Strimzi.EXPORT_LABEL, "events")))
                .hasSize(2);
    }

    @Test
    void aMessageIsWrittenAndReadAgain() {
        town.succeeds("probe", EVENTS, Map.of());
    }

    @Test
    void aProbeWhoseMessageIsLostFailsAndTakesItsTopicBack() throws InterruptedException {
        town.fault("writes-refused", true);
        List<RunResult> ends = town.takenBack("probe", Optional.of(town.instance(EVENTS)), "messaging", Map.of());
        assertThat(ends.getFirst().problem().map(Problem::summary).orElse(""))
                .contains("the message that was written did not come back");
        assertThat(ends.getLast().problem().map(Problem::summary)).isEmpty();
        town.fault("writes-refused", false);
    }
}
