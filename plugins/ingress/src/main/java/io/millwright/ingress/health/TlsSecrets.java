package io.millwright.ingress.health;

import io.millwright.ingress.facts.ServedCertificate;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What is wrong with a Secret that is to be served to those hosts. */
final class TlsSecrets {
    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration NOW = Duration.ofDays(3);

    private TlsSecrets() {}

    /**
     * Empty when it is good.
     *
     * @param draft makes a finding of the check
     * @param user which object serves it, in words
     */
    static Optional<FindingDraft> look(
            ObjectRef secret,
            List<String> hosts,
            String user,
            ClusterView view,
            BiFunction<Severity, String, FindingDraft> draft) {
        String name = secret.namespace() + "/" + secret.name();
        Optional<Resource> live;
        try {
            live = view.get(secret);
        } catch (ProblemException e) {
            return Optional.of(draft.apply(Severity.UNKNOWN, user + ": Secret " + name + " can't be read")
                    .suffix("unreadable." + secret.namespace() + "." + secret.name())
                    .impact("An expired or wrong certificate would stay unseen.")
                    .saw("reading it", secret, "data", e.problem().why())
                    .manual("get the right to read it", "kubectl auth can-i get secrets -n " + secret.namespace()));
        }
        Optional<String> defect =
                live.isEmpty() ? Optional.of("it doesn't exist") : ServedCertificate.defect(live.get());
        if (defect.isPresent()) {
            return Optional.of(defect(draft, user, name, secret, defect.get()));
        }
        ServedCertificate certificate =
                ServedCertificate.read(live.orElseThrow()).orElseThrow();
        List<String> uncovered = hosts.stream()
                .filter(h -> !h.isEmpty() && !certificate.covers(h))
                .toList();
        if (!uncovered.isEmpty()) {
            return Optional.of(
                    defect(draft, user, name, secret, "its certificate isn't for " + String.join(", ", uncovered)));
        }
        if (!certificate.ordered()) {
            return Optional.of(
                    defect(draft, user, name, secret, "its chain isn't in the order leaf, intermediate, root"));
        }
        Duration left = Duration.between(view.now(), certificate.ends());
        if (left.compareTo(SOON) > 0) {
            return Optional.empty();
        }
        boolean over = left.isNegative();
        return Optional.of(draft.apply(
                        left.compareTo(NOW) < 0 ? Severity.CRITICAL : Severity.WARNING,
                        user + ": the certificate of " + name + (over ? " expired " : " expires in ")
                                + Times.words(left) + (over ? " ago" : ""))
                .suffix("expiry." + secret.namespace() + "." + secret.name())
                .impact(over ? "Browsers refuse the site." : "From then on browsers refuse the site.")
                .saw("end of its validity", secret, "data.tls.crt notAfter", certificate.ends())
                .manual("have it renewed", """
                        With cert-manager: kubectl -n %1$s get certificates; cmctl -n %1$s renew NAME
                        By hand: kubectl -n %1$s create secret tls %2$s --cert=chain.pem --key=key.pem --dry-run=client -o yaml | kubectl apply -f -
                        """.formatted(secret.namespace(), secret.name())));
    }

    private static FindingDraft defect(
            BiFunction<Severity, String, FindingDraft> draft, String user, String name, ObjectRef secret, String what) {
        return draft.apply(Severity.CRITICAL, user + ": Secret " + name + " can't be served: " + what)
                .suffix("defect." + secret.namespace() + "." + secret.name())
                .impact("Its hosts get another certificate or none, and browsers refuse them.")
                .saw("Secret", secret, "type, data", what)
                .manual("make it anew", """
                        kubectl -n %1$s create secret tls %2$s --cert=chain.pem --key=key.pem --dry-run=client -o yaml | kubectl apply -f -
                        chain.pem: the host's certificate first, then the intermediate ones.
                        """.formatted(secret.namespace(), secret.name()));
    }
}
