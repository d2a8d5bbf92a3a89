package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Product;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Optional;

/** Whether what opens servers by itself can be reached. */
final class SealBackend extends SealCheck {
    private static final String PATH = "/v1/sys/seal-backend-status";

    SealBackend() {
        super(
                "vault.seal-backend",
                "Seal's own service",
                Dimension.AVAILABILITY,
                "Only for Vault with a seal other than shamir: GET " + PATH
                        + " of an unsealed pod, healthy: false is Critical.");
    }

    @Override
    List<Finding> judge(Server server, List<Peer> peers, ClusterView view) {
        Optional<Peer> open = peers.stream()
                .filter(p -> p.open() && p.seal().filter(s -> !s.byShares()).isPresent())
                .findFirst();
        if (open.isEmpty() || server.product() != Product.VAULT) {
            return List.of();
        }
        try {
            Resource answer = Api.get(server, open.get().ref(), PATH, view);
            if (answer.flag("healthy").orElse(false)) {
                return List.of();
            }
            return List.of(draft(view, Severity.CRITICAL, "the service of the seal can't be used")
                    .suffix("down")
                    .impact("The next server that restarts stays sealed, and no key of a person opens it.")
                    .saw(
                            "seal",
                            open.get().ref(),
                            "GET " + Seal.PATH + " type",
                            open.get().seal().map(Seal::type).orElse(""))
                    .saw(
                            "since",
                            open.get().ref(),
                            "GET " + PATH + " unhealthy_since",
                            answer.text("unhealthy_since").orElse("unknown"))
                    .manual(
                            "restart no server; bring the service back",
                            log(server, open.get().name()))
                    .build());
        } catch (ProblemException e) {
            return List.of(unreadable(
                            view, open.get().ref(), "GET " + PATH, e.problem().why())
                    .manual("see why", e.problem().next())
                    .build());
        }
    }
}
