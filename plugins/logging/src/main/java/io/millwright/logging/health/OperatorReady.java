package io.millwright.logging.health;

import io.millwright.kit.health.NotReady;
import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Collectors;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** Whether the operator runs. */
final class OperatorReady extends RootCheck {
    OperatorReady() {
        super(
                "logging.operator.ready",
                "Operator running",
                Dimension.AVAILABILITY,
                Names.OPERATOR,
                List.of(Kind.STATEFUL_SET, Kind.DEPLOYMENT),
                "status.readyReplicas: none is Critical. A pod's last end OOMKilled is Critical.");
    }

    @Override
    protected List<Finding> look(Resource o, Instance instance, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        ObjectRef ref = o.ref(Eck.kind(o));
        if (!Eck.running(o)) {
            found.add(draft(view, Severity.CRITICAL, "the operator is down")
                    .suffix("down")
                    .impact("Clusters go on, but nothing is repaired or changed, and certificates aren't renewed.")
                    .saw(
                            "ready",
                            ref,
                            "status.readyReplicas",
                            o.text("status", "readyReplicas").orElse("0"))
                    .cause(Collectors.pods(o, view).stream()
                            .flatMap(p -> NotReady.why(p).map(w -> p.name() + ": " + w).stream())
                            .findFirst()
                            .orElse(""))
                    .manual(
                            "see why",
                            "kubectl -n %1$s get pods\nkubectl -n %1$s logs %2$s/%3$s --tail=50"
                                    .formatted(
                                            o.namespace(),
                                            ref.kind().kind().toLowerCase(java.util.Locale.ROOT),
                                            o.name()))
                    .build());
        }
        Collectors.pods(o, view).stream()
                .filter(p -> p.items("status", "containerStatuses").stream()
                        .anyMatch(c -> c.text("lastState", "terminated", "reason")
                                .filter("OOMKilled"::equals)
                                .isPresent()))
                .findFirst()
                .ifPresent(p -> found.add(draft(view, Severity.CRITICAL, "the operator ran out of memory")
                        .suffix("memory")
                        .impact("It begins anew each time, and may never get through all clusters.")
                        .saw(
                                "last end",
                                p.ref(Kind.POD),
                                "status.containerStatuses[].lastState.terminated.reason",
                                "OOMKilled")
                        .manual(
                                "give it 2Gi",
                                "helm upgrade with --reset-then-reuse-values --set resources.limits.memory=2Gi")
                        .build()));
        return found;
    }
}
