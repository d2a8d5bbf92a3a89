package io.millwright.vault.runbook;

import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import io.millwright.vault.named.Questions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A procedure on one group of servers, and what several have in common. */
abstract class ServerRunbook extends Base {
    ServerRunbook(RunbookInfo info) {
        super(info);
    }

    @Override
    protected final List<Constraint> against(Resource root, ClusterView view) {
        Optional<Server> server = Server.of(root);
        if (server.isEmpty()) {
            return List.of(
                    Constraints.blocks("other", "it is no server of Vault or OpenBao any more", "refresh the fleet"));
        }
        if (server.get().developing()) {
            return List.of(Constraints.blocks(
                    "development",
                    "it runs in development mode and keeps everything in memory",
                    "install a group of servers with Raft beside it"));
        }
        List<Constraint> found = new ArrayList<>();
        if (changesRelease() && server.get().release().isEmpty()) {
            found.add(
                    Constraints.blocks("no-release", "no Helm release holds it", "change it the way it was installed"));
        }
        found.addAll(more(server.get(), view));
        return found;
    }

    List<Constraint> more(Server server, ClusterView view) {
        return List.of();
    }

    @Override
    protected final Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        return plan(
                Server.of(root)
                        .orElseThrow(() -> refused(root.name(), "it is no server any more", "Refresh the fleet.")),
                request,
                view,
                draft);
    }

    abstract Plan plan(Server server, Request request, ClusterView view, PlanDraft draft);

    /** What stands against a procedure that needs every server open and one leading. */
    static List<Constraint> unsettled(Server server, ClusterView view) {
        List<Peer> peers = Peer.all(server, view);
        Optional<Peer> mute = peers.stream().filter(p -> p.seal().isEmpty()).findFirst();
        if (mute.isPresent()) {
            return List.of(new Constraint(
                    "silent",
                    mute.get().name() + " doesn't answer: "
                            + mute.get().problem().orElse(""),
                    "look at its pod and its log",
                    Constraint.Kind.CANNOT_TELL));
        }
        if (peers.stream().noneMatch(Peer::initialised)) {
            return List.of(Constraints.blocks("uninitialised", "it isn't initialised", "runbook init"));
        }
        long sealed = peers.stream().filter(Peer::sealed).count();
        if (sealed > 0) {
            return List.of(Constraints.blocks(
                    "sealed", sealed + " of " + peers.size() + " servers are sealed", "runbook unseal"));
        }
        if (Peer.leader(peers).isEmpty()) {
            return List.of(
                    Constraints.blocks("no-leader", "no server leads, or several say so", "see the health checks"));
        }
        return List.of();
    }

    /** What stands against a procedure that one leading server is enough for. */
    static List<Constraint> leaderless(Server server, ClusterView view) {
        return Peer.leader(Peer.all(server, view)).isPresent()
                ? List.of()
                : List.of(Constraints.blocks(
                        "no-leader", "no server leads, or several say so", "unseal the servers: runbook unseal"));
    }

    /** What stands against a procedure whose end only a token can prove. */
    static List<Constraint> tokenless(Server server, ClusterView view) {
        return Api.healthLogin(server, view).isPresent()
                ? List.of()
                : List.of(Constraints.blocks(
                        "no-token",
                        "there is no token for health checks, without which nobody could prove that it was done",
                        "make Secret " + server.name() + Api.HEALTH_TOKEN + " with key " + Api.TOKEN_KEY));
    }

    /** The servers as they answer, and the one that leads. */
    final Peer leader(Server server, List<Peer> peers) {
        return Peer.leader(peers)
                .orElseThrow(() -> refused(
                        server.name(), "no server leads, or several say so", "Unseal the servers, then look again."));
    }

    /** What an initialised server says of the seal. */
    final Seal seal(Server server, List<Peer> peers) {
        return peers.stream()
                .filter(Peer::initialised)
                .flatMap(p -> p.seal().stream())
                .findFirst()
                .orElseThrow(() -> refused(server.name(), "it isn't initialised", "Run the runbook init first."));
    }

    /** Looks again just before the change. */
    static Step settled(Server server) {
        return Step.await(
                "settled",
                "every server unsealed, one leads, the others follow",
                "A cluster that isn't whole must not be made smaller still. A server that was just unsealed has no vote for some seconds.",
                Questions.settled(server),
                java.time.Duration.ofMinutes(2));
    }
}
