package io.millwright.vault.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What autopilot says of the peers. */
final class Autopilot extends TokenCheck {
    private static final String PATH = "/v1/sys/storage/raft/autopilot/state";

    Autopilot() {
        super(
                "vault.raft.autopilot",
                "Autopilot",
                Dimension.DURABILITY,
                PATH,
                "GET " + PATH
                        + ": healthy=false is Critical; failure_tolerance 0 with three servers or more is Degraded.");
    }

    @Override
    List<Finding> judge(Server server, Resource answer, ClusterView view) {
        Optional<Boolean> healthy = answer.flag("healthy");
        if (healthy.isEmpty()) {
            return List.of(unreadable(view, server.ref(), "GET " + PATH, "it doesn't say whether it is healthy")
                    .manual("look yourself", status(server, server.name() + "-0"))
                    .build());
        }
        long tolerance = answer.number("failure_tolerance").orElse(0L);
        boolean thin = tolerance == 0 && server.replicas() >= 3;
        if (healthy.get() && !thin) {
            return List.of();
        }
        FindingDraft draft = draft(
                        view,
                        healthy.get() ? Severity.DEGRADED : Severity.CRITICAL,
                        healthy.get()
                                ? "the loss of one more server stops it"
                                : "autopilot calls the cluster unhealthy")
                .suffix(healthy.get() ? "tolerance" : "unhealthy")
                .impact("If another server is lost, nothing can be written any more.")
                .saw("healthy", server.ref(), "GET " + PATH + " healthy", healthy.get())
                .saw("tolerance", server.ref(), "GET " + PATH + " failure_tolerance", tolerance);
        for (String id : keys(answer)) {
            if (!answer.flag("servers", id, "healthy").orElse(true)) {
                draft.saw(
                        id,
                        server.ref(),
                        "servers." + id + ".node_status",
                        answer.text("servers", id, "node_status").orElse("?"));
            }
        }
        return List.of(draft.run("unseal what is sealed", "unseal", Map.of())
                .manual("else bring the missing servers back", "kubectl -n " + server.namespace() + " get pods -o wide")
                .build());
    }

    private static List<String> keys(Resource answer) {
        return answer.at("servers")
                .filter(Map.class::isInstance)
                .map(m ->
                        ((Map<?, ?>) m).keySet().stream().map(Object::toString).toList())
                .orElse(List.of());
    }
}
