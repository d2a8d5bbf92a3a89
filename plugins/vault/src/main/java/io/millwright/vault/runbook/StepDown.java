package io.millwright.vault.runbook;

import io.millwright.kit.plan.Constraints;
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
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Optional;

/** Has the leader hand over to another server. */
final class StepDown extends ServerRunbook {
    StepDown() {
        super(new RunbookInfo(
                "step-down",
                "Let another server lead",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Has the leader hand over to a standby and waits until another one leads. It stays unsealed and becomes a standby.",
                Optional.of(Names.SERVER),
                List.of(),
                List.of("Requests fail for the seconds of the change.", "Which server takes over can't be chosen."),
                List.of("https://developer.hashicorp.com/vault/api-docs/system/step-down")));
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        return server.replicas() < 2
                ? List.of(Constraints.blocks("single", "there is no other server", "runbook scale"))
                : unsettled(server, view);
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        Peer leader = leader(server, Peer.all(server, view));
        Hands.token(server, leader.ref(), "update and sudo on sys/step-down").forEach(draft::step);
        return draft.step(settled(server))
                .step(Rolling.stepDown(server, leader.ref()))
                .consequence("interrupts writing for some seconds")
                .plan("Let another server than " + leader.name() + " lead "
                        + request.instance().id().display());
    }
}
