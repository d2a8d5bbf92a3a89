package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.GoDuration;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long what is served is still good. */
final class CertificateExpiry extends OperatorCheck {
    private static final Duration SOON = Duration.ofDays(7);
    private static final Duration VERY_SOON = Duration.ofDays(2);
    private static final Duration BY_HAND = Duration.ofDays(30);

    CertificateExpiry() {
        super(
                "certificates.certificate.expiry",
                "Served certificates don't end soon",
                Dimension.AVAILABILITY,
                "notAfter of the leaf in each Secret (of the status without one): less than 7 d is Warning, less than 2 d or past is Critical;"
                        + " less than 30 d is Warning where renewal.policy is Disabled. A certificate whose whole life is shorter than 7 d is"
                        + " judged by its renewal alone.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        return Cert.all(view).stream().flatMap(c -> one(c, view).stream()).toList();
    }

    private Optional<Finding> one(Cert c, ClusterView view) {
        Optional<Instant> end = c.end(view);
        if (end.isEmpty()) {
            return Optional.empty();
        }
        Duration left = Duration.between(view.now(), end.get());
        Duration life =
                c.object().text("spec", "duration").flatMap(GoDuration::of).orElse(Duration.ofDays(90));
        boolean shortLived = life.compareTo(SOON) <= 0 && !c.suspended();
        Optional<Severity> severity = left.isNegative()
                ? Optional.of(Severity.CRITICAL)
                : shortLived
                        ? Optional.empty()
                        : left.compareTo(VERY_SOON) < 0
                                ? Optional.of(Severity.CRITICAL)
                                : left.compareTo(c.suspended() ? BY_HAND : SOON) < 0
                                        ? Optional.of(Severity.WARNING)
                                        : Optional.empty();
        return severity.map(s -> draft(
                        view,
                        s,
                        left.isNegative()
                                ? "certificate " + c.path() + " ended " + Times.words(left) + " ago"
                                : "certificate " + c.path() + " ends in " + Times.words(left))
                .suffix(Checks.suffix(c.ref()))
                .impact(
                        left.isNegative()
                                ? "Clients refuse the connection now."
                                : "Clients refuse the connection from then on.")
                .saw("end", c.secret(), "data.tls.crt", end.get())
                .run("renew it now", "renew-now", Map.of("certificate", c.path()))
                .build());
    }
}
