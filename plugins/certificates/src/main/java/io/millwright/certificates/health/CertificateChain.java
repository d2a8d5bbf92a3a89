package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.X509;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what is served was signed by the authority that its issuer has now. */
final class CertificateChain extends OperatorCheck {
    CertificateChain() {
        super(
                "certificates.certificate.chain",
                "Chains end at the issuer's authority",
                Dimension.SECURITY,
                "The leaf in each Secret of a ca issuer is verified with the certificate in the issuer's Secret: a failure is Critical."
                        + " cert-manager doesn't issue anew when an authority changes.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Cert c : Cert.all(view)) {
            Optional<Resource> issuer = Issuers.of(c.object()).flatMap(view::get);
            Optional<ObjectRef> secret =
                    issuer.flatMap(i -> Issuers.authority(i, installation.clusterResourceNamespace()));
            Optional<X509> authority = secret.flatMap(view::get).flatMap(s -> X509.ofSecret(s, "tls.crt"));
            Optional<X509> leaf = c.leaf(view);
            if (!c.ready()
                    || authority.isEmpty()
                    || leaf.isEmpty()
                    || leaf.get().signedBy(authority.get())) {
                continue;
            }
            findings.add(
                    draft(view, Severity.CRITICAL, c.path() + " wasn't signed by the authority that its issuer has now")
                            .suffix(Checks.suffix(c.ref()))
                            .impact("Clients that trust only the present authority refuse it.")
                            .saw("leaf", c.secret(), "data.tls.crt", leaf.get().fingerprint())
                            .saw(
                                    "authority",
                                    secret.orElseThrow(),
                                    "data.tls.crt",
                                    authority.get().fingerprint())
                            .cause("The authority was replaced in place; cert-manager doesn't notice that.")
                            .run("issue it anew", "renew-now", Map.of("certificate", c.path()))
                            .build());
        }
        return findings;
    }
}
