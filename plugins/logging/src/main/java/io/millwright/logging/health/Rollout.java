package io.millwright.logging.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether every node has a collector. */
final class Rollout extends RootCheck {
    Rollout() {
        super(
                "logging.fluent-bit.rollout",
                "A collector on every node",
                Dimension.AVAILABILITY,
                Names.FLUENT_BIT,
                Kind.DAEMON_SET,
                "DaemonSet status.numberReady against desiredNumberScheduled: fewer is Warning, none is Critical.");
    }

    @Override
    protected List<Finding> look(Resource d, Instance instance, ClusterView view) {
        long wanted = d.number("status", "desiredNumberScheduled").orElse(0L);
        long ready = d.number("status", "numberReady").orElse(0L);
        if (ready >= wanted && wanted > 0) {
            return List.of();
        }
        return List.of(draft(
                        view,
                        ready == 0 ? Severity.CRITICAL : Severity.WARNING,
                        ready + " of " + wanted + " collectors are ready")
                .impact("Logs of the other nodes are read late, and lost when their files are rotated.")
                .saw("ready", d.ref(Kind.DAEMON_SET), "status.numberReady", ready)
                .saw("wanted", d.ref(Kind.DAEMON_SET), "status.desiredNumberScheduled", wanted)
                .manual(
                        "see why",
                        "kubectl -n %1$s describe daemonset %2$s\nkubectl -n %1$s get pods -o wide -l app.kubernetes.io/instance=%2$s"
                                .formatted(d.namespace(), d.name()))
                .build());
    }
}
