package io.millwright.vault.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Http.Reply.ShowOnce;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
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
import java.util.List;
import java.util.Optional;

/** Makes a new cluster's keys: the only moment at which they are seen. */
final class Init extends ServerRunbook {
    Init() {
        super(new RunbookInfo(
                "init",
                "Initialise",
                Intent.CREATE,
                Danger.DESTRUCTIVE,
                "Makes the unseal keys and the root token of an empty cluster, shows them once on this screen and keeps them nowhere. The servers stay sealed: the runbook unseal comes next.",
                Optional.of(Names.SERVER),
                List.of(
                        Ask.with(
                                Ask.number(
                                        "shares",
                                        "Shares",
                                        "How many unseal keys are made, one for each holder.",
                                        1,
                                        20),
                                "5",
                                "upstream default"),
                        Ask.with(
                                Ask.number("threshold", "Threshold", "How many of them open a server.", 1, 20),
                                "3",
                                "upstream default")),
                List.of(
                        "There is no second look: if fewer keys than the threshold are written down, everything kept later is lost at the next restart.",
                        "Have the key holders at the screen before you start. Never put the keys into a Secret, a values file or a chat.",
                        "Two initialisations at the same time make two clusters: this one asks every server before and sends one request to the first.",
                        "The root token may do everything. Use it to set up policies and a login, then revoke it."),
                List.of(
                        "https://developer.hashicorp.com/vault/docs/concepts/seal",
                        "https://openbao.org/docs/concepts/seal/")));
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        List<Peer> peers = Peer.seals(server, view);
        if (peers.stream().anyMatch(Peer::initialised)) {
            return List.of(Constraints.blocks("initialised", "it is initialised already", "runbook unseal"));
        }
        return peers.isEmpty() || peers.stream().anyMatch(p -> p.seal().isEmpty())
                ? List.of(new Constraint(
                        "silent",
                        "not every server answers, so whether one is initialised isn't known",
                        "wait until its pods run",
                        Constraint.Kind.CANNOT_TELL))
                : List.of();
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        long shares = request.number("shares");
        long threshold = request.number("threshold");
        if (threshold > shares || shares > 1 && threshold < 2) {
            throw refused(
                    server.name(),
                    "of " + shares + " shares, " + threshold + " can't be the threshold",
                    "Give at least 2 and at most as many as there are shares; 1 only for one share.");
        }
        ObjectRef first = server.pod(0);
        Seal seal = Seal.read(server, first, view);
        String word = seal.byShares() ? "secret" : "recovery";
        String body = "{\"%1$s_shares\":%2$d,\"%1$s_threshold\":%3$d}".formatted(word, shares, threshold);
        String what = (seal.byShares() ? "the unseal keys" : "the recovery keys") + " and the root token";
        draft.step(new Step(
                        "ready",
                        "the key holders are ready to write",
                        "What is shown is shown once.",
                        new Action.Confirm(
                                "The next step shows " + shares
                                        + " keys and the root token once. Type ready when they can be written down.",
                                "ready"),
                        List.of(),
                        new Check.Never("only a person knows"),
                        Questions.uninitialised(server),
                        Undo.NOTHING_TO_UNDO,
                        Effect.READ,
                        Duration.ofMinutes(30),
                        false,
                        List.of()))
                .step(new Step(
                                "init",
                                "initialise at " + first.name() + ": " + shares + " shares, " + threshold + " open it",
                                "Every server was asked just before: none has a store.",
                                Hands.open(server, first, "POST", "/v1/sys/init", body)
                                        .replies(shown(seal, what)),
                                List.of(Questions.uninitialised(server)),
                                new Check.Never("keys are shown by the answer to this very request alone"),
                                Questions.initialised(server, first.name()),
                                new Undo.None(
                                        "an initialised cluster can't be made uninitialised: uninstall it and delete its volumes"),
                                Effect.UNSAFE,
                                Duration.ofMinutes(2),
                                false,
                                List.of())
                        .noReturn());
        if (shares == 1) {
            draft.risk("one-key", "One key opens everything", "Only for a throw-away cluster.");
        }
        return draft.consequence("shows " + what + " once; they are kept nowhere")
                .consequence("leaves every server sealed")
                .plan("Initialise " + request.instance().id().display());
    }

    /** The keys as the servers' own program prints them; their hexadecimal form would be the same once more. */
    private static ShowOnce shown(Seal seal, String what) {
        return new ShowOnce(
                what,
                List.of(
                        seal.byShares()
                                ? new ShowOnce.Part("Unseal key", "keys_base64")
                                : new ShowOnce.Part("Recovery key", "recovery_keys_base64"),
                        new ShowOnce.Part("Root token", "root_token")));
    }
}
