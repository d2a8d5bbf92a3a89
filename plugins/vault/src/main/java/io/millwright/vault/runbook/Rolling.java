package io.millwright.vault.runbook;

import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.List;

/** Restarts servers so that the majority is never at risk: standbys one by one, then the leader hands over, its pod last. */
final class Rolling {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Rolling() {}

    /** Asks for what the restarts need. */
    static void ask(PlanDraft draft, Server s, Peer leader, Seal seal, String rights) {
        String step = s.replicas() > 1 ? "update and sudo on sys/step-down" : "";
        String all = rights.isEmpty() ? step : step.isEmpty() ? rights : rights + ", " + step;
        if (!all.isEmpty()) {
            Hands.token(s, leader.ref(), all).forEach(draft::step);
        }
        if (seal.byShares()) {
            Hands.shares(seal).forEach(draft::step);
        }
    }

    /** The restarts of those servers; the leader among them or not. */
    static void restart(PlanDraft draft, Server s, List<Peer> servers, Peer leader, Seal seal) {
        servers.stream().filter(p -> !p.name().equals(leader.name())).forEach(p -> one(draft, s, p, seal));
        if (servers.stream().noneMatch(p -> p.name().equals(leader.name()))) {
            return;
        }
        if (s.replicas() > 1) {
            draft.step(stepDown(s, leader.ref()));
        }
        one(draft, s, leader, seal);
    }

    private static void one(PlanDraft draft, Server s, Peer peer, Seal seal) {
        String name = peer.name();
        Resource pod = peer.pod();
        draft.step(Step.change(
                "restart-" + name,
                name + "  restarted",
                "Its pod is made anew of the newest template; it comes back sealed.",
                new Action.Delete(pod.ref(Kind.POD), Action.Propagation.BACKGROUND),
                Questions.renewed(s, name, pod.uid()),
                new Undo.None("a restart can't be taken back; it changes nothing that is kept"),
                LIMIT));
        Hands.unseal(s, peer.ref(), seal).forEach(draft::step);
        draft.step(Step.await(
                "follows-" + name,
                s.replicas() > 1 ? "all servers serve again, with a vote" : name + " serves again",
                "The next server goes only when this one counts again.",
                Questions.settled(s),
                LIMIT));
    }

    /** Has the leader hand over. Skipped when another one leads by then. */
    static Step stepDown(Server s, ObjectRef leader) {
        return Hands.request(
                "step-down",
                leader.name() + " hands over",
                "Another server takes over within seconds; this one doesn't lead again for ten.",
                Hands.http(s, leader, "POST", "/v1/sys/step-down", ""),
                Questions.anotherLeads(s, leader.name()),
                new Undo.None("which server leads doesn't matter; step down again to move on"),
                Duration.ofMinutes(2));
    }
}
