package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.certificates.CertificatesTool;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.X509;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** cert-manager from nothing to removal, by commands alone; what it issues is checked with Java's own cryptography. */
abstract class CertificatesJourney extends Journey {
    static final Map<String, Tool> TOOLS = Map.of("certificates", new CertificatesTool());
    private static final String AT = "cert-manager/cert-manager";
    private static final String NAMESPACE = "mw-certificates";
    private static final List<String> LEASES = List.of(
            "cert-manager-controller",
            "cert-manager-cainjector-leader-election",
            "cert-manager-cainjector-leader-election-core");

    CertificatesJourney() {
        super("certificates", List.of(NAMESPACE));
    }

    @Override
    void clear(Place p) {
        CertManager.KINDS.forEach(k -> p.delete(Kind.CUSTOM_RESOURCE_DEFINITION, "", CertManager.definition(k)));
        // Left behind by the chart; the next one's controller would wait for them to run out.
        LEASES.forEach(l -> p.delete(Kind.of("coordination.k8s.io", "v1", "Lease", "leases"), "kube-system", l));
        p.delete(Kind.NAMESPACE, "", NAMESPACE);
        p.delete(Kind.NAMESPACE, "", "cert-manager");
    }

    @Test
    void anAuthorityFromInstallationToRemoval() {
        byChart("install", "", "version=1.10.2");
        assertThat(instances()).contains(AT).contains("1.10.2");
        assertThat(findings()).as("health after the installation").doesNotContain("Critical");

        runs("create-issuer", AT, "name=journey-ca");
        runs(
                "request-certificate",
                AT,
                "certificate-namespace=" + NAMESPACE,
                "name=shop",
                "names=shop.example.com,www.shop.example.com",
                "issuer=journey-ca");
        X509 first = leaf();
        assertThat(first.signedBy(authority("journey-ca"))).isTrue();
        runs("renew-now", AT, "certificate=" + NAMESPACE + "/shop");
        X509 renewed = leaf();
        assertThat(renewed.serial()).isNotEqualTo(first.serial());

        byChart("scale", AT, "webhook=2");
        assertThat(instances()).contains("2/2");
        byChart("upgrade", AT, "version=1.11.5");
        assertThat(instances()).contains("1.11.5").contains("2/2");
        assertThat(leaf()).as("an upgrade issues nothing anew").isEqualTo(renewed);

        aSettingIsChangedAndSetBack();
        theAuthorityIsRotatedWithOverlap();
        whatWasDeletedIsRestored();

        place().operator()
                .types(
                        "run",
                        "certificates",
                        "uninstall",
                        AT,
                        "--set",
                        "repository=" + place().charts(),
                        "--confirm",
                        "cert-manager")
                .done();
        assertThat(place().cluster().view().list(CertManager.CERTIFICATE, Selector.in(NAMESPACE)))
                .as("certificates are kept, though this chart doesn't mark its definitions")
                .hasSize(1);
        assertThat(place().get(Kind.DEPLOYMENT, "cert-manager", "cert-manager")).isEmpty();
        assertThat(place().operator().failures()).isEmpty();
    }

    private void aSettingIsChangedAndSetBack() {
        byChart("configure", AT, "setting=max-concurrent-challenges", "value=20");
        assertThat(challenges()).isEqualTo("20");
        byChart("configure", AT, "setting=max-concurrent-challenges", "value=");
        assertThat(challenges()).isEqualTo("60");
    }

    private String challenges() {
        return new Installation(place().get(Kind.DEPLOYMENT, "cert-manager", "cert-manager")
                        .orElseThrow())
                .argument("max-concurrent-challenges")
                .orElse("");
    }

    private void theAuthorityIsRotatedWithOverlap() {
        runs("publish-root", AT, "issuer=journey-ca");
        runs("rotate-ca", AT, "issuer=journey-ca", "name=journey-ca-next");
        runs("publish-root", AT, "issuer=journey-ca-next");
        assertThat(roots()).as("both roots are handed out meanwhile").hasSize(2);
        runs("move-certificates", AT, "issuer=journey-ca", "to=journey-ca-next");
        assertThat(leaf().signedBy(authority("journey-ca-next"))).isTrue();
        runs("retire-root", AT, "issuer=journey-ca");
        assertThat(roots()).containsExactly("root-journey-ca-next");
    }

    private List<String> roots() {
        return place()
                .cluster()
                .view()
                .list(Kind.CONFIG_MAP, Selector.labelled("cert-manager", CertManager.ROOT_LABEL, "true"))
                .stream()
                .map(Resource::name)
                .toList();
    }

    private void whatWasDeletedIsRestored() {
        runs("backup", AT);
        String backup = place().cluster()
                .view()
                .list(Kind.CONFIG_MAP, Selector.labelled("cert-manager", CertManager.BACKUP_LABEL, "true"))
                .getFirst()
                .name();
        X509 before = leaf();
        place().delete(CertManager.CERTIFICATE, NAMESPACE, "shop");
        runs("restore", AT, "backup=" + backup);
        assertThat(leaf()).as("nothing is issued anew").isEqualTo(before);
    }

    private void byChart(String runbook, String target, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("repository=" + place().charts());
        runs(runbook, target, all.toArray(String[]::new));
    }

    private String findings() {
        return place().operator().types("health", "certificates/" + AT).out();
    }

    private X509 leaf() {
        return secret(NAMESPACE, "shop-tls");
    }

    private X509 authority(String name) {
        return secret("cert-manager", name);
    }

    private X509 secret(String namespace, String name) {
        return X509.ofSecret(place().get(Kind.SECRET, namespace, name).orElseThrow(), "tls.crt")
                .orElseThrow();
    }
}
