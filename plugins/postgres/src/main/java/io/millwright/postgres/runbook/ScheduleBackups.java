package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
import io.millwright.postgres.cnpg.Schedule;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has backups made by themselves. Always writes six fields: with five, the first counts seconds. */
final class ScheduleBackups extends ClusterRunbook {
    private static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<Parameter> PARAMETERS = List.of(
            Ask.name(
                    "name",
                    "Name",
                    "Name of the schedule; its backups are named after it. Empty: the cluster's name and -scheduled.",
                    200),
            Ask.choice(
                    "frequency",
                    "How often",
                    "How often a base backup is made; WAL fills the time between.",
                    "daily",
                    "weekly",
                    "hourly",
                    "custom"),
            Ask.with(Ask.number("hour", "Hour", "At which hour, UTC; not for hourly.", 0, 23), "2", "a quiet hour"),
            Ask.with(Ask.number("minute", "Minute", "At which minute.", 0, 59), "0", "full hour"),
            Ask.choice("weekday", "Day", "On which day, for weekly.", DAYS.toArray(String[]::new)),
            Ask.text(
                    "cron",
                    "Expression",
                    "For custom: second minute hour day-of-month month day-of-week.",
                    "\\S+( \\S+){5}|@\\w+",
                    "six fields, seconds first"),
            BackupNow.METHOD,
            Ask.yesNo("immediate", "First one now", "Whether a first backup is made at once.", true));

