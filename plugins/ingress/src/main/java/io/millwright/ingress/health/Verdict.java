package io.millwright.ingress.health;

import io.millwright.ingress.facts.Reasons;
import io.millwright.ingress.facts.Reasons.Meaning;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a condition of the Gateway API amounts to.
 *
 * @param severity how bad
 * @param type the condition
 * @param word its status and reason, for a title: {@code AddressNotAssigned}
 * @param message the controller's own words
 */
record Verdict(Severity severity, String type, String word, String message) {
    private static final Duration GRACE = Duration.ofMinutes(2);
    /** Conditions that are a warning when they are True. */
    private static final List<String> BAD_WHEN_TRUE =
            List.of("Conflicted", "OverlappingTLSConfig", "PartiallyInvalid", "InsecureFrontendValidationMode");

    /** Empty when the condition is as it should be, or is too young to judge. A type that may be absent is left out by the caller. */
    static Optional<Verdict> of(String on, Resource condition, ClusterView view) {
        String type = condition.text("type").orElse("");
        String status = condition.text("status").orElse("Unknown");
        String reason = condition.text("reason").orElse("");
        String message = condition.text("message").orElse("");
        String bad = BAD_WHEN_TRUE.contains(type) ? "True" : "False";
        if (status.equals(bad.equals("True") ? "False" : "True")) {
            // A Gateway may be accepted with some of its listeners broken: these tell by themselves.
            return Optional.empty();
        }
        boolean young = Times.kubernetes(condition.text("lastTransitionTime"))
                .filter(t -> t.plus(GRACE).isAfter(view.now()))
                .isPresent();
        Optional<Meaning> meaning = Reasons.of(on, type, reason);
        Severity severity = meaning.map(m -> switch (m) {
                    case GOOD, BROKEN -> Severity.CRITICAL;
                    case WAIT -> Severity.WARNING;
                    case MARGIN -> Severity.WARNING;
                })
                .orElse(Severity.UNKNOWN);
        if (young && severity != Severity.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(severity, type, reason.isEmpty() ? status : reason, message));
    }
}
