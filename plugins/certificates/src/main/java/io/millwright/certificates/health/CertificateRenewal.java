package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
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

/** Whether renewals come when they are due. */
final class CertificateRenewal extends OperatorCheck {
    CertificateRenewal() {
        super(
                "certificates.certificate.renewal",
                "Renewals aren't late",
                Dimension.DURABILITY,
                "status.renewalTime of every Certificate: past by more than 1 h is Warning, by more than 24 h Critical. Those with"
                        + " renewal.policy Disabled are Info.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        return Cert.all(view).stream().flatMap(c -> one(c, view).stream()).toList();
    }

    private Optional<Finding> one(Cert c, ClusterView view) {
        if (c.suspended()) {
            // An authority that is renewed by hand is upstream's own advice.
            return c.object().flag("spec", "isCA").orElse(false)
                    ? Optional.empty()
                    : Optional.of(draft(view, Severity.INFO, "certificate " + c.path() + " is never renewed by itself")
                            .suffix(Checks.suffix(c.ref()) + ".disabled")
                            .impact("Somebody has to think of it before it ends.")
                            .saw("policy", c.ref(), "spec.renewal.policy", "Disabled")
                            .run("renew it now", "renew-now", Map.of("certificate", c.path()))
                            .build());
        }
        Optional<Instant> due = c.time("status", "renewalTime");
        Duration late = due.map(d -> Duration.between(d, view.now())).orElse(Duration.ZERO);
        if (late.compareTo(Duration.ofHours(1)) < 0) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        late.compareTo(Duration.ofHours(24)) < 0 ? Severity.WARNING : Severity.CRITICAL,
                        "the renewal of " + c.path() + " is " + Times.words(late) + " late")
                .suffix(Checks.suffix(c.ref()))
                .impact("It is served until its end and no longer.")
                .saw("due", c.ref(), "status.renewalTime", due.get())
                .cause(c.message("Issuing"))
                .since(due)
                .run("renew it now", "renew-now", Map.of("certificate", c.path()))
                .build());
    }
}
