package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.GoDuration;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.Times;
import io.millwright.kit.X509;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the authorities of the cluster's own live long enough. */
final class IssuerAuthority extends OperatorCheck {
    private static final Duration LEAST = Duration.ofDays(30);

    IssuerAuthority() {
        super(
                "certificates.issuer.authority",
                "Authorities outlive what they sign",
                Dimension.SECURITY,
                "The certificate in the Secret of every ca issuer: less than 30 d left or no authority is Critical, less left than the longest"
                        + " certificate it issues is Warning.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<Cert> certs = Cert.all(view);
        for (Resource issuer : Issuers.all(view)) {
            Issuers.authority(issuer, installation.clusterResourceNamespace())
                    .flatMap(s -> one(issuer, s, certs, view))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<Finding> one(Resource issuer, ObjectRef secret, List<Cert> certs, ClusterView view) {
        ObjectRef ref = Issuers.ref(issuer);
        Optional<X509> authority = view.get(secret).flatMap(s -> X509.ofSecret(s, "tls.crt"));
        if (authority.isEmpty()) {
            // The issuer's own state says so.
            return Optional.empty();
        }
        if (!authority.get().authority()) {
            return Optional.of(
                    draft(view, Severity.CRITICAL, "what " + ref.display() + " signs with isn't an authority")
                            .suffix(Checks.suffix(ref) + ".leaf")
                            .impact("Clients refuse what it signs.")
                            .saw("certificate", secret, "data.tls.crt", "basicConstraints says no authority")
                            .run("create a certificate authority", "create-issuer", Map.of())
                            .build());
        }
        Duration left = Duration.between(view.now(), authority.get().notAfter());
        Duration longest = certs.stream()
                .filter(c -> Issuers.of(c.object()).equals(Optional.of(ref)))
                .map(c -> c.object()
                        .text("spec", "duration")
                        .flatMap(GoDuration::of)
                        .orElse(Duration.ofDays(90)))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        if (left.compareTo(LEAST) >= 0 && left.compareTo(longest) >= 0) {
            return Optional.empty();
        }
        boolean critical = left.compareTo(LEAST) < 0;
        return Optional.of(draft(
                        view,
                        critical ? Severity.CRITICAL : Severity.WARNING,
                        left.isNegative()
                                ? "the authority of " + ref.display() + " has ended"
                                : "the authority of " + ref.display() + " ends in " + Times.words(left))
                .suffix(Checks.suffix(ref))
                .impact("Everything that it has signed is refused from that moment, whatever its own end.")
                .saw("end", secret, "data.tls.crt", authority.get().notAfter())
                .run(
                        "begin a rotation with overlap",
                        "rotate-ca",
                        Map.of("issuer", ref.name(), "issuer-namespace", ref.namespace()))
                .build());
    }
}
