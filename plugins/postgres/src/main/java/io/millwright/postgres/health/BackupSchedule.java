package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Schedule;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether backups are made by themselves, and as meant. */
final class BackupSchedule extends ClusterCheck {
    private static final Duration OVERDUE = Duration.ofMinutes(10);

    BackupSchedule() {
        super(
                "postgres.backup.schedule",
                "Backup schedule",
                Dimension.DURABILITY,
                "ScheduledBackups of the cluster: none or all suspended, five fields instead of six, one that can't be parsed, a next run that"
                        + " is more than 10 min overdue, or a method that the cluster isn't set up for.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.backupMethods().isEmpty()) {
            // A missing destination is the freshness check's finding; a schedule without one would only fail.
            return List.of();
        }
        List<Resource> schedules = c.belonging(view, Cnpg.SCHEDULED_BACKUP);
        List<Resource> working = schedules.stream()
                .filter(s -> !s.flag("spec", "suspend").orElse(false))
                .toList();
        List<Finding> findings = new ArrayList<>();
        if (schedules.isEmpty()) {
            findings.add(draft(view, Severity.WARNING, "no backup schedule")
                    .suffix("missing")
                    .impact("Backups are made only when somebody remembers to.")
                    .saw("ScheduledBackups that name this cluster", c.ref(), "ScheduledBackup spec.cluster.name", 0)
                    .since(c.created())
                    .run("schedule backups", "schedule-backups", Map.of())
                    .build());
        } else if (working.isEmpty()) {
            findings.add(suspended(c, schedules, view));
        }
        working.forEach(s -> schedule(c, s, view).ifPresent(findings::add));
        working.forEach(s -> overdue(c, s, view).ifPresent(findings::add));
        working.forEach(s -> method(c, s, view).ifPresent(findings::add));
        return findings;
    }

    private Finding suspended(PgCluster c, List<Resource> schedules, ClusterView view) {
        FindingDraft draft = draft(view, Severity.WARNING, "all backup schedules are suspended")
                .suffix("suspended")
                .impact("No backup is made until one is resumed.");
        schedules.forEach(s -> draft.saw("schedule", ref(c, s), "spec.suspend", true));
        return draft.manual(
                        "resume it",
                        "kubectl -n " + c.namespace() + " patch scheduledbackup "
                                + schedules.getFirst().name() + " --type merge -p '{\"spec\":{\"suspend\":false}}'")
                .build();
    }

    private Optional<Finding> schedule(PgCluster c, Resource s, ClusterView view) {
        String text = s.text("spec", "schedule").orElse("");
        if (Schedule.fieldCount(text) == 5) {
            return Optional.of(draft(view, Severity.WARNING, "schedule " + s.name() + " has five fields")
                    .suffix("fields")
                    .impact(
                            "The first field counts seconds: backups run far more often than meant, and fill the store.")
                    .saw("schedule", ref(c, s), "spec.schedule", text)
                    .cause("written like a crontab; here the seconds come first")
                    .manual(
                            "put the seconds in front",
                            "kubectl -n " + c.namespace() + " patch scheduledbackup " + s.name()
                                    + " --type merge -p '{\"spec\":{\"schedule\":\"0 " + text.strip() + "\"}}'")
                    .build());
        }
        if (Schedule.parse(text) instanceof Schedule.Parsed.Bad bad) {
            return Optional.of(draft(view, Severity.WARNING, "schedule " + s.name() + " can't be understood")
                    .suffix("invalid")
                    .impact("No backup is made by it.")
                    .saw("schedule", ref(c, s), "spec.schedule", text)
                    .cause(bad.why())
                    .run("schedule backups", "schedule-backups", Map.of("name", s.name()))
                    .build());
        }
        return Optional.empty();
    }

    private Optional<Finding> overdue(PgCluster c, Resource s, ClusterView view) {
        Optional<Instant> next = Times.kubernetes(s.text("status", "nextScheduleTime"));
        if (next.isEmpty() || next.get().plus(OVERDUE).isAfter(view.now()) || c.hibernationWanted()) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        Severity.WARNING,
                        "schedule " + s.name() + " is overdue by "
                                + Times.words(Duration.between(next.get(), view.now())))
                .suffix("overdue")
                .impact("The backup that should have been made was not.")
                .saw("next run", ref(c, s), "status.nextScheduleTime", next.get())
                .saw(
                        "its error",
                        ref(c, s),
                        "status.error",
                        s.text("status", "error").orElse("none"))
                .since(next)
                .cause("the operator is down, or an earlier backup of the cluster hasn't ended")
                .run("back up now", "backup-now", Map.of())
                .build());
    }

    private Optional<Finding> method(PgCluster c, Resource s, ClusterView view) {
        String method = s.text("spec", "method").orElse("barmanObjectStore");
        if (c.backupMethods().stream().noneMatch(m -> m.field().equals(method))) {
            return Optional.of(draft(
                            view,
                            Severity.WARNING,
                            "schedule " + s.name() + " uses a method that the cluster isn't set up for")
                    .suffix("method")
                    .impact("Each of its backups fails.")
                    .saw("method", ref(c, s), "spec.method", method)
                    .saw(
                            "what the cluster has",
                            c.ref(),
                            "spec.backup, spec.plugins",
                            c.backupMethods().getFirst().field())
                    .run("schedule backups anew", "schedule-backups", Map.of("name", s.name()))
                    .build());
        }
        return Optional.empty();
    }

    private static ObjectRef ref(PgCluster c, Resource s) {
        return ObjectRef.of(Cnpg.SCHEDULED_BACKUP, c.namespace(), s.name());
    }
}
