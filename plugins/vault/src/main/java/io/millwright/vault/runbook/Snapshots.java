package io.millwright.vault.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Effect;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Server;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Steps that save snapshots. */
final class Snapshots {
    static final String PATH = "/v1/sys/storage/raft/snapshot";
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private Snapshots() {}

    /** Asks where a snapshot is written to. */
    static Parameter file(String id, String label, String help) {
        return Ask.required(Ask.text(id, label, help, "/\\S+", "an absolute path without blanks"));
    }

    /** Saves one, and notes when. The leader is asked: another server would send the request to an address that only pods reach. */
    static List<Step> save(Server s, ObjectRef leader, String file, ClusterView view) {
        Step save = new Step(
                "snapshot",
                "snapshot of " + leader.name() + " to " + file,
                "The way back. The file is encrypted, but with the keys it is everything.",
                Hands.http(s, leader, "GET", PATH, "").replies(new Action.Http.Reply.Save(file)),
                List.of(Questions.leads(s, leader.name())),
                new Check.Never("files of this machine aren't looked at; nothing is written over"),
                Questions.leads(s, leader.name()),
                new Undo.None("the file is left: delete it yourself"),
                Effect.IDEMPOTENT,
                LIMIT,
                false,
                List.of());
        String now = Json.time(view.now());
        Step note = Step.change(
                "note",
                "note at " + s.ref().display() + " that a snapshot was taken",
                "The health checks count its age from it.",
                new Action.Annotate(s.ref(), Map.of(Names.SNAPSHOT_TAKEN, now)),
                Check.fieldIs(s.ref(), now, "metadata", "annotations", Names.SNAPSHOT_TAKEN),
                Undo.EXACT,
                Duration.ofSeconds(30));
        return List.of(save, note);
    }
}
