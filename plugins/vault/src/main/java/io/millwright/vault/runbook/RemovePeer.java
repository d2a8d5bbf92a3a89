package io.millwright.vault.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes a peer that Raft counts although its server is gone. */
final class RemovePeer extends ServerRunbook {
    RemovePeer() {
        super(new RunbookInfo(
                "remove-peer",
                "Remove a dead peer",
                Intent.REPAIR,
                Danger.DESTRUCTIVE,
                "Removes a peer without a pod from Raft, so that it doesn't count for the majority any more.",
                Optional.of(Names.SERVER),
                List.of(Ask.required(Ask.text(
                        "peer",
                        "Peer",
                        "Its name in Raft, as the health check on peers tells.",
                        "[A-Za-z0-9][A-Za-z0-9._-]*",
                        "a peer's name"))),
                List.of(
                        "Never remove a peer whose server is only sealed or restarting: it couldn't join again with its volume.",
                        "Removing two of three at once loses the majority."),
                List.of("https://developer.hashicorp.com/vault/docs/commands/operator/raft#remove-peer")));
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        List<Constraint> found = new ArrayList<>(leaderless(server, view));
        found.addAll(tokenless(server, view));
        return found;
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        String peer = request.input("peer");
        ObjectRef pod = ObjectRef.of(Kind.POD, server.namespace(), peer);
        if (view.get(pod).isPresent()) {
            throw refused(peer, "its pod is there", "Unseal it, or use the runbook scale to have fewer servers.");
        }
        Peer leader = leader(server, Peer.all(server, view));
        Hands.token(server, leader.ref(), "update on sys/storage/raft/remove-peer")
                .forEach(draft::step);
        return draft.step(Scale.remove(server, leader.ref(), peer))
                .consequence("changes nothing that is served; the majority gets smaller")
                .plan("Remove peer " + peer + " of " + request.instance().id().display());
    }
}
