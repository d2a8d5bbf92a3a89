package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;

/** Every server that is there answers that it is sealed. */
final class SealedAll extends ServerQuestion {
    @Override
    CheckResult ask(Server server, Map<String, String> arguments, Answer answer, ClusterView view) {
        List<Peer> peers = Peer.seals(server, view);
        peers.forEach(p -> answer.saw(p.name(), p.ref(), "GET " + Seal.PATH + " sealed", p.sealed()));
        long sealed = peers.stream().filter(Peer::sealed).count();
        return sealed == server.replicas() && sealed == peers.size()
                ? answer.holds("all " + sealed + " servers are sealed")
                : answer.not(sealed + " of " + server.replicas() + " servers say that they are sealed");
    }
}
