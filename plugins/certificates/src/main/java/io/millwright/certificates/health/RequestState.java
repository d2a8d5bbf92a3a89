package io.millwright.certificates.health;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Reasons;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether requests are approved and answered. */
final class RequestState extends OperatorCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    RequestState() {
        super(
                "certificates.request.state",
                "Requests are approved and answered",
                Dimension.AVAILABILITY,
                "Conditions of every CertificateRequest: Denied is Critical, not Approved for more than 5 min Warning, Failed less than a day ago"
                        + " Warning; a reason that isn't known is Unknown.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        return view.list(CertManager.REQUEST, Selector.ALL).stream()
                .flatMap(r -> one(r, installation, view).stream())
                .toList();
    }

    private Optional<Finding> one(Resource r, Installation installation, ClusterView view) {
        ObjectRef ref = r.ref(CertManager.REQUEST);
        String reason = r.condition("Ready").flatMap(c -> c.text("reason")).orElse("");
        String message = r.condition("Ready").flatMap(c -> c.text("message")).orElse("");
        boolean old = Times.kubernetes(r.text("metadata", "creationTimestamp"))
                .filter(t -> t.plus(PATIENCE).isBefore(view.now()))
                .isPresent();
        Optional<Instant> failed = Times.kubernetes(r.text("status", "failureTime"));
        if (r.condition("Denied")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent()) {
            return Optional.of(
                    draft(view, Severity.CRITICAL, "request " + r.namespace() + "/" + r.name() + " was denied")
                            .suffix(Checks.suffix(ref))
                            .impact("Its certificate isn't issued until the policy allows it.")
                            .saw(
                                    "condition",
                                    ref,
                                    "status.conditions[Denied]",
                                    r.condition("Denied")
                                            .flatMap(c -> c.text("message"))
                                            .orElse("True"))
                            .manual(
                                    "change the policy or the certificate",
                                    "kubectl -n " + r.namespace() + " describe certificaterequest " + r.name())
                            .build());
        }
        if (!reason.isEmpty() && Reasons.of("request.Ready", reason).isEmpty()) {
            return Optional.of(draft(
                            view,
                            Severity.UNKNOWN,
                            "request " + r.namespace() + "/" + r.name() + " is in an unknown state: " + reason)
                    .suffix(Checks.suffix(ref) + ".unknown")
                    .impact("Whether it is answered can't be said.")
                    .saw("condition", ref, "status.conditions[Ready].reason", reason)
                    .manual("look at it", "kubectl -n " + r.namespace() + " describe certificaterequest " + r.name())
                    .build());
        }
        if (reason.equals("Failed")
                && failed.filter(t -> t.plus(Duration.ofDays(1)).isAfter(view.now()))
                        .isPresent()) {
            return Optional.of(
                    draft(view, Severity.WARNING, "request " + r.namespace() + "/" + r.name() + " failed: " + message)
                            .suffix(Checks.suffix(ref))
                            .impact("The issuer refused it; it is tried again later and later.")
                            .saw("condition", ref, "status.conditions[Ready]", message)
                            .since(failed)
                            .run(
                                    "take failed requests away when the cause is mended",
                                    "clean-up-failed",
                                    Map.of("namespace", r.namespace()))
                            .build());
        }
        if (old && r.condition("Approved").isEmpty() && !reason.equals("Issued")) {
            return Optional.of(draft(
                            view, Severity.WARNING, "request " + r.namespace() + "/" + r.name() + " waits for approval")
                    .suffix(Checks.suffix(ref) + ".approval")
                    .impact("Its certificate isn't issued until somebody approves it.")
                    .saw("condition", ref, "status.conditions[Approved]", "none")
                    .cause(installation.approves() ? "" : "automatic approval is switched off at the controller")
                    .manual("approve or deny it", "cmctl approve -n " + r.namespace() + " " + r.name())
                    .build());
        }
        return Optional.empty();
    }
}
