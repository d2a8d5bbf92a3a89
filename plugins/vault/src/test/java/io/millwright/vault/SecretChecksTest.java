package io.millwright.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kit.simulator.Json;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import io.millwright.vault.facts.GoDuration;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check of External Secrets, on objects put there by hand. */
final class SecretChecksTest {
    private final FakeCluster cluster = new FakeCluster("eu-1").kubernetes("1.36");

    SecretChecksTest() {
        deployment("external-secrets", "external-secrets", 1);
        for (String name : Names.CORE_DEFINITIONS) {
            definition(name, List.of("v1"), Map.of());
        }
    }

    private void deployment(String name, String app, long available) {
        cluster.put(
                Resource.of(
                                Kind.DEPLOYMENT,
                                "external-secrets",
                                name,
                                Map.of(
                                        "spec",
                                        Json.map(
                                                "replicas",
                                                1L,
                                                "template",
                                                Json.map(
                                                        "spec",
                                                        Json.map(
                                                                "containers",
                                                                List.of(
                                                                        Json.map(
                                                                                "image",
                                                                                "ghcr.io/external-secrets/external-secrets:v2.9.0"))))),
                                        "status",
                                        Json.map("availableReplicas", available, "updatedReplicas", 1L)))
                        .with(Json.map(Names.APP_NAME, app, "app.kubernetes.io/instance", "eso"), "metadata", "labels"),
                Kind.DEPLOYMENT);
    }

    private void definition(String name, List<String> stored, Map<String, Object> annotations) {
        cluster.put(
                Resource.of(
                                Kind.CUSTOM_RESOURCE_DEFINITION,
                                "",
                                name,
                                Map.of("status", Json.map("storedVersions", stored)))
                        .with(annotations, "metadata", "annotations"),
                Kind.CUSTOM_RESOURCE_DEFINITION);
    }

    private static Map<String, Object> ready(String status, String reason) {
        return Json.map(
                "conditions",
                List.of(Json.map(
                        "type",
                        "Ready",
                        "status",
                        status,
                        "reason",
                        reason,
                        "message",
                        "as upstream says",
                        "lastTransitionTime",
                        FakeCluster.START.minusSeconds(60).toString())));
    }

    private void secret(String name, Map<String, Object> status) {
        cluster.put(
                Resource.of(
                        Names.EXTERNAL_SECRET,
                        "shop",
                        name,
                        Map.of("spec", Json.map("refreshInterval", "1h0m0s"), "status", status)),
                Names.EXTERNAL_SECRET);
    }

    private List<Finding> findings(String check) {
        Instance instance = new VaultTool().discover(cluster).getFirst();
        return new VaultTool()
                .healthChecks().stream()
                        .filter(c -> c.info().id().startsWith(check)
                                && c.info().components().contains(Names.ESO))
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .toList();
    }

    private List<String> ids(String check) {
        return findings(check).stream().map(Finding::id).toList();
    }

    @Test
    void anOperatorInOrderHasNoFindings() {
        secret("database", Json.map("refreshTime", FakeCluster.START.toString()));
        assertThat(ids("vault.eso")).isEmpty();
    }

