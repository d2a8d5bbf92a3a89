package io.millwright.logging.health;

import io.millwright.kit.Times;
import io.millwright.kit.X509;
import io.millwright.logging.facts.Elastic;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the certificate of the API is renewed in time. */
final class Certificates extends EsCheck {
    Certificates() {
        super(
                "logging.es.certificates",
                "Certificates",
                Dimension.SECURITY,
                "Secret NAME-es-http-certs-public, tls.crt, notAfter: under 7 days is Warning, under 24 hours Critical: the operator renews 24 hours before.");
    }

    @Override
    List<Finding> look(Elastic e, ClusterView view) {
        if (e.scheme().equals("http")) {
            return List.of();
        }
        ObjectRef ref = e.beside(Kind.SECRET, "-es-http-certs-public");
        try {
            Optional<Instant> end =
                    view.get(ref).flatMap(s -> s.text("data", "tls.crt")).map(Certificates::end);
            if (end.isEmpty()) {
                return List.of(unreadable(e, ref, "there is no tls.crt", view));
            }
            Duration left = Duration.between(view.now(), end.get());
            if (left.compareTo(Duration.ofDays(7)) >= 0) {
                return List.of();
            }
            boolean late = left.compareTo(Duration.ofHours(24)) < 0;
            return List.of(draft(
                            view,
                            late ? Severity.CRITICAL : Severity.WARNING,
                            left.isNegative()
                                    ? "the certificate has expired"
                                    : "the certificate ends in " + Times.words(left))
                    .suffix(late ? "late" : "soon")
                    .impact(
                            late
                                    ? "The operator should have renewed it: collectors and Kibana will refuse to connect."
                                    : "The operator renews it 24 hours before, if it works.")
                    .saw("end", ref, "data.tls.crt notAfter", end.get())
                    .manual(
                            "see whether the operator is paused or down, then have it made anew",
                            "kubectl -n " + e.namespace() + " delete secret " + e.name() + "-es-http-certs-internal")
                    .build());
        } catch (ProblemException p) {
            return List.of(unreadable(e, ref, p.problem().why(), view));
        }
    }

    private Finding unreadable(Elastic e, ObjectRef ref, String why, ClusterView view) {
        return draft(view, Severity.UNKNOWN, "the certificate can't be read")
                .suffix("unreadable")
                .impact("When it ends isn't known.")
                .saw("why", ref, "data.tls.crt", why)
                .manual(
                        "look yourself",
                        "kubectl -n " + e.namespace() + " get secret " + ref.name()
                                + " -o jsonpath='{.data.tls\\.crt}' | base64 -d | openssl x509 -noout -enddate")
                .build();
    }

    private static Instant end(String encoded) {
        return X509.ofBase64(encoded)
                .map(X509::notAfter)
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "read a certificate", "tls.crt", "it isn't a certificate", "Look at the Secret.")));
    }
}
