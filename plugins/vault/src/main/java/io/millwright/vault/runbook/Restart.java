package io.millwright.vault.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Optional;

/** Restarts servers one after the other, unsealing each. */
final class Restart extends ServerRunbook {
    Restart() {
        super(new RunbookInfo(
                "restart",
                "Restart the servers",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Restarts standbys one by one, unseals each and waits until it counts again; then the leader hands over and is restarted last.",
                Optional.of(Names.SERVER),
                List.of(Ask.choice(
                        "which",
                        "Which",
                        "former: those that don't run the newest template yet. all: every one.",
                        "former",
                        "all")),
                List.of(
                        "Every restarted server is sealed: have the key holders ready before you start.",
                        "A single server answers nobody until it is unsealed again."),
                List.of("https://developer.hashicorp.com/vault/docs/deploy/kubernetes/helm/run")));
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        return unsettled(server, view);
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        List<Peer> peers = Peer.all(server, view);
        Peer leader = leader(server, peers);
        Seal seal = seal(server, peers);
        List<Peer> chosen = peers.stream()
                .filter(p -> request.input("which").equals("all") || !server.current(p.pod()))
                .toList();
        if (chosen.isEmpty()) {
            throw refused(server.name(), "every server runs the newest template", "Choose all to restart them anyway.");
        }
        Rolling.ask(draft, server, leader, seal, "");
        draft.step(settled(server));
        Rolling.restart(draft, server, chosen, leader, seal);
        return draft.consequence("restarts " + chosen.size() + " servers, one at a time")
                .consequence("asks for " + seal.threshold() + " keys once")
                .plan("Restart " + chosen.size() + " servers of "
                        + request.instance().id().display());
    }
}
