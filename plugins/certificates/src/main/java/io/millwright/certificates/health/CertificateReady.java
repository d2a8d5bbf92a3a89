package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Reasons;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether certificates are what they should be. */
final class CertificateReady extends OperatorCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration NEAR = Duration.ofDays(7);

    CertificateReady() {
        super(
                "certificates.certificate.ready",
                "Certificates are ready",
                Dimension.AVAILABILITY,
                "Ready of every Certificate: False for more than 10 min is Critical when nothing was ever issued, or what is served ends within"
                        + " 7 d, else Warning; a reason that isn't known is Unknown. The newest request says why.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        return Cert.all(view).stream().flatMap(c -> one(c, view).stream()).toList();
    }

    private Optional<Finding> one(Cert c, ClusterView view) {
        String reason = c.reason("Ready");
        boolean known =
                reason.isEmpty() || Reasons.of("certificate.Ready", reason).isPresent();
        if (c.ready() || Checks.young(c.object(), view)) {
            return Optional.empty();
        }
        if (!known) {
            return Optional.of(draft(view, Severity.UNKNOWN, c.path() + " is in a state that isn't known: " + reason)
                    .suffix(Checks.suffix(c.ref()) + ".unknown")
                    .impact("Whether it is served and renewed can't be said.")
                    .saw("state", c.ref(), "status.conditions[Ready].reason", reason)
                    .manual("look at it", describe(c))
                    .build());
        }
        if (c.since("Ready").filter(t -> t.plus(PATIENCE).isAfter(view.now())).isPresent()) {
            return Optional.empty();
        }
        Optional<Instant> end = c.end(view);
        boolean critical = end.isEmpty() || end.get().isBefore(view.now().plus(NEAR));
        Optional<Resource> request = c.newestRequest(view);
        String why = request.flatMap(r -> r.condition("Ready"))
                .filter(x -> !x.text("status").orElse("").equals("True"))
                .flatMap(x -> x.text("message"))
                .orElse(c.message("Ready"));
        FindingDraft draft = draft(
                        view,
                        critical ? Severity.CRITICAL : Severity.WARNING,
                        "certificate " + c.path() + " isn't ready: "
                                + (reason.isEmpty() ? "not looked at yet" : reason))
                .suffix(Checks.suffix(c.ref()))
                .impact(
                        end.isEmpty()
                                ? "Nothing was ever issued: what needs it can't serve TLS."
                                : "The former certificate is served until " + end.get() + ".")
                .saw("state", c.ref(), "status.conditions[Ready]", reason + ": " + c.message("Ready"))
                .cause(why)
                .since(c.since("Ready"));
        request.ifPresent(r -> draft.saw(
                "newest request",
                r.ref(CertManager.REQUEST),
                "status.conditions[Ready].reason",
                r.condition("Ready").flatMap(x -> x.text("reason")).orElse("none")));
        return Optional.of(
                draft.manual("find the cause, then renew", describe(c)).build());
    }

    private static String describe(Cert c) {
        return "kubectl -n " + c.object().namespace() + " describe certificate "
                + c.object().name() + "\nkubectl -n " + c.object().namespace()
                + " get certificaterequest,order,challenge";
    }
}
