package io.millwright.vault.runbook;

import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Lead;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings the same cluster back to an earlier snapshot. */
final class Restore extends ServerRunbook {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    Restore() {
        super(new RunbookInfo(
                "restore",
                "Restore a snapshot",
                Intent.RESTORE,
                Danger.DATA_LOSS,
                "Saves the present state to a file, then replaces everything that the servers keep by a snapshot of the same cluster, and waits until one leads again.",
                Optional.of(Names.SERVER),
                List.of(
                        Snapshots.file("file", "File", "The snapshot that is restored."),
                        Snapshots.file(
                                "safety",
                                "Safety copy",
                                "Where the present state is written to before; nothing may be there yet.")),
                List.of(
                        "Everything written after the snapshot is gone, tokens and leases among it: everybody logs in again.",
                        "A snapshot from before a change of keys is refused with 400. It isn't forced here: that would seal the servers with the old keys.",
                        "A snapshot of another cluster belongs into a new installation with one server: see upstream's page.",
                        "Stop what writes, such as External Secrets' pushes, before.",
                        "Standbys may come back sealed: the runbook unseal opens them."),
                List.of("https://developer.hashicorp.com/vault/docs/sysadmin/snapshots/restore")));
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        return unsettled(server, view);
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        Peer leader = leader(server, Peer.all(server, view));
        String cluster = leader.seal().map(Seal::clusterId).orElse("");
        long index = leader.lead().map(Lead::committed).orElse(0L);
        String file = request.input("file");
        String safety = request.input("safety");
        Hands.token(server, leader.ref(), "read and update on sys/storage/raft/snapshot")
                .forEach(draft::step);
        draft.step(settled(server));
        Snapshots.save(server, leader.ref(), safety, view).forEach(draft::step);
        Check done = Questions.settledBeyond(server, cluster, index);
        draft.step(new Step(
                "restore",
                "restore " + file,
                "204 means that it was accepted. It is done when Raft has moved on, and the same servers are open again and follow.",
                restoring(server, leader, file),
                List.of(Questions.leads(server, leader.name())),
                new Check.Never("what the servers keep doesn't say where it came from"),
                done,
                new Undo.BestEffort(
                        restoring(server, leader, safety),
                        Questions.settledAs(server, cluster),
                        "the safety copy is restored; what was written since is lost"),
                Effect.UNSAFE,
                LIMIT,
                false,
                List.of()));
        return draft.consequence("interrupts service for seconds to minutes")
                .consequence("loses everything written after the snapshot")
                .plan("Restore " + request.instance().id().display() + " from " + file);
    }

    private static Action.Http restoring(Server server, Peer leader, String file) {
        return Hands.http(server, leader.ref(), "POST", Snapshots.PATH, "").sends(new Action.Http.Body.File(file));
    }
}
