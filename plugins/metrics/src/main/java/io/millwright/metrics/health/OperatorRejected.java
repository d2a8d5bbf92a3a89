package io.millwright.metrics.health;

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

/** Whether the operator has left out monitors or rules because they are wrong. */
final class OperatorRejected extends OperatorCheck {
    private static final Duration RECENT = Duration.ofHours(1);

    OperatorRejected() {
        super(
                "metrics.operator.rejected",
                "Monitors and rules taken up",
                Dimension.CONFIGURATION,
                "Events with reason InvalidConfiguration of the last hour: any is a Warning.");
    }

    @Override
    List<Finding> look(Resource o, ClusterView view) {
        List<Resource> events =
                view.list(Kind.EVENT, new Selector("", Map.of(), Map.of("reason", "InvalidConfiguration"))).stream()
                        .filter(e -> e.text("reason").orElse("").equals("InvalidConfiguration"))
                        .filter(e -> Times.kubernetes(e.text("lastTimestamp").or(() -> e.text("eventTime")))
                                .map(t -> Duration.between(t, view.now()).compareTo(RECENT) < 0)
                                .orElse(true))
                        .toList();
        if (events.isEmpty()) {
            return List.of();
        }
        Resource first = events.getFirst();
        String what = first.text("involvedObject", "kind").orElse("object") + " "
                + first.text("involvedObject", "namespace").orElse("") + "/"
                + first.text("involvedObject", "name").orElse("");
        return List.of(draft(
                        view,
                        Severity.WARNING,
                        what + " is left out"
                                + (events.size() > 1 ? ", and " + (events.size() - 1) + " more events" : ""))
                .impact("What it asks for isn't measured, or its alerts don't exist.")
                .saw(
                        "event",
                        ObjectRef.of(Kind.EVENT, first.namespace(), first.name()),
                        "message",
                        first.text("message").orElse(""))
                .manual(
                        "correct them",
                        "kubectl get events -A --field-selector reason=InvalidConfiguration\nThe message names the field.")
                .build());
    }
}
