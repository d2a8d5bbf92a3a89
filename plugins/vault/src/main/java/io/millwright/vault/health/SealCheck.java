package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Server;
import java.util.List;

/** A check of what the servers say of their seals. What a server that can't be asked would say, {@code vault.sealed} tells. */
abstract class SealCheck extends ServerCheck {
    SealCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, looksAt);
    }

    @Override
    final List<Finding> look(Server server, ClusterView view) {
        return judge(server, Peer.seals(server, view), view);
    }

    abstract List<Finding> judge(Server server, List<Peer> peers, ClusterView view);
}
