package io.millwright.metrics.health;

import io.millwright.metrics.facts.Victoria;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether VictoriaMetrics itself says that it serves. */
final class VictoriaServing extends VictoriaCheck {
    VictoriaServing() {
        super(
                "metrics.victoriametrics.serving",
                "VictoriaMetrics serving",
                Dimension.AVAILABILITY,
                "GET /health through the Service: anything but OK is Critical; without a Service it is Unknown.");
    }

    @Override
    List<Finding> look(Victoria v, ClusterView view) {
        Optional<ObjectRef> service = v.service(view);
        if (service.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "it has no Service to ask")
                    .suffix("unreadable")
                    .impact("Whether it serves isn't known.")
                    .saw("Service", v.object().ref(v.kind()), "Service " + v.workload(), "not there")
                    .manual("see why", describe(v))
                    .build());
        }
        String said;
        try {
            HttpReply reply = view.httpGet(service.get(), "http", v.port(view), "/health");
            if (reply.status() == 200) {
                return List.of();
            }
            said = Integer.toString(reply.status());
        } catch (ProblemException e) {
            said = e.problem().why();
        }
        return List.of(draft(view, Severity.CRITICAL, "it doesn't serve: " + said)
                .suffix("down")
                .impact("Samples can't be written or read.")
                .saw("health", service.get(), "GET /health", said)
                .manual("see why", describe(v) + "\nkubectl -n " + v.object().namespace() + " get pods")
                .build());
    }
}
