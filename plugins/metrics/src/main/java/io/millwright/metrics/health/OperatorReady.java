package io.millwright.metrics.health;

import io.millwright.kit.Operators;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the operator runs. */
final class OperatorReady extends OperatorCheck {
    OperatorReady() {
        super(
                "metrics.operator.ready",
                "Operator running",
                Dimension.AVAILABILITY,
                "status.availableReplicas: none is Critical. A pod whose last end was OOMKilled is a Warning.");
    }

    @Override
    List<Finding> look(Resource o, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        if (!Operators.available(o)) {
            found.add(draft(view, Severity.CRITICAL, "the operator is down")
                    .suffix("down")
                    .impact("Metrics and alerts go on, but new rules, monitors and changes aren't taken up.")
                    .saw(
                            "available",
                            o.ref(Kind.DEPLOYMENT),
                            "status.availableReplicas",
                            o.text("status", "availableReplicas").orElse("0"))
                    .manual("see why", "kubectl -n " + o.namespace() + " get pods\n" + logs(o))
                    .build());
        }
        view
                .list(Kind.POD, new Selector(o.namespace(), o.textMap("spec", "selector", "matchLabels"), Map.of()))
                .stream()
                .filter(Memory::killed)
                .findFirst()
                .ifPresent(p -> found.add(draft(view, Severity.WARNING, "the operator ran out of memory")
                        .suffix("memory")
                        .impact("It begins anew each time, and changes wait meanwhile.")
                        .saw("last end", p.ref(Kind.POD), Memory.FIELD, "OOMKilled")
                        .manual(
                                "give it more",
                                "Set the chart's value prometheusOperator.resources.limits.memory, or limit what it watches with"
                                        + " --namespaces.")
                        .build()));
        return found;
    }
}
