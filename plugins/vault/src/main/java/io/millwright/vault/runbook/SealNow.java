package io.millwright.vault.runbook;

import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Seals every server at once, in an emergency. */
final class SealNow extends ServerRunbook {
    SealNow() {
        super(new RunbookInfo(
                "seal",
                "Seal everything",
                Intent.REPAIR,
                Danger.DESTRUCTIVE,
                "For an emergency: makes every server's pod anew, so that each comes back sealed. Needs no token and no key. Nothing is answered until the runbook unseal has run.",
                Optional.of(Names.SERVER),
                List.of(),
                List.of(
                        "Everything that asks Vault fails from then on; Secrets that External Secrets has written stay.",
                        "Only for servers that people unseal: with an automatic seal they open themselves again.",
                        "Opening it again needs as many key holders as the threshold says."),
                List.of("https://developer.hashicorp.com/vault/docs/concepts/seal#sealing")));
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        List<Peer> peers = Peer.seals(server, view);
        peers.stream()
                .flatMap(p -> p.seal().stream())
                .filter(s -> !s.byShares())
                .findFirst()
                .ifPresent(s -> found.add(Constraints.blocks(
                        "automatic",
                        "its seal " + s.type() + " opens it by itself",
                        "take the key of " + s.type() + " away, or scale the StatefulSet to 0")));
        if (peers.stream().noneMatch(p -> p.seal().filter(Seal::initialized).isPresent())) {
            found.add(Constraints.blocks("uninitialised", "it isn't initialised", "there is nothing to seal"));
        }
        return found;
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        List<Peer> open = Peer.all(server, view).stream()
                .filter(p -> !p.sealed())
                .sorted(Comparator.comparing(Peer::leads).reversed())
                .toList();
        if (open.isEmpty()) {
            throw refused(server.name(), "every server is sealed", "There is nothing to do.");
        }
        for (Peer p : open) {
            draft.step(Step.change(
                    "seal-" + p.name(),
                    p.name() + "  made anew, sealed",
                    "Its pod is deleted; the new one has no keys.",
                    new Action.Delete(p.pod().ref(Kind.POD), Action.Propagation.BACKGROUND),
                    Questions.renewed(server, p.name(), p.pod().uid()),
                    new Undo.None("runbook unseal opens it again"),
                    Duration.ofMinutes(5)));
        }
        return draft.step(Step.await(
                        "sealed",
                        "every server says that it is sealed",
                        "Until then somebody may still be answered.",
                        Questions.allSealed(server),
                        Duration.ofMinutes(5)))
                .consequence("stops all reading and writing until it is unsealed")
                .plan("Seal " + request.instance().id().display());
    }
}
