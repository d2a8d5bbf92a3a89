package io.millwright.vault.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.NotReady;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether as many servers serve as are wanted. */
final class PodsReady extends ServerCheck {
    PodsReady() {
        super(
                "vault.pods",
                "Servers serving",
                Dimension.AVAILABILITY,
                "StatefulSet status.readyReplicas against spec.replicas: fewer is Degraded, no majority is Critical. A pod that doesn't run, or restarted more than 5 times, is Warning.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        long wanted = server.replicas();
        long ready = server.ready();
        if (ready < wanted) {
            boolean lost = ready * 2 <= wanted;
            Optional<String> stopped = server.pods(view).stream()
                    .filter(p -> !p.text("status", "phase").orElse("").equals("Running"))
                    .flatMap(p -> NotReady.why(p).map(w -> p.name() + ": " + w).stream())
                    .findFirst();
            boolean fresh = Peer.neverInitialised(Peer.seals(server, view));
            FindingDraft draft = draft(
                            view,
                            lost ? Severity.CRITICAL : Severity.DEGRADED,
                            ready + " of " + wanted + " servers are ready")
                    .suffix(lost ? "majority" : "missing")
                    .impact(
                            lost
                                    ? "Without a majority nothing is read or written."
                                    : "The loss of further servers stops reading and writing.")
                    .saw("ready", server.ref(), "status.readyReplicas", ready)
                    .saw("wanted", server.ref(), "spec.replicas", wanted)
                    .cause(stopped.orElse(
                            fresh
                                    ? "they were never initialised: until then none is ready"
                                    : "a server that restarted is sealed, and a sealed one is never ready"));
            FindingDraft next = fresh
                    ? draft.run("initialise them", "init", Map.of())
                    : draft.run("unseal them, if they are sealed", "unseal", Map.of());
            found.add(next.manual("else look at the pods", "kubectl -n " + server.namespace() + " get pods -o wide")
                    .build());
        }
        for (Resource pod : server.pods(view)) {
            String phase = pod.text("status", "phase").orElse("Unknown");
            long restarts = pod.items("status", "containerStatuses").stream()
                    .mapToLong(c -> c.number("restartCount").orElse(0L))
                    .max()
                    .orElse(0);
            if (!phase.equals("Running") || restarts > 5) {
                found.add(draft(
                                view,
                                Severity.WARNING,
                                pod.name()
                                        + (phase.equals("Running")
                                                ? " restarted " + restarts + " times"
                                                : " is " + phase))
                        .suffix("pod")
                        .impact("This server doesn't help to keep a majority.")
                        .saw("phase", pod.ref(Kind.POD), "status.phase", phase)
                        .cause(NotReady.why(pod).orElse(""))
                        .saw("restarts", pod.ref(Kind.POD), "status.containerStatuses[].restartCount", restarts)
                        .manual(
                                "see why",
                                "kubectl -n " + server.namespace() + " describe pod " + pod.name() + "\n"
                                        + log(server, pod.name()) + " --previous")
                        .build());
            }
        }
        return found;
    }
}
