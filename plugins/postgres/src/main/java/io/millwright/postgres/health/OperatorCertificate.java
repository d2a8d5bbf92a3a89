package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.kit.X509;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The certificate with which the operator's webhooks answer: how long it is good for, and whether the API server trusts it. */
final class OperatorCertificate extends OperatorCheck {
    private static final String SECRET = "cnpg-webhook-cert";
    private static final Duration RENEWAL = Duration.ofDays(6);
    private static final Duration NOW = Duration.ofDays(3);

    OperatorCertificate() {
        super(
                "postgres.operator.certificate",
                "Certificate of the webhooks",
                Dimension.SECURITY,
                "Secret cnpg-webhook-cert, which the operator renews 7 days before its end: less than 6 days left is Warning, less than 3"
                        + " Critical; one that isn't signed by the caBundle of a webhook configuration is Critical.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        ObjectRef secret = ObjectRef.of(Kind.SECRET, ref.namespace(), SECRET);
        // Where somebody else provides the certificate, such as OLM, there is no such Secret.
        Optional<X509> served = view.get(secret).flatMap(s -> X509.ofSecret(s, "tls.crt"));
        List<Finding> findings = new ArrayList<>();
        served.ifPresent(c -> {
            ending(c, secret, ref, view).ifPresent(findings::add);
            findings.addAll(untrusted(c, secret, ref, view));
        });
        return findings;
    }

    private Optional<Finding> ending(X509 c, ObjectRef secret, ObjectRef operator, ClusterView view) {
        Instant end = c.notAfter();
        Duration left = Duration.between(view.now(), end);
        if (left.compareTo(RENEWAL) >= 0) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        left.compareTo(NOW) < 0 ? Severity.CRITICAL : Severity.WARNING,
                        left.isNegative()
                                ? "the webhooks' certificate ended " + Times.words(left) + " ago"
                                : "the webhooks' certificate ends in " + Times.words(left))
                .suffix("expiring")
                .impact((left.isNegative() ? "" : "From then on ")
                        + "every change of a database is refused by the API server.")
                .saw("end", secret, "data[tls.crt] notAfter", end)
                .compared("limit", "threshold", Times.words(RENEWAL))
                .cause("the operator renews it 7 days before the end; that fails")
                .manual("have it made anew", again(operator))
                .build());
    }

    private List<Finding> untrusted(X509 c, ObjectRef secret, ObjectRef operator, ClusterView view) {
        return Stream.of(
                        ObjectRef.of(Kind.MUTATING_WEBHOOK, "", Cnpg.MUTATING_WEBHOOKS),
                        ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", Cnpg.VALIDATING_WEBHOOKS))
                .filter(w -> view.get(w).stream()
                        .flatMap(o -> o.items("webhooks").stream())
                        .flatMap(h -> h.text("clientConfig", "caBundle").stream())
                        .flatMap(b -> X509.ofBase64(b).stream())
                        .anyMatch(authority -> !c.signedBy(authority)))
                .map(w -> draft(view, Severity.CRITICAL, "the API server doesn't trust the webhooks' certificate")
                        .suffix("untrusted")
                        .impact("Every change of a database is refused by the API server.")
                        .saw("authority that it is told", w, "webhooks[].clientConfig.caBundle", "another")
                        .saw("signed by", secret, "data[tls.crt] issuer", c.issuer())
                        .cause(
                                "the Secrets or the configuration were put back from elsewhere; the operator sets both at its start")
                        .manual("have both made anew", again(operator))
                        .build())
                .limit(1)
                .toList();
    }

    private static String again(ObjectRef operator) {
        return "kubectl -n " + operator.namespace() + " delete secret " + SECRET + "\nkubectl -n "
                + operator.namespace() + " rollout restart deployment " + operator.name();
    }
}
