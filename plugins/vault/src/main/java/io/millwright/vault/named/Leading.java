package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.vault.facts.Lead;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server of argument {@code pod} leads; or, with {@code other} {@code true}, another one does. */
final class Leading extends ServerQuestion {
    @Override
    CheckResult ask(Server server, Map<String, String> arguments, Answer answer, ClusterView view) {
        List<Peer> peers = Peer.all(server, view);
        String pod = arguments.getOrDefault("pod", "");
        boolean other = arguments.getOrDefault("other", "false").equals("true");
        Optional<Peer> leader = Peer.leader(peers);
        leader.ifPresent(l -> answer.saw("leader", l.ref(), "GET " + Lead.PATH + " is_self", true));
        if (leader.isEmpty()) {
            return answer.not("no server leads, or several say so");
        }
        boolean same = leader.get().name().equals(pod);
        return same != other
                ? answer.holds(leader.get().name() + " leads")
                : answer.not(other ? pod + " still leads" : leader.get().name() + " leads, not " + pod);
    }
}
