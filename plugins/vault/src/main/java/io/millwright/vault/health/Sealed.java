package io.millwright.vault.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether servers wait for their keys. */
final class Sealed extends SealCheck {
    Sealed() {
        super(
                "vault.sealed",
                "Seal",
                Dimension.AVAILABILITY,
                "GET /v1/sys/seal-status of each pod, sealed: one of several is Degraded, no majority left is Critical; a pod that doesn't answer is Unknown.");
    }

    @Override
    List<Finding> judge(Server server, List<Peer> peers, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        peers.stream()
                .filter(p -> p.seal().isEmpty())
                .forEach(p -> found.add(unreadable(
                                view, p.ref(), "GET " + Seal.PATH, p.problem().orElse(""))
                        .manual("look at its log", log(server, p.name()))
                        .build()));
        List<Peer> sealed =
                peers.stream().filter(p -> p.sealed() && p.initialised()).toList();
        if (sealed.isEmpty()) {
            return found;
        }
        long open = peers.stream().filter(Peer::open).count();
        boolean lost = open * 2 <= server.replicas();
        Seal seal = sealed.getFirst().seal().orElseThrow();
        FindingDraft draft = draft(
                        view,
                        lost ? Severity.CRITICAL : Severity.DEGRADED,
                        sealed.size() + " of " + server.replicas() + " servers are sealed: "
                                + String.join(
                                        ", ", sealed.stream().map(Peer::name).toList()))
                .impact(
                        lost
                                ? "Nothing can be read or written until enough of them are unsealed."
                                : "They aren't broken, but don't count until they are unsealed.")
                .cause(
                        seal.byShares()
                                ? "a server is sealed whenever it starts"
                                : "its seal " + seal.type() + " couldn't open it");
        sealed.forEach(p -> draft.saw(p.name(), p.ref(), "GET " + Seal.PATH + " sealed", true));
        found.add(
                seal.byShares()
                        ? draft.run("unseal them with " + seal.threshold() + " keys", "unseal", Map.of())
                                .build()
                        : draft.manual(
                                        "see why " + seal.type() + " can't be reached; deleting the pod tries again",
                                        log(server, sealed.getFirst().name()))
                                .build());
        return found;
    }
}
