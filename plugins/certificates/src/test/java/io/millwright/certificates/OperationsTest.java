package io.millwright.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.kit.X509;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.sandbox.Town;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is done to an installation that runs, by the real engine over HTTP; each test leaves it at rest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OperationsTest {
    private static final String AT = "cert-manager/cert-manager";
    private Town town;

    @BeforeAll
    void bringUp() throws InterruptedException {
        town = new Town(new CertificatesTool(), "healthy");
        town.until(t -> ready("web", "www"));
    }

    @AfterAll
    void close() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private boolean ready(String namespace, String name) {
        return town.view()
                .get(ObjectRef.of(CertManager.CERTIFICATE, namespace, name))
                .map(Cert::new)
                .filter(c -> c.ready() && !c.issuing())
                .isPresent();
    }

    private Cert cert(String namespace, String name) {
        return new Cert(town.view()
                .get(ObjectRef.of(CertManager.CERTIFICATE, namespace, name))
                .orElseThrow());
    }

    private X509 leaf(String namespace, String name) {
        return cert(namespace, name).leaf(town.view()).orElseThrow();
    }

    @Test
    void aCertificateIsRequestedAndSignedByItsIssuer() {
        town.succeeds(
                "request-certificate",
                AT,
                Map.of(
                        "certificate-namespace",
                        "web",
                        "name",
                        "shop",
                        "names",
                        "shop.example.localhost,b.example.localhost",
                        "issuer",
                        "local-ca"));
        X509 authority = X509.ofSecret(
                        town.view()
                                .get(ObjectRef.of(Kind.SECRET, "cert-manager", "local-ca"))
                                .orElseThrow(),
                        "tls.crt")
                .orElseThrow();
        assertThat(leaf("web", "shop").signedBy(authority)).isTrue();
        assertThatThrownBy(() -> town.succeeds(
                        "request-certificate",
                        AT,
                        Map.of("certificate-namespace", "web", "name", "other", "names", "a.b", "issuer", "nobody")))
                .hasMessageContaining("isn't there");
    }

    @Test
    void renewingBringsANewCertificateWhileTheFormerIsServed() {
        X509 before = leaf("web", "www");
        long revision = cert("web", "www").revision();
        town.succeeds("renew-now", AT, Map.of("certificate", "web/www"));
        assertThat(cert("web", "www").revision()).isEqualTo(revision + 1);
        assertThat(leaf("web", "www")).isNotEqualTo(before);
    }

    @Test
    void aFailedRenewalSaysWhyAndIsCleanedUp() throws InterruptedException {
        town.succeeds(
                "request-certificate",
                AT,
                Map.of(
                        "certificate-namespace",
                        "web",
                        "name",
                        "fragile",
                        "names",
                        "fragile.example.localhost",
                        "issuer",
                        "local-ca"));
        X509 before = leaf("web", "fragile");
        town.fault("issuing-fails", true);
        var result =
                town.run("renew-now", Optional.of(town.instance(AT)), "default", Map.of("certificate", "web/fragile"));
        assertThat(result.problem().orElseThrow().why()).contains("the authority refused the request");
        assertThat(leaf("web", "fragile")).isEqualTo(before);
        town.fault("issuing-fails", false);
        town.succeeds("clean-up-failed", AT, Map.of("namespace", "web"));
        assertThat(town.constraints("clean-up-failed", Optional.of(town.instance(AT))))
                .containsExactly("none");
        town.succeeds("renew-now", AT, Map.of("certificate", "web/fragile"));
        assertThat(cert("web", "fragile").failures()).isZero();
    }

    @Test
    void anAuthorityIsRotatedWithOverlap() throws InterruptedException {
        town.succeeds("create-issuer", AT, Map.of("name", "team-ca"));
        town.succeeds(
                "request-certificate",
                AT,
                Map.of(
                        "certificate-namespace",
                        "web",
                        "name",
                        "team",
                        "names",
                        "team.example.localhost",
                        "issuer",
                        "team-ca"));
        town.succeeds("publish-root", AT, Map.of("issuer", "team-ca", "bundle", "trust"));
        assertThat(trusted()).hasSize(1);
        town.succeeds("rotate-ca", AT, Map.of("issuer", "team-ca", "name", "team-ca-2027"));
        assertThatThrownBy(() -> town.succeeds(
                        "rotate-ca", AT, Map.of("issuer", "team-ca", "name", "x", "common-name", "team-ca 2026")))
                .hasMessageContaining("is named team-ca 2026 too");
        assertThat(town.run(
                                "move-certificates",
                                Optional.of(town.instance(AT)),
                                "default",
                                Map.of("issuer", "team-ca", "to", "team-ca-2027"))
                        .problem())
                .as("clients don't trust it yet")
                .isPresent();
        town.succeeds("publish-root", AT, Map.of("issuer", "team-ca-2027"));
        assertThat(trusted()).as("both are trusted meanwhile").hasSize(2);
        assertThatThrownBy(() -> town.succeeds("retire-root", AT, Map.of("issuer", "team-ca")))
                .hasMessageContaining("still name");
        town.succeeds("move-certificates", AT, Map.of("issuer", "team-ca", "to", "team-ca-2027"));
        X509 authority = X509.ofSecret(
                        town.view()
                                .get(ObjectRef.of(Kind.SECRET, "cert-manager", "team-ca-2027"))
                                .orElseThrow(),
                        "tls.crt")
                .orElseThrow();
        assertThat(leaf("web", "team").signedBy(authority)).isTrue();
        town.succeeds("retire-root", AT, Map.of("issuer", "team-ca"));
        assertThat(town.view().list(Kind.CONFIG_MAP, Selector.labelled("cert-manager", CertManager.ROOT_LABEL, "true")))
                .extracting(Resource::name)
                .containsExactly("root-team-ca-2027");
        assertThat(trusted()).containsExactly(authority);
    }

    /** The roots that the namespace's clients read. */
    private List<X509> trusted() {
        return X509.ofPem(town.view()
                .get(ObjectRef.of(Kind.CONFIG_MAP, "web", "trust"))
                .orElseThrow()
                .text("data", "ca-bundle.pem")
                .orElse(""));
    }

    @Test
    void aRestoreWithoutTheAuthoritysKeyIsRefused() throws InterruptedException {
        town.succeeds("create-issuer", AT, Map.of("name", "lost-ca"));
        var kept = town.run("backup", Optional.of(town.instance(AT)), "default", Map.of());
        assertThat(kept.problem()).isEmpty();
        String backup = town
                .view()
                .list(Kind.CONFIG_MAP, Selector.labelled("cert-manager", CertManager.BACKUP_LABEL, "true"))
                .stream()
                .filter(c -> c.text("data", "objects.json").orElse("").contains("lost-ca"))
                .map(Resource::name)
                .findFirst()
                .orElseThrow();
        town.delete(ObjectRef.of(CertManager.CLUSTER_ISSUER, "", "lost-ca"));
        town.delete(ObjectRef.of(CertManager.CERTIFICATE, "cert-manager", "lost-ca"));
        town.delete(ObjectRef.of(Kind.SECRET, "cert-manager", "lost-ca"));
        town.running().settle();
        assertThatThrownBy(() -> town.succeeds("restore", AT, Map.of("backup", backup)))
                .hasMessageContaining("with the key of ClusterIssuer lost-ca isn't there");
    }

    @Test
    void theWebhookIsRepaired() throws InterruptedException {
        town.fault("injector-down", true);
        town.delete(ObjectRef.of(Kind.SECRET, "cert-manager", "cert-manager-webhook-ca"));
        town.running().advance(Duration.ofSeconds(5));
        assertThat(town.findings(AT))
                .contains("certificates.operator.webhook.validating", "certificates.operator.webhook.mutating");
        town.fault("injector-down", false);
        town.succeeds("repair-webhook", AT, Map.of());
        assertThat(town.findings(AT)).noneMatch(f -> f.startsWith("certificates.operator.webhook"));
    }

    @Test
    void aBackupBringsBackWhatWasDeletedAndIssuesNothingAnew() throws InterruptedException {
        town.succeeds(
                "request-certificate",
                AT,
                Map.of(
                        "certificate-namespace",
                        "web",
                        "name",
                        "kept",
                        "names",
                        "kept.example.localhost",
                        "issuer",
                        "local-ca"));
        town.succeeds("backup", AT, Map.of());
        String backup = town
                .view()
                .list(Kind.CONFIG_MAP, Selector.labelled("cert-manager", CertManager.BACKUP_LABEL, "true"))
                .stream()
                .map(Resource::name)
                .findFirst()
                .orElseThrow();
        X509 before = leaf("web", "kept");
        town.delete(ObjectRef.of(CertManager.CERTIFICATE, "web", "kept"));
        town.running().settle();
        town.succeeds("restore", AT, Map.of("backup", backup));
        assertThat(leaf("web", "kept")).isEqualTo(before);
        assertThatThrownBy(() -> town.succeeds("restore", AT, Map.of("backup", backup)))
                .hasMessageContaining("there already");
    }

    @Test
    void aManifestsReplicasArentChangedThroughHelm() {
        assertThat(town.constraints("scale", Optional.of(town.instance(AT)))).containsExactly("no-release");
        assertThat(town.constraints("upgrade", Optional.of(town.instance(AT)))).containsExactly("no-release");
        assertThat(town.constraints("install", Optional.empty())).containsExactly("installed");
    }
}
