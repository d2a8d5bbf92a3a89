package io.millwright.certificates.health;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Reasons;
import io.millwright.certificates.facts.Reasons.Meaning;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether orders at ACME servers come to an end. */
final class AcmeOrders extends OperatorCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    AcmeOrders() {
        super(
                "certificates.acme.orders",
                "ACME orders are fulfilled",
                Dimension.AVAILABILITY,
                "status.state of every Order and Challenge: not at its end after 15 min is Warning, invalid, expired or errored less than a day ago"
                        + " Critical; a reason that speaks of too many requests is Critical; a state that isn't known is Unknown.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        return Stream.concat(
                        view.list(CertManager.ORDER, Selector.ALL).stream().map(o -> one(o, CertManager.ORDER, view)),
                        view.list(CertManager.CHALLENGE, Selector.ALL).stream()
                                .map(o -> one(o, CertManager.CHALLENGE, view)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> one(Resource o, Kind kind, ClusterView view) {
        ObjectRef ref = o.ref(kind);
        String state = o.text("status", "state").orElse("");
        String reason = o.text("status", "reason").orElse("");
        Optional<Meaning> meaning = state.isEmpty() ? Optional.of(Meaning.WAITING) : Reasons.of("order.state", state);
        Duration age = Times.kubernetes(o.text("metadata", "creationTimestamp"))
                .map(t -> Duration.between(t, view.now()))
                .orElse(Duration.ZERO);
        String what = kind.kind() + " " + o.namespace() + "/" + o.name();
        if (meaning.isEmpty()) {
            return Optional.of(draft(view, Severity.UNKNOWN, what + " is in an unknown state: " + state)
                    .suffix(Checks.suffix(ref) + ".unknown")
                    .impact("Whether its certificate is issued can't be said.")
                    .saw("state", ref, "status.state", state)
                    .manual("look at it", look(o, kind))
                    .build());
        }
        if (reason.contains("too many") || reason.contains("rateLimited") || reason.contains("429")) {
            return Optional.of(draft(view, Severity.CRITICAL, what + " met a limit of the ACME server")
                    .suffix(Checks.suffix(ref) + ".limit")
                    .impact("More tries make it worse: limits last an hour to a week.")
                    .saw("reason", ref, "status.reason", reason)
                    .manual(
                            "stop trying",
                            "Use the staging server for tests, and wait until the limit is over before the next try.")
                    .build());
        }
        return switch (meaning.get()) {
            case GOOD -> Optional.empty();
            case FAILED ->
                age.compareTo(Duration.ofDays(1)) > 0
                        ? Optional.empty()
                        : Optional.of(draft(view, Severity.CRITICAL, what + " is " + state)
                                .suffix(Checks.suffix(ref))
                                .impact("The ACME server refused it; its certificate isn't issued.")
                                .saw("state", ref, "status.state", state)
                                .cause(reason)
                                .manual(
                                        "find out why the server couldn't verify the name",
                                        look(o, kind)
                                                + "\nHTTP-01: the name must lead to the ingress on port 80 without a redirect; DNS-01: the record"
                                                + " must be visible from outside; CAA records must allow the authority.")
                                .run(
                                        "then take failed orders away",
                                        "clean-up-failed",
                                        Map.of("namespace", o.namespace()))
                                .build());
            case RUNNING, WAITING ->
                age.compareTo(PATIENCE) < 0
                        ? Optional.empty()
                        : Optional.of(draft(view, Severity.WARNING, what + " waits for " + Times.words(age))
                                .suffix(Checks.suffix(ref) + ".waiting")
                                .impact("Its certificate isn't issued yet.")
                                .saw("state", ref, "status.state", state.isEmpty() ? "none" : state)
                                .cause(reason)
                                .manual("look at its challenges", look(o, kind))
                                .build());
        };
    }

    private static String look(Resource o, Kind kind) {
        return "kubectl -n " + o.namespace() + " describe " + kind.kind().toLowerCase(java.util.Locale.ROOT) + " "
                + o.name() + "\nkubectl -n " + o.namespace() + " get challenge";
    }
}
