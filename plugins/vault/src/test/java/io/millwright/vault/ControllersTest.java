package io.millwright.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import io.millwright.vault.facts.Names;
import io.millwright.vault.named.Questions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What install, upgrade and configuration of External Secrets wait for agrees with what health says right after it. */
final class ControllersTest {
    private static final ObjectRef WEBHOOK = ObjectRef.of(Kind.DEPLOYMENT, "secrets", "external-secrets-webhook");
    private static final ObjectRef SERVICE = ObjectRef.of(Kind.SERVICE, "secrets", "external-secrets-webhook");
    private static final ObjectRef STORES = ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", "secretstore-validate");
    private static final ObjectRef SECRETS = ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", "externalsecret-validate");
    private final FakeCluster cluster = new FakeCluster("eu-1");

    @BeforeEach
    void theOperatorRuns() {
        for (String name : List.of(Names.ESO, WEBHOOK.name(), "external-secrets-cert-controller")) {
            cluster.put(
                    Resource.of(
                                    Kind.DEPLOYMENT,
                                    "secrets",
                                    name,
                                    Map.of(
                                            "spec",
                                            Map.of(
                                                    "replicas",
                                                    2L,
                                                    "template",
                                                    Map.of(
                                                            "spec",
                                                            Map.of(
                                                                    "containers",
                                                                    List.of(
                                                                            Map.of(
                                                                                    "name",
                                                                                    "program",
                                                                                    "image",
                                                                                    "ghcr.io/external-secrets/external-secrets:v2.8.0"))))),
                                            "status",
                                            Map.of(
                                                    "observedGeneration",
                                                    1L,
                                                    "replicas",
                                                    2L,
                                                    "updatedReplicas",
                                                    2L,
                                                    "availableReplicas",
                                                    2L)))
                            .with(1L, "metadata", "generation")
                            .with(Map.of(Names.APP_NAME, name), "metadata", "labels"),
                    Kind.DEPLOYMENT);
        }
        cluster.put(Resource.of(Kind.SERVICE, "secrets", SERVICE.name(), Map.of()), Kind.SERVICE);
        List.of(STORES, SECRETS)
                .forEach(w -> cluster.put(
                        Resource.of(Kind.VALIDATING_WEBHOOK, "", w.name(), Map.of("webhooks", webhooks("Q0E="))),
                        Kind.VALIDATING_WEBHOOK));
    }

    private static List<Object> webhooks(String authority) {
        return List.of(Map.of(
                "name",
                "validate.external-secrets.io",
                "clientConfig",
                Map.of("caBundle", authority, "service", Map.of("namespace", "secrets", "name", SERVICE.name()))));
    }

    private CheckResult ask(String version) {
        Check.Named named = (Check.Named) Questions.controllers("secrets", version);
        return Objects.requireNonNull(new VaultTool().namedChecks().get(named.id()))
                .evaluate(named.arguments(), cluster);
    }

    @Test
    void theOperatorRunsInItsVersion() {
        assertThat(ask("2.8.0").message()).isEqualTo("the operator runs in 2.8.0");
        assertThat(ask("").holds()).isTrue();
        assertThat(ask("2.9.0").message()).isEqualTo("the operator is 2.8.0, not 2.9.0");
    }

    @Test
    void onePodOfTwoIsNotEnough() {
        cluster.change(WEBHOOK, d -> d.with(1L, "status", "availableReplicas"));
        assertThat(ask("2.8.0").message()).isEqualTo("external-secrets-webhook: 1 of 2 pods run");
    }

    /** Until then every change of stores or secrets is refused. */
    @Test
    void bothWebhooksCanBeAsked() {
        cluster.change(SECRETS, c -> c.with(webhooks(""), "webhooks"));
        assertThat(ask("2.8.0").message())
                .isEqualTo("externalsecret-validate can't be asked yet: its caBundle is empty");
        cluster.change(SECRETS, c -> c.with(webhooks("Q0E="), "webhooks")).remove(SERVICE);
        assertThat(ask("2.8.0").message())
                .isEqualTo("secretstore-validate can't be asked yet: its Service isn't there");
    }

    @Test
    void anOperatorWithoutWebhooksIsNotAskedForThem() {
        cluster.remove(STORES).remove(SECRETS);
        assertThat(ask("2.8.0").holds()).isTrue();
    }
}