    ScheduleBackups() {
        super(new RunbookInfo(
                "schedule-backups",
                "Schedule backups",
                Intent.BACKUP,
                Danger.DISRUPTIVE,
                "Makes a ScheduledBackup, so that base backups are made by themselves, and a first one at once.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                PARAMETERS,
                List.of(
                        "The first of six fields is seconds: an expression from a crontab has five and would run far more often.",
                        "How long backups are kept is set at the destination, not here."),
                List.of("https://cloudnative-pg.io/docs/current/backup#scheduled-backups")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return target.map(t -> {
                    List<Parameter> all = new ArrayList<>(PARAMETERS);
                    all.set(
                            0,
                            Ask.with(PARAMETERS.getFirst(), t.id().name() + "-scheduled", "from the cluster's name"));
                    return all;
                })
                .orElse(new ArrayList<>(PARAMETERS));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return c.backupMethods().isEmpty()
                ? List.of(new Constraint(
                        "no-destination",
                        "the cluster has no backup destination",
                        "set one: runbook set-backup-destination, or set-snapshots",
                        Constraint.Kind.NOT_APPLICABLE))
                : operated(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        BackupMethod method = method(c, request, view);
        draft.danger(Danger.REVERSIBLE);
        String name = request.input("name").isEmpty() ? c.name() + "-scheduled" : request.input("name");
        String expression = expression(request);
        ObjectRef ref = ObjectRef.of(Cnpg.SCHEDULED_BACKUP, c.namespace(), name);
        Optional<Resource> present = view.get(ref);
        if (present.flatMap(s -> s.text("spec", "cluster", "name"))
                .filter(n -> !n.equals(c.name()))
                .isPresent()) {
            throw refused(
                    request.instance(),
                    "ScheduledBackup " + name + " belongs to another cluster",
                    "Choose another name.");
        }
        boolean immediate = request.yes("immediate") && present.isEmpty();
        Map<String, Object> spec = new LinkedHashMap<>(BackupNow.spec(c.name(), method));
        spec.put("schedule", expression);
        spec.put("suspend", false);
        if (present.isEmpty()) {
            spec.put("immediate", immediate);
            spec.put("backupOwnerReference", "cluster");
        }
        draft.step(write(ref, spec, present, method))
                .step(Step.await(
                        "planned",
                        "the next run is set",
                        "The operator has understood the schedule when it says when the next run is.",
                        new Check.FieldMatches(ref, List.of("status", "nextScheduleTime"), Check.Operator.PRESENT, ""),
                        Duration.ofMinutes(5)))
                .consequence("a base backup " + words(request, expression) + ", with " + method.words())
                .consequence(nextRuns(expression, view.now()))
                .consequence("kept: " + kept(c, method));
        if (method == BackupMethod.SNAPSHOT) {
            SnapshotTerms.told(c, Snapshots.hot(c), "", draft);
        } else {
            draft.consequence("restarts none");
        }
        if (immediate) {
            first(c, name, draft);
        }
        return draft.plan(
                "Schedule backups of " + request.instance().id().display() + ": " + words(request, expression));
    }

    private BackupMethod method(PgCluster c, Request request, ClusterView view) {
        BackupMethod method = BackupNow.method(c, request.input("method"))
                .orElseThrow(() -> refused(request.instance(), BackupNow.missing(c, request), BackupNow.instead(c)));
        if (method == BackupMethod.SNAPSHOT) {
            SnapshotTerms.against(c, Snapshots.hot(c), view).ifPresent(o -> {
                throw refused(request.instance(), o.why(), o.next() + ".");
            });
        }
        return method;
    }

    private static void first(PgCluster c, String name, PlanDraft draft) {
        boolean failing = c.object()
                .condition("ContinuousArchiving")
                .flatMap(r -> r.text("status"))
                .filter("False"::equals)
                .isPresent();
        if (failing) {
            draft.risk(
                    "archiving",
                    "WAL archiving fails now",
                    "Backups will be made by the schedule, but none can be restored until archiving works again.");
        } else {
            draft.consequence("a first backup at once")
                    .step(Step.await(
                            "first-ended",
                            "the first backup has ended",
                            "Well or not: one that has failed isn't waited for.",
                            Questions.scheduledBackupEnded(c.namespace(), name),
                            Duration.ofHours(2)))
                    .step(Step.require(
                            "first",
                            "the first backup is complete",
                            "A schedule that has made no good backup proves nothing.",
                            Questions.scheduledBackupCompleted(c.namespace(), name)));
        }
    }

    private static Step write(
            ObjectRef ref, Map<String, Object> spec, Optional<Resource> present, BackupMethod method) {
        Resource wanted = Resource.of(ref.kind(), ref.namespace(), ref.name(), Tree.of("spec", spec));
        boolean former = method != BackupMethod.PLUGIN
                && present.flatMap(s -> s.at("spec", "pluginConfiguration")).isPresent();
        Action action = present.isPresent()
                ? new Action.Patch(
                        ref, Tree.of("spec", spec), former ? List.of("spec/pluginConfiguration") : List.of(), "")
                : new Action.Apply(List.of(wanted), false);
        return Step.change(
                "schedule",
                "ScheduledBackup " + ref.namespace() + "/" + ref.name() + "  " + spec.get("schedule"),
                "The operator makes a Backup at each of its times.",
                action,
                new Check.Matches(List.of(wanted)),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    private String expression(Request request) {
        long hour = number(request, "hour", 2);
        long minute = number(request, "minute", 0);
        String text = switch (request.input("frequency")) {
            case "weekly" -> "0 " + minute + " " + hour + " * * " + Math.max(0, DAYS.indexOf(request.input("weekday")));
            case "hourly" -> "0 " + minute + " * * * *";
            case "custom" -> request.input("cron").strip();
            default -> "0 " + minute + " " + hour + " * * *";
        };
        return switch (Schedule.parse(text)) {
            case Schedule.Parsed.Good good -> {
                if (good.schedule().next(Instant.EPOCH).isEmpty()) {
                    throw refused(request.instance(), "'" + text + "' never comes", "Give days that exist.");
                }
                yield text;
            }
            case Schedule.Parsed.Bad bad ->
                throw refused(
                        request.instance(),
                        "'" + text + "' is no schedule: " + bad.why(),
                        "Give six fields, seconds first: 0 0 2 * * * is 02:00 every day.");
        };
    }

    private static long number(Request request, String id, long otherwise) {
        return request.input(id).isEmpty() ? otherwise : request.number(id);
    }

    private static String words(Request request, String expression) {
        String time = "%02d:%02d UTC".formatted(number(request, "hour", 2), number(request, "minute", 0));
        return switch (request.input("frequency")) {
            case "weekly" ->
                "every " + (request.input("weekday").isEmpty() ? DAYS.getFirst() : request.input("weekday")) + " at "
                        + time;
            case "hourly" -> "every hour at minute " + number(request, "minute", 0);
            case "custom" -> "at '" + expression + "'";
            default -> "every day at " + time;
        };
    }

    /** What an expression means is seen best by when it fires. */
    private static String nextRuns(String expression, Instant now) {
        List<String> times = new ArrayList<>();
        Instant at = now;
        for (int i = 0; i < 3 && Schedule.parse(expression) instanceof Schedule.Parsed.Good good; i++) {
            Optional<Instant> next = good.schedule().next(at);
            if (next.isEmpty()) {
                break;
            }
            at = next.get();
            times.add(at.toString());
        }
        return "next runs: " + String.join(", ", times);
    }

    private static String kept(PgCluster c, BackupMethod method) {
        if (method == BackupMethod.SNAPSHOT) {
            return "until somebody removes them: runbook prune-snapshots";
        }
        return c.objectStore()
                .map(s -> "as ObjectStore " + s.getKey() + " says (spec.retentionPolicy)")
                .or(() -> c.object()
                        .text("spec", "backup", "retentionPolicy")
                        .map(r -> r + " (spec.backup.retentionPolicy)"))
                .orElse("for ever: the destination has no retention");
    }
}
