package io.millwright.vault.runbook;

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

/** Saves a snapshot to a file. */
final class BackUp extends ServerRunbook {
    BackUp() {
        super(new RunbookInfo(
                "back-up",
                "Take a snapshot",
                Intent.BACKUP,
                Danger.REVERSIBLE,
                "Saves a snapshot of Raft to a file of this machine, readable by you alone. The servers go on serving.",
                Optional.of(Names.SERVER),
                List.of(Snapshots.file("file", "File", "Where it is written to; nothing may be there yet.")),
                List.of(
                        "It doesn't hold the unseal keys, the TLS Secret, the chart's values or the audit logs: keep those elsewhere.",
                        "It is opened by the keys that are valid now: after a change of keys, older snapshots need the older keys.",
                        "With an automatic seal it can be opened only while that service still has its key.",
                        "A snapshot that was never restored somewhere is a hope, not a backup."),
                List.of("https://developer.hashicorp.com/vault/docs/sysadmin/snapshots/save")));
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        return leaderless(server, view);
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        Peer leader = leader(server, Peer.all(server, view));
        Hands.token(server, leader.ref(), "read on sys/storage/raft/snapshot").forEach(draft::step);
        Snapshots.save(server, leader.ref(), request.input("file"), view).forEach(draft::step);
        return draft.consequence("writes " + request.input("file"))
                .consequence("changes nothing that is served")
                .plan("Back up " + request.instance().id().display());
    }
}
