package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts the jobs of CronJobs when they are due. */
final class CronJobController implements Controller {
    private static final String SELF = "cronjob-controller";

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.CRON_JOB, Kind.JOB);
    }

    @Override
    public void reconcile(World world) {
        for (Resource cron : world.list(Kind.CRON_JOB)) {
            if (!Owners.deleting(cron)) {
                List<Resource> jobs = Owners.controlled(world, cron, Kind.JOB);
                prune(world, cron, jobs);
                start(world, cron, jobs);
            }
        }
    }

    private void start(World world, Resource cron, List<Resource> jobs) {
        List<Resource> active =
                jobs.stream().filter(j -> JobController.finished(j).isEmpty()).toList();
        Optional<Instant> due = Optional.empty();
        Optional<CronSchedule> schedule =
                CronSchedule.parse(cron.text("spec", "schedule").orElse(""));
        if (schedule.isPresent() && !cron.flag("spec", "suspend").orElse(false)) {
            ZoneId zone = cron.text("spec", "timeZone").map(ZoneId::of).orElse(ZoneOffset.UTC);
            Instant since = Fields.parse(cron.text("status", "lastScheduleTime")
                    .or(() -> cron.text("metadata", "creationTimestamp"))
                    .orElse(Fields.time(world.now())));
            due = schedule.get().last(since, world.now(), zone);
            schedule.get().next(world.now(), zone).ifPresent(world::wakeAt);
        }
        String policy = cron.text("spec", "concurrencyPolicy").orElse("Allow");
        boolean skip = policy.equals("Forbid") && !active.isEmpty();
        if (due.isPresent() && skip) {
            world.event(
                    cron,
                    SELF,
                    "Normal",
                    "JobAlreadyActive",
                    "Not starting job because prior execution is running and concurrency policy is Forbid");
        }
        if (due.isPresent() && policy.equals("Replace")) {
            active.forEach(j -> world.delete(j.ref(Kind.JOB)));
        }
        Optional<Instant> at = due.filter(d -> !skip);
        at.ifPresent(d -> create(world, cron, d));
        status(world, cron, at);
    }

    private void create(World world, Resource cron, Instant due) {
        Resource template = new Resource(Owners.tree(cron, "spec", "jobTemplate"));
        Map<String, String> annotations = new LinkedHashMap<>(template.textMap("metadata", "annotations"));
        annotations.put("batch.kubernetes.io/cronjob-scheduled-timestamp", Fields.time(due));
        Resource job = Resource.of(
                        Kind.JOB,
                        cron.namespace(),
                        cron.name() + "-" + due.getEpochSecond() / 60,
                        Fields.of("spec", Owners.tree(template, "spec")))
                .with(template.textMap("metadata", "labels"), "metadata", "labels")
                .with(annotations, "metadata", "annotations")
                .with(List.of(Owners.controllerReference(cron)), "metadata", "ownerReferences");
        world.create(job)
                .ifPresent(j -> world.event(cron, SELF, "Normal", "SuccessfulCreate", "Created job " + j.name()));
    }

    private static void status(World world, Resource cron, Optional<Instant> started) {
        List<Resource> jobs = world.list(Kind.JOB, cron.namespace()).stream()
                .filter(j -> Owners.controls(cron, j))
                .toList();
        List<Map<String, Object>> active = jobs.stream()
                .filter(j -> JobController.finished(j).isEmpty() && !Owners.deleting(j))
                .map(j -> Fields.of(
                        "apiVersion", "batch/v1",
                        "kind", "Job",
                        "name", j.name(),
                        "namespace", j.namespace(),
                        "uid", j.uid()))
                .toList();
        Optional<String> succeeded = jobs.stream()
                .flatMap(j -> j.text("status", "completionTime").stream())
                .max(Comparator.naturalOrder());
        world.updateStatus(
                cron.ref(Kind.CRON_JOB),
                c -> c.with(
                        Fields.of(
                                "active", active.isEmpty() ? Optional.empty() : Optional.of(active),
                                "lastScheduleTime",
                                        started.map(Fields::time).or(() -> c.text("status", "lastScheduleTime")),
                                "lastSuccessfulTime", succeeded.or(() -> c.text("status", "lastSuccessfulTime"))),
                        "status"));
    }

    private static void prune(World world, Resource cron, List<Resource> jobs) {
        keep(
                world,
                jobs,
                "Complete",
                cron.number("spec", "successfulJobsHistoryLimit").orElse(3L));
        keep(
                world,
                jobs,
                "Failed",
                cron.number("spec", "failedJobsHistoryLimit").orElse(1L));
    }

    private static void keep(World world, List<Resource> jobs, String condition, long limit) {
        List<Resource> ended = jobs.stream()
                .filter(j -> !Owners.deleting(j))
                .filter(j -> j.condition(condition)
                        .flatMap(c -> c.text("status"))
                        .filter("True"::equals)
                        .isPresent())
                .sorted(Comparator.comparing(j -> j.text("status", "startTime").orElse("")))
                .toList();
        ended.stream().limit(Math.max(0, ended.size() - limit)).forEach(j -> world.delete(j.ref(Kind.JOB)));
    }
}
