package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.HealthCode;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;

/** What the servers' own health says, beyond what the checks of seal, store and leader tell already. */
final class Codes extends ServerCheck {
    Codes() {
        super(
                "vault.health-code",
                "The servers' own health",
                Dimension.AVAILABILITY,
                "GET /v1/sys/health of each pod: 474 (cut off from the leader) is Degraded, 530 (removed) Critical, 472 (secondary for disaster recovery) Info, a code that isn't known here Unknown. 429, 501 and sealed are told by other checks.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        for (Resource pod : server.pods(view)) {
            ObjectRef ref = ObjectRef.of(io.millwright.spi.Kind.POD, pod.namespace(), pod.name());
            try {
                int status = view.httpGet(ref, server.scheme(), Names.PORT, HealthCode.PATH)
                        .status();
                HealthCode code = HealthCode.of(status);
                switch (code) {
                    case ACTIVE, STANDBY, PERFORMANCE_STANDBY, SEALED, UNINITIALISED -> {}
                    case CUT_OFF, REMOVED, DR_SECONDARY, UNMAPPED ->
                        found.add(
                                draft(view, code.severity(), pod.name() + " answers " + status + ": " + code.meaning())
                                        .suffix(code == HealthCode.UNMAPPED ? "unknown" : "code-" + status)
                                        .impact(
                                                code.severity() == Severity.INFO
                                                        ? "Requests are answered by the primary cluster."
                                                        : "This server doesn't serve, or only in part.")
                                        .saw("status", ref, "GET /v1/sys/health", status)
                                        .manual(
                                                "look at it",
                                                status(server, pod.name()) + "\n" + log(server, pod.name()))
                                        .build());
                }
            } catch (ProblemException e) {
                found.add(
                        unreadable(view, ref, "GET /v1/sys/health", e.problem().why())
                                .manual("look at its log", log(server, pod.name()))
                                .build());
            }
        }
        return found;
    }
}
