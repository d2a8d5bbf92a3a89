package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;

/** At least {@code count} servers answer, sealed or not. A sealed server is never ready, so readiness can't be waited for. */
final class Answering extends ServerQuestion {
    @Override
    CheckResult ask(Server server, Map<String, String> arguments, Answer answer, ClusterView view) {
        long wanted = Long.parseLong(arguments.getOrDefault("count", "1"));
        List<Peer> peers = Peer.seals(server, view);
        long there = peers.stream().filter(p -> p.seal().isPresent()).count();
        peers.forEach(p ->
                answer.saw(p.name(), p.ref(), "GET " + Seal.PATH, p.problem().orElse("answers")));
        return there >= wanted
                ? answer.holds(there + " servers answer")
                : answer.not(there + " of " + wanted + " servers answer");
    }
}
