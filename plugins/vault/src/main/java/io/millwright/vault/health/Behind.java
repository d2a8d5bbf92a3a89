package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Lead;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Server;
import java.util.List;

/** Whether standbys keep up with the leader. */
final class Behind extends ServerCheck {
    Behind() {
        super(
                "vault.raft.lag",
                "Standbys keeping up",
                Dimension.DURABILITY,
                "GET /v1/sys/leader of each unsealed pod: raft_applied_index over 1000 behind the highest raft_committed_index is Warning.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        List<Peer> peers = Peer.all(server, view);
        long committed = Peer.committed(peers);
        return peers.stream()
                .filter(p -> p.lead()
                        .filter(l -> l.applied() + Peer.FOLLOWING < committed)
                        .isPresent())
                .map(p -> draft(
                                view,
                                Severity.WARNING,
                                p.name() + " is "
                                        + (committed
                                                - p.lead().map(Lead::applied).orElse(0L)) + " entries behind")
                        .impact("It isn't fit to take over; if the leader is lost now, the cluster may stand still.")
                        .saw(
                                "applied",
                                p.ref(),
                                "GET " + Lead.PATH + " raft_applied_index",
                                p.lead().map(Lead::applied).orElse(0L))
                        .compared("committed", "raft_committed_index", committed)
                        .manual(
                                "see whether its disk or network is slow; if it doesn't catch up, restart it",
                                log(server, p.name()) + "\nkubectl -n " + server.namespace() + " describe pod "
                                        + p.name())
                        .build())
                .toList();
    }
}
