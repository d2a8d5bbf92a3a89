package io.millwright.vault.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;

/** Whether all servers belong to the cluster. */
final class Initialisation extends SealCheck {
    Initialisation() {
        super(
                "vault.init",
                "Initialised",
                Dimension.AVAILABILITY,
                "GET /v1/sys/seal-status of each pod, initialized: none is Warning (a fresh installation); some but not all is Degraded (not joined).");
    }

    @Override
    List<Finding> judge(Server server, List<Peer> peers, ClusterView view) {
        List<Peer> without = peers.stream()
                .filter(p -> p.seal().filter(s -> !s.initialized()).isPresent())
                .toList();
        if (without.isEmpty()) {
            return List.of();
        }
        boolean fresh = Peer.neverInitialised(peers);
        FindingDraft draft = draft(
                        view,
                        fresh ? Severity.WARNING : Severity.DEGRADED,
                        fresh ? "it isn't initialised" : without.size() + " servers haven't joined")
                .suffix(fresh ? "fresh" : "not-joined")
                .impact(
                        fresh
                                ? "It keeps nothing yet, and whoever reaches it first can initialise it."
                                : "They hold no copy: the loss of others can't be made up for.");
        without.forEach(p -> draft.saw(p.name(), p.ref(), "GET " + Seal.PATH + " initialized", false));
        return List.of(
                fresh
                        ? draft.run("initialise it", "init", Map.of()).build()
                        : draft.run("let them join, and unseal them", "unseal", Map.of())
                                .build());
    }
}
