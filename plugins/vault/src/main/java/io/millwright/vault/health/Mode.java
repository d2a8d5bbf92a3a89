package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Optional;

/** Whether what is kept is kept in a way that lasts. */
final class Mode extends SealCheck {
    Mode() {
        super(
                "vault.mode",
                "Kind of storage",
                Dimension.DURABILITY,
                "Arguments of the container: development mode is Critical. GET /v1/sys/seal-status, storage_type: inmem is Critical, file is Warning, consul and others are Info.");
    }

    @Override
    List<Finding> judge(Server server, List<Peer> peers, ClusterView view) {
        if (server.developing()) {
            return List.of(draft(view, Severity.CRITICAL, "it runs in development mode")
                    .suffix("development")
                    .impact("Everything is kept in memory and gone with the next restart.")
                    .saw("arguments", server.ref(), "spec.template.spec.containers[].args", "server -dev")
                    .manual("install a group with Raft beside it", "Run install, then copy what is needed by hand.")
                    .build());
        }
        Optional<String> kind = peers.stream()
                .flatMap(p -> p.seal().stream())
                .map(Seal::storage)
                .filter(s -> !s.isEmpty() && !s.equals("raft"))
                .findFirst();
        return kind
                .map(k -> draft(
                                view,
                                switch (k) {
                                    case "inmem" -> Severity.CRITICAL;
                                    case "file" -> Severity.WARNING;
                                    default -> Severity.INFO;
                                },
                                "storage is " + k)
                        .suffix("storage")
                        .impact(
                                k.equals("file")
                                        ? "One server alone has the data; OpenBao drops this storage in 2.7."
                                        : "Snapshots, scaling and restores here are made for Raft.")
                        .saw("storage", server.ref(), "GET " + Seal.PATH + " storage_type", k)
                        .manual(
                                "move to Raft",
                                "See 'operator migrate' of the product's documentation: it needs the servers stopped.")
                        .build())
                .stream()
                .toList();
    }
}
