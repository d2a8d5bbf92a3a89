package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Backups.State;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/**
 * That backup is complete, and its volume snapshots, where it is made of such, can be used; or it has come to any end.
 *
 * @param either whether a bad end is one too: a run that waited for a good one would wait long after a bad one
 */
record BackupCompleted(boolean either) implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref =
                ObjectRef.of(Cnpg.BACKUP, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        Optional<Resource> backup = view.get(ref);
        return backup.isEmpty()
                ? answer.not(ref.display() + " is not there")
                : judge(answer, ref, backup.get(), either, view);
    }

    static CheckResult judge(Answer answer, ObjectRef ref, Resource backup, boolean either, ClusterView view) {
        String phase = backup.text("status", "phase").filter(p -> !p.isEmpty()).orElse("waiting");
        answer.saw("phase", ref, "status.phase", phase)
                .saw(
                        "ended",
                        ref,
                        "status.stoppedAt",
                        backup.text("status", "stoppedAt").orElse("not yet"));
        State state = Backups.state(backup);
        if (state == State.COMPLETED && Snapshots.made(backup)) {
            Snapshots.parts(backup)
                    .forEach(p -> answer.saw(
                            "snapshot",
                            ObjectRef.of(Cnpg.VOLUME_SNAPSHOT, backup.namespace(), p.name()),
                            "status.readyToUse",
                            p.type()));
            Optional<String> lost = Snapshots.lost(backup, view);
            if (lost.isPresent()) {
                return either ? answer.holds(lost.get()) : answer.not(lost.get());
            }
        }
        if (state == State.COMPLETED) {
            return answer.holds(ref.name() + " completed at "
                    + backup.text("status", "stoppedAt").orElse("?"));
        }
        String words = ref.name() + " is " + phase
                + backup.text("status", "error").map(e -> ": " + e).orElse("");
        return either && state == State.FAILED ? answer.holds(words) : answer.not(words);
    }
}
