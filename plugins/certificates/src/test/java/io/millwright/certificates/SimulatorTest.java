package io.millwright.certificates;

import static io.millwright.certificates.Bench.AT;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** What the simulator does by itself, and what a run that fails or is taken back leaves. */
final class SimulatorTest {
    private static Optional<Cert> cert(Town town, String name) {
        return town.view()
                .get(ObjectRef.of(CertManager.CERTIFICATE, "web", name))
                .map(Cert::new);
    }

    private static void order(Town town, String name, String issuer) {
        town.create(
                CertManager.CERTIFICATE,
                Resource.of(
                        CertManager.CERTIFICATE,
                        "web",
                        name,
                        Map.of(
                                "spec",
                                Map.of(
                                        "secretName",
                                        name + "-tls",
                                        "dnsNames",
                                        List.of(name + ".example.localhost"),
                                        "issuerRef",
                                        Map.of("name", issuer, "kind", "ClusterIssuer")))));
    }

    private static void issuer(Town town, String name, Map<String, Object> spec) {
        town.create(
                CertManager.CLUSTER_ISSUER, Resource.of(CertManager.CLUSTER_ISSUER, "", name, Map.of("spec", spec)));
    }

    @Test
    void theSeedWithFindingsHasThem() throws InterruptedException {
        try (Town town = Bench.town("findings", Duration.ofMinutes(11))) {
            assertThat(town.findings(AT))
                    .contains(
                            "certificates.certificate.owner.web.www-tls",
                            "certificates.certificate.ready.web.www-copy",
                            "certificates.certificate.ready.web.api",
                            "certificates.issuer.ready.lost-ca.missing",
                            "certificates.issuer.ready.old-ca",
                            "certificates.operator.version.unsupported");
            assertThat(cert(town, "www-copy").orElseThrow().reason("Ready")).isEqualTo("IncorrectCertificate");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void issuersOutsideOfTheClusterAnswerLaterOrNotAtAll() throws InterruptedException {
        try (Town town = Bench.town("healthy", Duration.ofSeconds(5))) {
            issuer(town, "acme", Map.of("acme", Map.of("server", "https://acme.example.org/directory")));
            issuer(town, "vault", Map.of("vault", Map.of("server", "https://vault:8200", "path", "pki/sign/web")));
            order(town, "public", "acme");
            order(town, "inner", "vault");
            town.until(t -> cert(t, "public").filter(Cert::ready).isPresent()
                    && cert(t, "inner").filter(Cert::ready).isPresent());
            assertThat(town.view().list(CertManager.ORDER, Selector.in("web")))
                    .singleElement()
                    .satisfies(o -> assertThat(o.text("status", "state")).contains("valid"));

            town.fault("vault-sealed", true);
            town.fault("acme-failing", true);
            order(town, "public-two", "acme");
            town.until(t -> cert(t, "public-two").filter(c -> c.failures() == 1).isPresent());
            assertThat(town.findings(AT))
                    .contains("certificates.issuer.ready.vault", "certificates.certificate.failing.web.public-two")
                    .anyMatch(f -> f.startsWith("certificates.acme.orders.web.public-two"));
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void anAuthorityThatIsReplacedInPlaceIsFoundOut() throws InterruptedException {
        try (Town town = Bench.town("healthy", Duration.ofSeconds(5))) {
            town.succeeds("create-issuer", AT, Map.of("name", "other-ca"));
            town.change(Bench.ISSUER, i -> i.with(Map.of("secretName", "other-ca"), "spec", "ca"));
            town.running().advance(Duration.ofSeconds(5));
            assertThat(cert(town, "www").filter(Cert::ready)).isPresent();
            assertThat(town.findings(AT)).contains("certificates.certificate.chain.web.www");
            town.succeeds("renew-now", AT, Map.of("certificate", "web/www"));
            assertThat(town.findings(AT)).doesNotContain("certificates.certificate.chain.web.www");
        }
    }

    @Test
    void aMoveThatFailsHalfWayIsTakenBack() throws InterruptedException {
        try (Town town = Bench.town("healthy", Duration.ofSeconds(5))) {
            town.succeeds("create-issuer", AT, Map.of("name", "next-ca"));
            X509 before = cert(town, "www").flatMap(c -> c.leaf(town.view())).orElseThrow();
            town.fault("approval-missing", true);
            var ends = town.takenBack(
                    "move-certificates",
                    Optional.of(town.instance(AT)),
                    "default",
                    Map.of("issuer", "local-ca", "to", "next-ca"));
            assertThat(ends.getFirst().problem().orElseThrow().why()).contains("isn't ready from that issuer yet");
            Cert www = cert(town, "www").orElseThrow();
            assertThat(www.object().text("spec", "issuerRef", "name")).contains("local-ca");
            assertThat(www.leaf(town.view()))
                    .as("the former one is served all the while")
                    .contains(before);
        }
    }

    @Test
    void whatAManifestInstalledIsRemovedAndItsCertificatesStay() throws InterruptedException {
        try (Town town = Bench.town("healthy", Duration.ofSeconds(5))) {
            town.succeeds("uninstall", AT, Map.of());
            assertThat(town.instance(AT).root().kind()).isEqualTo("CustomResourceDefinition");
            assertThat(cert(town, "www").flatMap(c -> c.leaf(town.view()))).isPresent();
            assertThat(town.view().get(ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", "cert-manager-webhook")))
                    .isEmpty();
            assertThat(town.constraints("renew-now", Optional.of(town.instance(AT))))
                    .containsExactly("no-controller");
        }
    }
}