    @Test
    void aWebhookThatIsDownIsCritical() {
        deployment("external-secrets-webhook", "external-secrets-webhook", 0);
        assertThat(findings("vault.eso.controllers"))
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Valid", "InvalidStoreConfiguration", "InvalidProviderConfig", "ValidationFailed", "ValidationUnknown",
                "StoreUnmaintained", "StoreDeprecated", "SecretSynced", "SecretSyncedError", "SecretDeleted",
                "SecretMissing", "ResourceSynced", "ResourceSyncedError", "ResourceDeleted", "ResourceMissing",
                "Synced", "Errored", "SourceDeleted"
            })
    void everyReasonOfUpstreamIsMapped(String word) {
        assertThat(Reason.of(word)).isNotEqualTo(Reason.UNMAPPED);
    }

    @Test
    void aReasonThatNobodyKnowsIsUnknown() {
        assertThat(Reason.of("Dreaming").severity()).isEqualTo(Severity.UNKNOWN);
        secret("database", ready("False", "Dreaming"));
        assertThat(findings("vault.eso.sync")).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.UNKNOWN);
            assertThat(f.id()).isEqualTo("vault.eso.sync.unknown");
        });
        cluster.put(
                Resource.of(Names.CLUSTER_STORE, "", "vault", Map.of("status", ready("False", "Dreaming"))),
                Names.CLUSTER_STORE);
        assertThat(ids("vault.eso.store")).containsExactly("vault.eso.store.unknown");
    }

    @Test
    void storesSecretsAndPushesThatFailAreFound() {
        cluster.put(
                Resource.of(
                        Names.SECRET_STORE, "shop", "vault", Map.of("status", ready("False", "InvalidProviderConfig"))),
                Names.SECRET_STORE);
        assertThat(ids("vault.eso.store")).containsExactly("vault.eso.store.invalid");
        secret("database", ready("False", "SecretSyncedError"));
        assertThat(findings("vault.eso.sync")).extracting(Finding::severity).containsExactly(Severity.WARNING);
        cluster.advance(Duration.ofMinutes(20));
        assertThat(findings("vault.eso.sync")).extracting(Finding::severity).containsExactly(Severity.DEGRADED);
        cluster.put(
                Resource.of(Names.PUSH_SECRET, "shop", "out", Map.of("status", ready("False", "Errored"))),
                Names.PUSH_SECRET);
        cluster.put(
                Resource.of(
                        Names.CLUSTER_SECRET,
                        "",
                        "all",
                        Map.of(
                                "status",
                                Json.map(
                                        "failedNamespaces",
                                        List.of(Json.map("namespace", "shop", "reason", "quota"))))),
                Names.CLUSTER_SECRET);
        assertThat(ids("vault.eso.push")).containsExactly("vault.eso.push.failing", "vault.eso.push.namespaces");
    }

    @Test
    void aSecretThatIsNotRefreshedInTimeIsFoundUnlessItNeedNotBe() {
        Map<String, Object> status = ready("True", "SecretSynced");
        status.put("refreshTime", FakeCluster.START.minus(Duration.ofHours(3)).toString());
        secret("database", status);
        assertThat(ids("vault.eso.age")).containsExactly("vault.eso.age");
        cluster.change(
                io.millwright.spi.ObjectRef.of(Names.EXTERNAL_SECRET, "shop", "database"),
                s -> s.with("OnChange", "spec", "refreshPolicy"));
        assertThat(ids("vault.eso.age")).isEmpty();
    }

    @Test
    void definitionsThatStoreOldVersionsOrGoWithTheReleaseAreFound() {
        definition(Names.CORE_DEFINITIONS.getFirst(), List.of("v1beta1", "v1"), Map.of());
        definition(Names.CORE_DEFINITIONS.get(1), List.of("v1"), Map.of("meta.helm.sh/release-name", "eso"));
        release(1, rendered(Names.CORE_DEFINITIONS.get(1), ""));
        assertThat(ids("vault.eso.crds")).containsExactly("vault.eso.crds.stored", "vault.eso.crds.loose");
        cluster.remove(
                io.millwright.spi.ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Names.CORE_DEFINITIONS.getFirst()));
        assertThat(ids("vault.eso.crds")).containsExactly("vault.eso.crds.missing", "vault.eso.crds.loose");
    }

    /** Helm goes by what the release has rendered last when it is removed, and by nothing else. */
    @Test
    void whatTheReleaseRendersDecidesWhetherDefinitionsGoWithIt() {
        String name = Names.CORE_DEFINITIONS.getFirst();
        Map<String, Object> marked = Map.of("meta.helm.sh/release-name", "eso", Names.KEEP, "keep");
        definition(name, List.of("v1"), marked);
        assertThat(ids("vault.eso.crds"))
                .as("there is no such release any more")
                .isEmpty();
        release(1, rendered(name, ""));
        assertThat(ids("vault.eso.crds")).as("a mark that was set by hand").containsExactly("vault.eso.crds.loose");
        release(2, rendered(name, "annotations: {helm.sh/resource-policy: keep}"));
        assertThat(ids("vault.eso.crds")).as("the newest revision renders it").isEmpty();
        release(10, rendered("others.example.com", ""));
        assertThat(ids("vault.eso.crds")).as("the release has it no more").isEmpty();
        cluster.put(helm(11, "no base64"), Kind.SECRET);
        assertThat(findings("vault.eso.crds")).extracting(Finding::severity).containsExactly(Severity.UNKNOWN);
    }

    private static String rendered(String definition, String more) {
        return """
                ---
                # Source: external-secrets/templates/crds.yaml
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: %s
                  %s
                """.formatted(definition, more);
    }

    private void release(int revision, String manifest) {
        String text = Json.text(Json.map("name", "eso", "version", (long) revision, "manifest", manifest));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] once = Base64.getEncoder().encode(bytes.toByteArray());
        cluster.put(helm(revision, Base64.getEncoder().encodeToString(once)), Kind.SECRET);
    }

    private static Resource helm(int revision, String data) {
        return Resource.of(
                        Kind.SECRET,
                        "",
                        "sh.helm.release.v1.eso.v" + revision,
                        Map.of("data", Json.map("release", data)))
                .with(
                        Json.map("owner", "helm", "name", "eso", "version", String.valueOf(revision)),
                        "metadata",
                        "labels");
    }

    @Test
    void twoWritersOfOneSecretAndAWebhookWithoutTrustAreCritical() {
        cluster.put(
                Resource.of(Kind.SECRET, "shop", "tls", Map.of())
                        .with(Json.map(Names.MANAGED_SECRET, "true"), "metadata", "labels")
                        .with(Json.map(Names.CERT_MANAGER, "tls"), "metadata", "annotations"),
                Kind.SECRET);
        assertThat(ids("vault.eso.conflict")).containsExactly("vault.eso.conflict");
        cluster.put(
                Resource.of(
                        Kind.VALIDATING_WEBHOOK,
                        "",
                        "secretstore-validate",
                        Map.of(
                                "webhooks",
                                List.of(Json.map("clientConfig", Json.map("service", Json.map("name", "webhook")))))),
                Kind.VALIDATING_WEBHOOK);
        assertThat(ids("vault.eso.webhook")).containsExactly("vault.eso.webhook");
    }

    @Test
    void durationsAreReadAsGoWritesThem() {
        assertThat(GoDuration.of("1h0m0s")).contains(Duration.ofHours(1));
        assertThat(GoDuration.of("90s")).contains(Duration.ofSeconds(90));
        assertThat(GoDuration.of("0")).contains(Duration.ZERO);
        assertThat(GoDuration.of("soon")).isEmpty();
    }
}
