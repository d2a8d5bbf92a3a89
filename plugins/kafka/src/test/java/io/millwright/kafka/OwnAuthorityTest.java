package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millwright.engine.Approval;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An authority that a person brings takes the place of the operator's, is renewed and followed, and the former one is taken away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnAuthorityTest {
    private static final String EVENTS = "messaging/events";

    private Issuer issuer;
    private KafkaTown town;

    @BeforeAll
    void make(@TempDir Path folder) {
        issuer = new Issuer(folder).root("one", "CN=mill one", "EC").root("two", "CN=mill two", "RSA");
    }

    @BeforeEach
    void bringUp() throws InterruptedException {
        town = KafkaTown.healthy();
    }

    @AfterEach
    void close() {
        town.close();
    }

    private static ObjectRef secret(String suffix) {
        return ObjectRef.of(Kind.SECRET, "messaging", "events-" + suffix);
    }

    private Authority authority(String id) {
        return Authority.of(town.kafka("messaging", "events"), id);
    }

    private List<String> uids() {
        return Look.uids(town, "messaging", "events");
    }

    /** What the plan tells a person to do for a new key. */
    private void putIn(String id, String alias) {
        ByHand.replaced(town, authority(id), issuer.certificate(alias), issuer.key(alias));
    }

    @Test
    void takesTheOperatorsPlaceIsRenewedAndFollowed() throws IOException {
        List<String> before = uids();
        town.byHand("put-in", () -> putIn("cluster-ca", "one"));
        town.succeeds("use-own-authority", EVENTS, Map.of("authority", "cluster-ca"));
        assertThat(authority("cluster-ca").own()).isTrue();
        assertThat(uids()).doesNotContainAnyElementsOf(before);
        assertThat(issuerOf("events-nodes-0")).isEqualTo("CN=mill one");
        assertThat(town.get(Kind.SECRET, "messaging", "events-cluster-ca").items("metadata", "ownerReferences"))
                .isEmpty();
        assertThat(former("cluster-ca")).as("both are trusted").hasSize(1);
        assertThat(catchThrowable(() -> plan("renew-certificates", Map.of("authority", "cluster-ca"))))
                .hasMessageContaining("the authority is your own");
        assertThat(town.constraints("use-own-authority", Optional.of(town.instance(EVENTS))))
                .contains("overlap");

        town.succeeds("retire-authority", EVENTS, Map.of("authority", "cluster-ca"));
        assertThat(former("cluster-ca")).isEmpty();
        assertThat(town.get(Kind.SECRET, "messaging", "events-cluster-ca").textMap("data"))
                .containsOnlyKeys("ca.key");

        issuer.renewed("one");
        town.byHand("put-in", () -> ByHand.renewed(town, authority("cluster-ca"), issuer.certificate("one")));
        town.succeeds("renew-own-authority", EVENTS, Map.of("authority", "cluster-ca"));
        assertThat(town.get(Kind.SECRET, "messaging", "events-cluster-ca-cert").textMap("data"))
                .as("nothing is kept of the same key")
                .containsOnlyKeys("ca.crt");
        assertThat(authority("cluster-ca").chain(town.view()).map(Chain::subject))
                .contains("CN=mill one");

        town.byHand("put-in", () -> putIn("cluster-ca", "two"));
        town.succeeds("renew-own-authority", EVENTS, Map.of("authority", "cluster-ca", "replace-key", "true"));
        assertThat(issuerOf("events-nodes-2")).isEqualTo("CN=mill two");
        assertThat(former("cluster-ca")).hasSize(1);
        assertThat(town.problems()).isEmpty();
        assertThat(written()).doesNotContain(issuer.key("one"), issuer.key("two"));
    }

    @Test
    void usersGetCertificatesOfTheirNewAuthorityAndNoneThatDoNotFit() {
        town.succeeds("create-user", EVENTS, Map.of("user", "device", "login", "tls"));
        town.byHand("put-in", () -> {
            assertThat(town.get(Kind.DEPLOYMENT, "messaging", "events-entity-operator")
                            .number("spec", "replicas"))
                    .as("nobody signs meanwhile")
                    .contains(0L);
            putIn("clients-ca", "two");
        });
        town.succeeds("use-own-authority", EVENTS, Map.of("authority", "clients-ca"));
        assertThat(Chain.of(town.get(Kind.SECRET, "messaging", "device"), "user.crt")
                        .map(Chain::issuer))
                .contains("CN=mill two");
        assertThat(authority("cluster-ca").own()).isFalse();
        town.succeeds("retire-authority", EVENTS, Map.of("authority", "clients-ca"));
        town.succeeds("uninstall", EVENTS, Map.of());
        assertThat(town.view().get(secret("clients-ca"))).as("it is yours").isPresent();
        assertThat(town.problems()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsWaitedForAndTheFormerOneComesBack() {
        Authority before = authority("cluster-ca");
        Resource former = town.get(Kind.SECRET, "messaging", "events-cluster-ca-cert");
        List<String> nodes = uids();
        town.byHand("put-in", () -> ByHand.replaced(town, before, issuer.certificate("one"), issuer.key("two")));
        FrozenPlan plan =
                impatient(town.plan("use-own-authority", Optional.of(town.instance(EVENTS)), "messaging", Map.of()));
        try (Journal journal = new RunStore(town.state(), town.clock()).begin(plan)) {
            RunExecutor run = town.executor(plan, journal);
            RunResult failed = run.run(Approval.of(plan.plan()).phrase());
            assertThat(failed.state()).isEqualTo(RunState.FAILED);
            assertThat(failed.problem().map(Problem::summary).orElse(""))
                    .contains("Secret events-cluster-ca: ca.key can't be read, or is the key of another certificate");
            ByHand.takenBack(town, before);
            RunResult undone = run.undo();
            assertThat(undone.problem().map(Problem::summary)).isEmpty();
        }
        assertThat(uids()).isEqualTo(nodes);
        assertThat(authority("cluster-ca").own()).isFalse();
        assertThat(town.kafka("messaging", "events").paused()).isFalse();
        assertThat(town.get(Kind.SECRET, "messaging", "events-cluster-ca-cert").at("data"))
                .isEqualTo(former.at("data"));
    }

    /** The same plan, which waits ten minutes for a person: each second of the cluster's costs the test some time. */
    private static FrozenPlan impatient(FrozenPlan plan) {
        Plan whole = plan.plan();
        List<Step> steps = whole.steps().stream()
                .map(s -> s.id().equals("put-in") ? within(Duration.ofMinutes(10), s) : s)
                .toList();
        return new FrozenPlan(
                plan.schema(),
                plan.planId(),
                new Plan(
                        whole.title(),
                        whole.tool(),
                        whole.runbookId(),
                        whole.intent(),
                        whole.danger(),
                        whole.target(),
                        whole.inputs(),
                        steps,
                        whole.consequences(),
                        whole.risks()),
                plan.plugin(),
                plan.clusterUid(),
                plan.context(),
                plan.createdBy(),
                plan.createdAt());
    }

    private static Step within(Duration limit, Step step) {
        return new Step(
                step.id(),
                step.title(),
                step.why(),
                step.action(),
                step.before(),
                step.probe(),
                step.done(),
                step.undo(),
                step.effect(),
                limit,
                step.pointOfNoReturn(),
                step.needs());
    }

    @Test
    void aClusterBeginsWithAuthoritiesOfOnesOwn() {
        town.create(Kind.NAMESPACE, Resource.of(Kind.NAMESPACE, "", "shop", Map.of()));
        Map<String, String> inputs = Map.of("name", "orders", "namespace", "shop", "own-authorities", "cluster-ca");
        assertThat(catchThrowable(() -> town.plan("create-cluster", Optional.empty(), "shop", inputs)))
                .hasMessageContaining("Secret orders-cluster-ca-cert is not there");
        brought("orders-cluster-ca-cert", "ca.crt", issuer.certificate("one"));
        brought("orders-cluster-ca", "ca.key", issuer.key("one"));
        town.succeeds("create-cluster", "", inputs);
        assertThat(Chain.of(town.get(Kind.SECRET, "shop", "orders-nodes-0"), "orders-nodes-0.crt")
                        .map(Chain::issuer))
                .contains("CN=mill one");

        town.succeeds("uninstall", "shop/orders", Map.of());
        ObjectRef key = ObjectRef.of(Kind.SECRET, "shop", "orders-cluster-ca");
        assertThat(town.view().get(key)).as("it is yours").isPresent();
        town.delete(key);
        String export = town.view()
                .list(Kind.CONFIG_MAP, Selector.labelled("shop", Strimzi.EXPORT_LABEL, "orders"))
                .getFirst()
                .name();
        assertThat(catchThrowable(() -> town.plan(
                        "restore-cluster", Optional.empty(), "shop", Map.of("export", export, "namespace", "shop"))))
                .hasMessageContaining("Secret orders-cluster-ca is not there, and cluster-ca is your own");
        assertThat(town.problems()).isEmpty();
    }

    private void brought(String name, String key, String value) {
        town.create(Kind.SECRET, Resource.of(Kind.SECRET, "shop", name, Map.of("data", Map.of(key, value))));
    }

    @Test
    void theOperatorReplacesItsOwnKeyInThreeRestartsAndForgetsTheFormerOne() {
        town.succeeds("renew-certificates", EVENTS, Map.of("replace-key", "true"));
        assertThat(town.view().list(Kind.EVENT, Selector.in("messaging")).stream()
                        .flatMap(e -> e.text("reason").stream())
                        .filter(r -> r.startsWith("C") && r.contains("Ca") || r.equals("PodHasOldRevision")))
                .containsExactlyInAnyOrder(
                        "ClusterCaCertKeyReplaced",
                        "ClusterCaCertKeyReplaced",
                        "ClusterCaCertKeyReplaced",
                        "CaCertRenewed",
                        "CaCertRenewed",
                        "CaCertRenewed",
                        "PodHasOldRevision",
                        "PodHasOldRevision",
                        "PodHasOldRevision");
        assertThat(former("cluster-ca")).isEmpty();
        assertThat(issuerOf("events-nodes-1")).isEqualTo("CN=cluster-ca v1");
    }

    private List<String> former(String id) {
        return Authority.trustedFormer(town.get(Kind.SECRET, "messaging", "events-" + id + "-cert"));
    }

    private String issuerOf(String node) {
        return Chain.of(town.get(Kind.SECRET, "messaging", node), node + ".crt")
                .map(Chain::issuer)
                .orElse("");
    }

    private void plan(String runbook, Map<String, String> inputs) {
        town.plan(runbook, Optional.of(town.instance(EVENTS)), "messaging", inputs);
    }

    /** Everything that the runs have left on the disk. */
    private String written() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(town.state())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
