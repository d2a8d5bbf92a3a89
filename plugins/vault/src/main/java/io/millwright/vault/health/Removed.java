package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;

/** Whether a server runs that the cluster has removed. */
final class Removed extends SealCheck {
    Removed() {
        super(
                "vault.removed",
                "Removed servers",
                Dimension.AVAILABILITY,
                "GET /v1/sys/seal-status of each pod, removed_from_cluster (Vault since 1.19): true is Critical.");
    }

    @Override
    List<Finding> judge(Server server, List<Peer> peers, ClusterView view) {
        return peers.stream()
                .filter(p -> p.seal().filter(Seal::removed).isPresent())
                .map(p -> draft(view, Severity.CRITICAL, p.name() + " was removed from the cluster but still runs")
                        .impact("It can't be unsealed or join again with the data it has.")
                        .saw("removed", p.ref(), "GET " + Seal.PATH + " removed_from_cluster", true)
                        .manual(
                                "take its data away, so that it joins anew; make sure that the others are healthy first",
                                "kubectl -n %1$s delete pvc data-%2$s --wait=false\nkubectl -n %1$s delete pod %2$s"
                                        .formatted(server.namespace(), p.name()))
                        .build())
                .toList();
    }
}
