package io.millwright.logging.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Collectors;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** Whether Loki answers. */
final class LokiReady extends RootCheck {
    LokiReady() {
        super(
                "logging.loki.ready",
                "Loki ready",
                Dimension.AVAILABILITY,
                Names.LOKI,
                List.of(Kind.STATEFUL_SET, Kind.DEPLOYMENT),
                "GET /ready of each pod: other than 200 is Critical.");
    }

    @Override
    protected List<Finding> look(Resource w, Instance instance, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        for (Resource pod : Collectors.pods(w, view)) {
            ObjectRef ref = Collectors.ref(pod);
            try {
                ClusterView.HttpReply reply = view.httpGet(ref, "http", Names.LOKI_PORT, "/ready");
                if (reply.status() != 200) {
                    found.add(draft(view, Severity.CRITICAL, pod.name() + " isn't ready")
                            .suffix("not-ready")
                            .impact("Logs are refused or can't be searched.")
                            .saw("answer", ref, "GET /ready", reply.status())
                            .manual("see why", "kubectl -n " + pod.namespace() + " logs " + pod.name() + " --tail=50")
                            .build());
                }
            } catch (ProblemException p) {
                found.add(draft(view, Severity.UNKNOWN, pod.name() + " can't be asked")
                        .suffix("unreadable")
                        .impact("Whether it serves isn't known.")
                        .saw("why", ref, "GET /ready", p.problem().why())
                        .manual("see why", p.problem().next())
                        .build());
            }
        }
        return found;
    }
}
