package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether Raft counts the servers that there are. */
final class RaftPeers extends TokenCheck {
    private static final String PATH = "/v1/sys/storage/raft/configuration";

    RaftPeers() {
        super(
                "vault.raft.peers",
                "Peers",
                Dimension.DURABILITY,
                PATH,
                "GET " + PATH
                        + ", servers: more than spec.replicas is Warning (a dead peer raises the majority), fewer is Warning, an even number of voters is Warning, an address that is a number instead of a name is Warning.");
    }

    @Override
    List<Finding> judge(Server server, Resource answer, ClusterView view) {
        List<Resource> peers = answer.items("config", "servers");
        if (peers.isEmpty()) {
            return List.of(unreadable(view, server.ref(), "GET " + PATH, "it names no servers")
                    .manual("look yourself", status(server, server.name() + "-0"))
                    .build());
        }
        List<Finding> found = new ArrayList<>();
        List<String> wanted = server.wantedPods().stream().map(p -> p.name()).toList();
        for (Resource peer : peers) {
            String id = peer.text("node_id").orElse("");
            String host = peer.text("address").orElse("").replaceFirst(":[0-9]+$", "");
            boolean known = wanted.contains(id) || wanted.contains(host.replaceFirst("\\..*$", ""));
            if (!known && peers.size() > server.replicas()) {
                found.add(draft(view, Severity.WARNING, "peer " + id + " has no pod")
                        .suffix("dead")
                        .impact("It counts for the majority and never answers: fewer losses are survived.")
                        .saw("peer", server.ref(), "GET " + PATH + " servers[].node_id", id)
                        .run("remove it", "remove-peer", Map.of("peer", id))
                        .build());
            }
            if (host.matches("[0-9.]+|\\[.*")) {
                found.add(draft(view, Severity.WARNING, "peer " + id + " is known by the address of its pod")
                        .suffix("address")
                        .impact("After a restart the pod has another address, and the others don't find it.")
                        .saw("address", server.ref(), "GET " + PATH + " servers[].address", host)
                        .manual(
                                "let the chart set the address",
                                "Look for VAULT_CLUSTER_ADDR or BAO_CLUSTER_ADDR in your values: the chart's own is a name.")
                        .build());
            }
        }
        if (peers.size() < server.replicas()) {
            found.add(draft(view, Severity.WARNING, peers.size() + " of " + server.replicas() + " servers are peers")
                    .suffix("missing")
                    .impact("The others hold no copy, and don't count.")
                    .saw("peers", server.ref(), "GET " + PATH + " servers", peers.size())
                    .run("let them join, and unseal them", "unseal", Map.of())
                    .build());
        }
        long voters = peers.stream().filter(p -> p.flag("voter").orElse(false)).count();
        if (voters % 2 == 0) {
            found.add(draft(view, Severity.WARNING, voters + " voters")
                    .suffix("even")
                    .impact("An even number survives no more losses than one less, and ends in ties.")
                    .saw("voters", server.ref(), "GET " + PATH + " servers[].voter", voters)
                    .run("go to an odd number", "scale", Map.of("servers", voters < 3 ? "3" : "5"))
                    .build());
        }
        return found;
    }
}
