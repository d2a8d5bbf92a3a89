package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Login;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Optional;

/** A check that reads what only a token may read: that of the Secret for health checks. Without one it doesn't look. */
abstract class TokenCheck extends ServerCheck {
    private final String path;

    TokenCheck(String id, String title, Dimension dimension, String path, String looksAt) {
        super(id, title, dimension, looksAt + " Needs a token; without one vault.health-token says so.");
        this.path = path;
    }

    @Override
    final List<Finding> look(Server server, ClusterView view) {
        try {
            Optional<Login> login = Api.healthLogin(server, view);
            if (login.isEmpty()) {
                return List.of(); // HealthToken says so, once for all of these
            }
            Optional<Peer> open =
                    Peer.seals(server, view).stream().filter(Peer::open).findFirst();
            if (open.isEmpty()) {
                return List.of(unreadable(view, server.ref(), "GET " + path, "no server is unsealed")
                        .run("unseal", "unseal", java.util.Map.of())
                        .build());
            }
            return judge(server, Api.get(server, open.get().ref(), path, login.get(), view), view);
        } catch (ProblemException p) {
            return List.of(
                    unreadable(view, server.ref(), "GET " + path, p.problem().why())
                            .manual("see why", p.problem().next())
                            .build());
        }
    }

    abstract List<Finding> judge(Server server, Resource answer, ClusterView view);
}
