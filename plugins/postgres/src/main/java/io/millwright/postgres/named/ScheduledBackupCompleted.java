package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The newest backup that a schedule made is complete, or has come to any end.
 *
 * @param either whether a bad end is one too
 */
record ScheduledBackupCompleted(boolean either) implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String schedule = arguments.getOrDefault("name", "");
        Optional<Resource> newest =
                view.list(Cnpg.BACKUP, Selector.labelled(namespace, Cnpg.SCHEDULE_LABEL, schedule)).stream()
                        .max(Comparator.comparing(Backups::when));
        return newest.map(b ->
                        BackupCompleted.judge(answer, ObjectRef.of(Cnpg.BACKUP, namespace, b.name()), b, either, view))
                .orElseGet(() -> answer.not("schedule " + schedule + " has made no backup yet"));
    }
}
