package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Login;
import io.millwright.spi.ProblemException;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Raft doesn't count the peer of argument {@code pod} any more: as the configuration says, or else the removed server itself. */
final class PeerGone extends ServerQuestion {
    private static final String PATH = "/v1/sys/storage/raft/configuration";

    @Override
    CheckResult ask(Server server, Map<String, String> arguments, Answer answer, ClusterView view) {
        String peer = arguments.getOrDefault("pod", "");
        List<Peer> peers = Peer.seals(server, view);
        Optional<Login> login = Api.healthLogin(server, view);
        Optional<Peer> open = peers.stream().filter(Peer::open).findFirst();
        if (login.isPresent() && open.isPresent()) {
            try {
                List<String> counted =
                        Api.get(server, open.get().ref(), PATH, login.get(), view).items("config", "servers").stream()
                                .flatMap(s -> s.text("node_id").stream())
                                .toList();
                answer.saw("peers", open.get().ref(), "GET " + PATH, counted);
                return counted.contains(peer)
                        ? answer.not(peer + " is still counted")
                        : answer.holds(peer + " isn't counted any more");
            } catch (ProblemException e) {
                return answer.cannotTell(
                        "the peers can't be read: " + e.problem().why());
            }
        }
        Optional<Seal> seal =
                peers.stream().filter(p -> p.name().equals(peer)).findFirst().flatMap(Peer::seal);
        return seal.filter(Seal::removed).isPresent()
                ? answer.holds(peer + " says that it was removed")
                : answer.not(peer + " doesn't say that it was removed, and there is no token to ask the others");
    }
}
