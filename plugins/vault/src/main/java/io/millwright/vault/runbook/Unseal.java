package io.millwright.vault.runbook;

import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens every sealed server with the holders' keys. */
final class Unseal extends ServerRunbook {
    Unseal() {
        super(new RunbookInfo(
                "unseal",
                "Unseal",
                Intent.REPAIR,
                Danger.REVERSIBLE,
                "Asks for as many unseal keys as are needed, gives them to every sealed server in turn, lets servers without a store join first, and waits until one leads and the others follow.",
                Optional.of(Names.SERVER),
                List.of(),
                List.of(
                        "A sealed server isn't broken: every restart seals it again.",
                        "A wrong key shows only with the last one, as status 400: the count then begins anew.",
                        "Look at the cluster's name in the plan's title before you give keys.",
                        "While fewer than half of the servers are unsealed, none leads."),
                List.of("https://developer.hashicorp.com/vault/docs/concepts/seal#unsealing")));
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        List<Peer> peers = Peer.seals(server, view);
        if (peers.stream().allMatch(p -> p.seal().isEmpty())) {
            return List.of(new Constraint(
                    "silent", "no server answers", "look at its pods and their logs", Constraint.Kind.CANNOT_TELL));
        }
        if (peers.stream().noneMatch(Peer::initialised)) {
            return List.of(Constraints.blocks("uninitialised", "it isn't initialised", "runbook init"));
        }
        return peers.size() == server.replicas() && peers.stream().allMatch(Peer::open)
                ? List.of(Constraints.blocks("open", "every server is unsealed", "there is nothing to do"))
                : List.of();
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        List<Peer> peers = Peer.all(server, view);
        Seal seal = seal(server, peers);
        // The first that has a store goes first: the others can join only when it leads.
        List<ObjectRef> first = peers.stream()
                .filter(Peer::initialised)
                .filter(p -> !p.open())
                .map(Peer::ref)
                .toList();
        List<ObjectRef> rest = server.wantedPods().stream()
                .filter(p ->
                        peers.stream().filter(q -> q.name().equals(p.name())).noneMatch(Peer::initialised))
                .toList();
        List<ObjectRef> order = Stream.concat(first.stream(), rest.stream()).toList();
        if (order.isEmpty()) {
            throw refused(server.name(), "every server is unsealed", "There is nothing to do.");
        }
        Optional<Peer> removed = peers.stream()
                .filter(p -> p.seal().filter(Seal::removed).isPresent())
                .findFirst();
        if (removed.isPresent()) {
            throw refused(
                    removed.get().name(),
                    "it was removed from the cluster and can't be unsealed",
                    "Delete its volume data-" + removed.get().name() + " and its pod, so that it joins anew.");
        }
        if (seal.byShares()) {
            Hands.shares(seal).forEach(draft::step);
        }
        ObjectRef leader = Peer.leader(peers)
                .map(Peer::ref)
                .or(() -> first.stream().findFirst())
                .orElse(server.pod(0));
        boolean byItself = server.joinsItself(view);
        for (ObjectRef pod : order) {
            Optional<Peer> peer =
                    peers.stream().filter(p -> p.name().equals(pod.name())).findFirst();
            if (peer.isEmpty()) {
                draft.step(Step.await(
                        "answers-" + pod.name(),
                        pod.name() + " answers",
                        "It isn't made yet: some StatefulSets make the next one when the former is ready.",
                        Questions.answering(server.namespace(), server.name(), Server.ordinal(pod.name()) + 1L),
                        Duration.ofMinutes(10)));
            }
            if (rest.contains(pod)) {
                draft.step(Hands.join(server, pod, leader, byItself));
            }
            if (peer.flatMap(Peer::seal).filter(s -> s.progress() > 0).isPresent()) {
                draft.step(Hands.reset(server, pod));
            }
            Hands.unseal(server, pod, seal).forEach(draft::step);
        }
        draft.step(Step.await(
                "settled",
                "one server leads, the others follow",
                "Each new one has a vote after some ten seconds.",
                Questions.settled(server),
                Duration.ofMinutes(5)));
        return draft.consequence("opens " + order.size() + " servers: what is kept can be read again")
                .consequence("keeps no key: each is asked again after a break")
                .plan("Unseal " + request.instance().id().display());
    }
}
