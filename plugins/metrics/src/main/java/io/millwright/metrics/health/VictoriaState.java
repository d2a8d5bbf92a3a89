package io.millwright.metrics.health;

import io.millwright.kit.Times;
import io.millwright.metrics.facts.Victoria;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether VictoriaMetrics' operator reaches what is asked for. */
final class VictoriaState extends VictoriaCheck {
    VictoriaState() {
        super(
                "metrics.victoriametrics.state",
                "VictoriaMetrics as asked for",
                Dimension.AVAILABILITY,
                "status.updateStatus: failed is Critical, expanding over 30 minutes and paused over a day are Warnings, what isn't known is Unknown.");
    }

    @Override
    List<Finding> look(Victoria v, ClusterView view) {
        String word = v.object().text("status", "updateStatus").orElse("not written");
        Optional<Instant> since = v.object().items("status", "conditions").stream()
                .flatMap(c -> Times.kubernetes(c.text("lastTransitionTime")).stream())
                .max(Comparator.naturalOrder());
        Duration lasting = since.map(t -> Duration.between(t, view.now())).orElse(Duration.ofDays(2));
        Severity severity = switch (v.update()) {
            case OPERATIONAL -> Severity.OK;
            case FAILED -> Severity.CRITICAL;
            case EXPANDING -> lasting.compareTo(Duration.ofMinutes(30)) > 0 ? Severity.WARNING : Severity.OK;
            case PAUSED -> lasting.compareTo(Duration.ofDays(1)) > 0 ? Severity.WARNING : Severity.OK;
            case IGNORED -> Severity.INFO;
            case ABSENT, UNMAPPED -> Severity.UNKNOWN;
        };
        return severity == Severity.OK
                ? List.of()
                : List.of(draft(
                                view,
                                severity,
                                "state " + word + ": " + v.update().meaning())
                        .suffix(v.update().name().toLowerCase(Locale.ROOT))
                        .impact("What was asked for last isn't applied.")
                        .saw("state", v.object().ref(v.kind()), "status.updateStatus", word)
                        .cause(v.object().text("status", "reason").orElse(""))
                        .since(since)
                        .manual("see why", describe(v))
                        .build());
    }
}
