package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;

/** Whether somebody began to unseal a server and stopped. */
final class UnsealBegun extends SealCheck {
    UnsealBegun() {
        super(
                "vault.unseal-begun",
                "Unsealing that was begun",
                Dimension.AVAILABILITY,
                "GET /v1/sys/seal-status of each sealed pod, progress: above 0 is Warning.");
    }

    @Override
    List<Finding> judge(Server server, List<Peer> peers, ClusterView view) {
        return peers.stream()
                .filter(p ->
                        p.sealed() && p.seal().filter(s -> s.progress() > 0).isPresent())
                .map(p -> {
                    Seal seal = p.seal().orElseThrow();
                    return draft(
                                    view,
                                    Severity.WARNING,
                                    p.name() + " has " + seal.progress() + " of " + seal.threshold() + " keys")
                            .impact("It stays sealed until the others are given; who begins anew may give one twice.")
                            .saw("progress", p.ref(), "GET " + Seal.PATH + " progress", seal.progress())
                            .run("begin anew and finish", "unseal", Map.of())
                            .build();
                })
                .toList();
    }
}
