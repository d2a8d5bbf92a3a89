package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Schedule;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes Backups at the times of a ScheduledBackup. */
final class ScheduleReconciler {
    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private final SimulatedCluster world;
    private final Resource schedule;

    ScheduleReconciler(SimulatedCluster world, Resource schedule) {
        this.world = world;
        this.schedule = schedule;
    }

    void step() {
        if (Site.deleting(schedule) || schedule.flag("spec", "suspend").orElse(false)) {
            return;
        }
        Optional<Instant> following = parsed().flatMap(s -> s.next(world.now()));
        if (following.isEmpty()) {
            return;
        }
        Instant next = following.get();
        boolean fresh = schedule.text("status", "lastCheckTime").isEmpty();
        if (fresh && schedule.flag("spec", "immediate").orElse(false)) {
            world.event(
                    schedule, "Normal", "BackupSchedule", "Scheduled immediate backup now: " + Json.time(world.now()));
            backup(true, next);
        } else if (fresh) {
            world.event(schedule, "Normal", "BackupSchedule", "Scheduled first backup by " + Json.time(next));
            status(s -> s.with(Json.time(world.now()), "status", "lastCheckTime")
                    .with(Json.time(next), "status", "nextScheduleTime"));
        } else if (due()) {
            backup(false, next);
        } else {
            changed(next);
        }
    }

    /** The operator's parser reads five fields as second to month: an hourly schedule where a daily one was meant. */
    private Optional<Schedule> parsed() {
        String text = schedule.text("spec", "schedule").orElse("");
        String six = Schedule.fieldCount(text) == 5 ? text.strip() + " *" : text;
        return Schedule.parse(six) instanceof Schedule.Parsed.Good good
                ? Optional.of(good.schedule())
                : Optional.empty();
    }

    private boolean due() {
        return schedule.text("status", "nextScheduleTime")
                .map(Instant::parse)
                .filter(t -> !t.isAfter(world.now()))
                .isPresent();
    }

    private void changed(Instant next) {
        status(s -> s.with(Json.time(next), "status", "nextScheduleTime"));
    }

    private void backup(boolean immediate, Instant next) {
        String name = schedule.name() + "-" + SUFFIX.format(world.now());
        Map<String, Object> spec = new LinkedHashMap<>();
        for (String field : List.of("cluster", "method", "pluginConfiguration", "target", "online")) {
            schedule.at("spec", field).ifPresent(v -> spec.put(field, v));
        }
        Map<String, Object> labels = Json.map(
                Cnpg.CLUSTER_LABEL,
                schedule.text("spec", "cluster", "name").orElse(""),
                Cnpg.SCHEDULE_LABEL,
                schedule.name(),
                "cnpg.io/immediateBackup",
                Boolean.toString(immediate));
        Resource made = Resource.of(Cnpg.BACKUP, schedule.namespace(), name, Map.of("spec", spec))
                .with(labels, "metadata", "labels");
        world.ensure(owner().map(o -> made.with(List.of(o), "metadata", "ownerReferences"))
                .orElse(made));
        String now = Json.time(world.now());
        status(s -> s.with(now, "status", "lastCheckTime")
                .with(now, "status", "lastScheduleTime")
                .with(Json.time(next), "status", "nextScheduleTime"));
        world.event(schedule, "Normal", "BackupSchedule", "Next backup scheduled by " + Json.time(next));
    }

    private Optional<Map<String, Object>> owner() {
        Optional<Resource> owner =
                switch (schedule.text("spec", "backupOwnerReference").orElse("none")) {
                    case "self" -> Optional.of(schedule);
                    case "cluster" ->
                        world.get(ObjectRef.of(
                                Cnpg.CLUSTER,
                                schedule.namespace(),
                                schedule.text("spec", "cluster", "name").orElse("")));
                    default -> Optional.empty();
                };
        return owner.map(
                o -> Json.map("apiVersion", o.apiVersion(), "kind", o.kind(), "name", o.name(), "uid", o.uid()));
    }

    private void status(UnaryOperator<Resource> change) {
        world.updateStatus(schedule.ref(Cnpg.SCHEDULED_BACKUP), change);
    }
}
