package io.millwright.metrics.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Reason;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.State;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether the operator reaches what is asked for. */
final class Condition extends ServerCheck {
    Condition(String component) {
        super(
                "metrics." + component + ".condition",
                (component.equals(Names.PROMETHEUS) ? "Prometheus" : "Alertmanager") + " as asked for",
                Dimension.AVAILABILITY,
                component,
                "Conditions Reconciled and Available: False is Critical, Degraded over 10 minutes a Warning, a reason that isn't known Unknown."
                        + " observedGeneration behind for over 3 minutes, or spec.paused for over a day, is a Warning.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        if (s.paused()) {
            return paused(s, view);
        }
        List<Finding> found = new ArrayList<>();
        for (String type : List.of("Reconciled", "Available")) {
            Optional<Resource> condition = s.object().condition(type);
            state(s, type, condition, view).ifPresent(found::add);
            condition
                    .flatMap(c -> c.text("reason"))
                    .filter(r -> Reason.of(r).contains(Reason.UNMAPPED))
                    .ifPresent(r ->
                            found.add(draft(view, Severity.UNKNOWN, type + " has a reason that isn't known here: " + r)
                                    .suffix("reason")
                                    .impact("What the operator means by it can't be said.")
                                    .saw("reason", s.ref(), "status.conditions[" + type + "].reason", r)
                                    .manual("look yourself", describe(s))
                                    .build()));
        }
        if (found.isEmpty() && !s.seen() && longer(s.object().condition("Reconciled"), Duration.ofMinutes(3), view)) {
            found.add(draft(view, Severity.WARNING, "the operator hasn't seen the newest change")
                    .suffix("behind")
                    .impact("What was asked for last isn't applied.")
                    .saw(
                            "generation",
                            s.ref(),
                            "metadata.generation",
                            s.object().generation())
                    .manual("look at the operator", describe(s))
                    .build());
        }
        return found;
    }

    private Optional<Finding> state(Server s, String type, Optional<Resource> condition, ClusterView view) {
        State state = s.state(type);
        boolean reconciled = type.equals("Reconciled");
        String message = condition.flatMap(c -> c.text("message")).orElse("");
        Severity severity = switch (state) {
            case TRUE -> Severity.OK;
            case DEGRADED -> longer(condition, Duration.ofMinutes(10), view) ? Severity.WARNING : Severity.OK;
            case FALSE -> Severity.CRITICAL;
            case UNKNOWN, ABSENT -> longer(condition, Duration.ofMinutes(3), view) ? Severity.UNKNOWN : Severity.OK;
            case UNMAPPED -> Severity.UNKNOWN;
        };
        if (severity == Severity.OK) {
            return Optional.empty();
        }
        String word = condition.flatMap(c -> c.text("status")).orElse("not written");
        return Optional.of(
                draft(view, severity, type + " is " + word + (message.isEmpty() ? "" : ": " + firstLine(message)))
                        .suffix(type.toLowerCase(Locale.ROOT))
                        .impact(
                                reconciled
                                        ? "No change is applied until the cause is gone: new rules and targets neither."
                                        : s.prometheus()
                                                ? "Less is measured, and alerts may not fire."
                                                : "Alerts may be lost or told twice.")
                        .saw("condition", s.ref(), "status.conditions[" + type + "].status", word)
                        .saw(
                                "reason",
                                s.ref(),
                                "status.conditions[" + type + "].reason",
                                condition.flatMap(c -> c.text("reason")).orElse("none"))
                        .cause(message)
                        .since(condition.flatMap(c -> Times.kubernetes(c.text("lastTransitionTime"))))
                        .manual(
                                "see why",
                                describe(s) + "\n"
                                        + (reconciled
                                                ? "The message names what is wrong: often a Secret, a storage class or additionalScrapeConfigs."
                                                : "kubectl -n " + s.namespace() + " get pods -l " + Names.APP_INSTANCE
                                                        + "=" + s.name()))
                        .build());
    }

    private List<Finding> paused(Server s, ClusterView view) {
        Optional<Resource> last = s.object().condition("Available");
        return longer(last, Duration.ofDays(1), view)
                ? List.of(resume(
                                s,
                                draft(view, Severity.WARNING, "the operator is told to leave it alone")
                                        .suffix("paused")
                                        .impact("New rules, targets and changes are not applied, and nobody notices.")
                                        .saw("paused", s.ref(), "spec.paused", true))
                        .build())
                : List.of();
    }

    private static FindingDraft resume(Server s, FindingDraft draft) {
        return s.prometheus()
                ? draft.run("take it up again", "resume", Map.of())
                : draft.manual(
                        "take it up again",
                        "kubectl -n " + s.namespace() + " patch alertmanager " + s.name()
                                + " --type merge -p '{\"spec\":{\"paused\":false}}'");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
