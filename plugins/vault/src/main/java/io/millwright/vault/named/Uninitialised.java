package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;

/** Every server that is there says that it has no store yet. One that can't be asked may have one. */
final class Uninitialised extends ServerQuestion {
    @Override
    CheckResult ask(Server server, Map<String, String> arguments, Answer answer, ClusterView view) {
        List<Peer> peers = Peer.seals(server, view);
        peers.forEach(p -> answer.saw(p.name(), p.ref(), "GET " + Seal.PATH + " initialized", p.initialised()));
        if (peers.stream().anyMatch(Peer::initialised)) {
            return answer.not("it is initialised already: a second time would make a second cluster");
        }
        if (peers.isEmpty() || peers.stream().anyMatch(p -> p.seal().isEmpty())) {
            return answer.cannotTell("not every server answers, so whether one is initialised isn't known");
        }
        return answer.holds("no server is initialised");
    }
}
