package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.Installation;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether issuing fails. */
final class CertificateFailing extends OperatorCheck {
    CertificateFailing() {
        super(
                "certificates.certificate.failing",
                "Issuing doesn't fail",
                Dimension.DURABILITY,
                "status.failedIssuanceAttempts: 1 or more is Warning, 4 or more, or an end within 2 d of the next try, is Critical. The next try"
                        + " is 1 h after the first failure, twice as long after each further one, at most 32 h.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        return Cert.all(view).stream()
                .filter(c -> c.failures() > 0)
                .map(c -> one(c, view))
                .toList();
    }

    private Finding one(Cert c, ClusterView view) {
        Optional<Instant> next = c.nextTry();
        Instant horizon = next.orElse(view.now()).plus(Duration.ofDays(2));
        boolean tight = c.end(view).filter(e -> e.isBefore(horizon)).isPresent();
        String message = c.message("Issuing");
        return draft(
                        view,
                        c.failures() >= 4 || tight ? Severity.CRITICAL : Severity.WARNING,
                        "issuing " + c.path() + " has failed " + c.failures()
                                + (c.failures() == 1 ? " time" : " times"))
                .suffix(Checks.suffix(c.ref()))
                .impact(next.map(t -> "It is tried again at " + t + ".").orElse("When it is tried again isn't known."))
                .saw("failures", c.ref(), "status.failedIssuanceAttempts", c.failures())
                .saw(
                        "last one",
                        c.ref(),
                        "status.lastFailureTime",
                        c.object().text("status", "lastFailureTime").orElse("?"))
                .cause(message)
                .since(c.time("status", "lastFailureTime"))
                .run("when the cause is mended: renew it now", "renew-now", Map.of("certificate", c.path()))
                .build();
    }
}
