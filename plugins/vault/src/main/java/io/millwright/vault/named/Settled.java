package io.millwright.vault.named;

import io.millwright.kit.Times;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Login;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Lead;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All servers are unsealed and ready, one of them leads, the others follow closely. With argument {@code version} all run in it, with {@code cluster}
 * they are that cluster, with {@code beyond} Raft has written
 * more than that entry. A server counts among the voters some 13 s after it was unsealed: where a token for health checks is there,
 * autopilot is asked; else a server must have been ready for 20 s.
 */
final class Settled extends ServerQuestion {
    private static final Duration STABLE = Duration.ofSeconds(20);

    @Override
    CheckResult ask(Server server, Map<String, String> arguments, Answer answer, ClusterView view) {
        List<Peer> peers = Peer.all(server, view);
        for (Peer p : peers) {
            answer.saw(
                    p.name(),
                    p.ref(),
                    "GET " + Seal.PATH + " sealed",
                    p.seal()
                            .map(s -> Boolean.toString(s.sealed()))
                            .orElse(p.problem().orElse("")));
        }
        if (peers.size() != server.replicas()) {
            return answer.not(peers.size() + " of " + server.replicas() + " servers are there");
        }
        Optional<Peer> closed = peers.stream().filter(p -> !p.open()).findFirst();
        if (closed.isPresent()) {
            return answer.not(closed.get().name()
                    + (closed.get().sealed()
                            ? " is sealed"
                            : " doesn't answer: " + closed.get().problem().orElse("")));
        }
        Optional<Peer> leader = Peer.leader(peers);
        if (leader.isEmpty()) {
            return answer.not("no server leads, or several say so");
        }
        long beyond = Long.parseLong(arguments.getOrDefault("beyond", "-1"));
        if (Peer.committed(peers) <= beyond) {
            return answer.not(leader.get().name() + " has written nothing since entry " + beyond);
        }
        answer.saw("ready", server.ref(), "status.readyReplicas", server.ready());
        if (server.ready() < server.replicas()) {
            return answer.not(server.ready() + " of " + server.replicas() + " servers are ready");
        }
        return other(peers, arguments)
                .or(() -> unstable(server, leader.get(), peers, view))
                .map(answer::not)
                .orElseGet(() -> answer.holds(
                        peers.size() + " servers are unsealed, " + leader.get().name() + " leads"));
    }

    private static Optional<String> other(List<Peer> peers, Map<String, String> arguments) {
        String version = arguments.getOrDefault("version", "");
        String cluster = arguments.getOrDefault("cluster", "");
        long committed = Peer.committed(peers);
        for (Peer p : peers) {
            Seal seal = p.seal().orElseThrow();
            if (!version.isEmpty() && !seal.version().equals(version)) {
                return Optional.of(p.name() + " runs " + seal.version());
            }
            if (!cluster.isEmpty() && !seal.clusterId().equals(cluster)) {
                return Optional.of(p.name() + " belongs to another cluster: " + seal.clusterId());
            }
            long applied = p.lead().map(Lead::applied).orElse(0L);
            if (applied + Peer.FOLLOWING < committed) {
                return Optional.of(p.name() + " is " + (committed - applied) + " entries behind");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unstable(Server server, Peer leader, List<Peer> peers, ClusterView view) {
        Optional<Login> login = Api.healthLogin(server, view);
        if (login.isPresent()) {
            try {
                Resource state =
                        Api.get(server, leader.ref(), "/v1/sys/storage/raft/autopilot/state", login.get(), view);
                if (!state.flag("healthy").orElse(false)) {
                    return Optional.of("autopilot doesn't call the cluster healthy yet");
                }
                int voters = state.texts("voters").size();
                return voters == peers.size()
                        ? Optional.empty()
                        : Optional.of(voters + " of " + peers.size() + " servers have a vote yet");
            } catch (ProblemException e) {
                return Optional.of("autopilot can't be asked: " + e.problem().why());
            }
        }
        return peers.stream()
                .filter(p -> p.pod()
                        .condition("Ready")
                        .filter(c -> c.text("status").filter("True"::equals).isPresent())
                        .flatMap(c -> Times.kubernetes(c.text("lastTransitionTime")))
                        .filter(t -> !t.plus(STABLE).isAfter(view.now()))
                        .isEmpty())
                .findFirst()
                .map(p -> p.name() + " has not been ready for " + STABLE.toSeconds() + " s");
    }
}
