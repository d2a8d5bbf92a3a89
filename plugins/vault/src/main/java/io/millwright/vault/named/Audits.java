package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Login;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Server;
import java.util.Map;
import java.util.Optional;

/** The audit device of argument {@code device} is there, or with {@code on} {@code false} isn't. */
final class Audits extends ServerQuestion {
    private static final String PATH = "/v1/sys/audit";

    @Override
    CheckResult ask(Server server, Map<String, String> arguments, Answer answer, ClusterView view) {
        String device = arguments.getOrDefault("device", "");
        boolean wanted = arguments.getOrDefault("on", "true").equals("true");
        Optional<Login> login = Api.healthLogin(server, view);
        Optional<Peer> open =
                Peer.seals(server, view).stream().filter(Peer::open).findFirst();
        if (login.isEmpty() || open.isEmpty()) {
            return answer.cannotTell(login.isEmpty() ? "there is no token for health checks" : "no server is unsealed");
        }
        try {
            Resource devices = Api.get(server, open.get().ref(), PATH, login.get(), view);
            boolean there = devices.at(device + "/").isPresent();
            answer.saw("device " + device, open.get().ref(), "GET " + PATH, there ? "there" : "not there");
            String message = "audit device " + device + (there ? " is on" : " is off");
            return there == wanted ? answer.holds(message) : answer.not(message);
        } catch (ProblemException e) {
            return answer.cannotTell("the devices can't be read: " + e.problem().why());
        }
    }
}
