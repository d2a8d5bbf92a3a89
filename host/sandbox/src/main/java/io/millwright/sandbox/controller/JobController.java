package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs jobs to completion, with parallelism, retries, deadline and time to live. */
final class JobController implements Controller {
    private static final String SELF = "job-controller";

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.JOB, Kind.POD);
    }

    @Override
    public void reconcile(World world) {
        for (Resource job : world.list(Kind.JOB)) {
            if (Owners.deleting(job)) {
                continue;
            }
            if (finished(job).isPresent()) {
                expire(world, job);
            } else {
                run(world, labelled(world, job));
            }
        }
    }

    /** The time at which the job completed or failed. */
    static Optional<Instant> finished(Resource job) {
        return job.items("status", "conditions").stream()
                .filter(c ->
                        List.of("Complete", "Failed").contains(c.text("type").orElse("")))
                .filter(c -> c.text("status").filter("True"::equals).isPresent())
                .findFirst()
                .flatMap(c -> c.text("lastTransitionTime"))
                .map(Fields::parse);
    }

    private static Map<String, String> labels(Resource job) {
        return Map.of(
                "batch.kubernetes.io/controller-uid", job.uid(),
                "batch.kubernetes.io/job-name", job.name(),
                "controller-uid", job.uid(),
                "job-name", job.name());
    }

    private static Resource labelled(World world, Resource job) {
        if (job.at("spec", "selector").isPresent()) {
            return job;
        }
        return world.update(job.ref(Kind.JOB), j -> {
                    Resource next = j.with(
                            Map.of("batch.kubernetes.io/controller-uid", j.uid()), "spec", "selector", "matchLabels");
                    for (Map.Entry<String, String> label : labels(j).entrySet()) {
                        next = next.with(label.getValue(), "spec", "template", "metadata", "labels", label.getKey());
                    }
                    return next;
                })
                .orElse(job);
    }

    private void run(World world, Resource job) {
        List<Resource> pods = Owners.controlled(world, job, Kind.POD);
        long succeeded =
                pods.stream().filter(p -> PodState.phase(p).equals("Succeeded")).count();
        long failed =
                pods.stream().filter(p -> PodState.phase(p).equals("Failed")).count();
        List<Resource> active = pods.stream().filter(PodState::active).toList();
        long completions = job.number("spec", "completions").orElse(1L);
        Optional<String> failure = failure(world, job, failed);
        if (job.flag("spec", "suspend").orElse(false)) {
            active.forEach(p -> world.delete(p.ref(Kind.POD)));
            status(world, job, 0, 0, succeeded, failed, Optional.of("Suspended"), "JobSuspended", "Job suspended");
            return;
        }
        if (failure.isPresent()) {
            active.forEach(p -> world.delete(p.ref(Kind.POD)));
            String message = failure.get().equals("DeadlineExceeded")
                    ? "Job was active longer than specified deadline"
                    : "Job has reached the specified backoff limit";
            status(world, job, 0, 0, succeeded, failed, Optional.of("Failed"), failure.get(), message);
            world.event(job, SELF, "Warning", failure.get(), message);
            return;
        }
        if (succeeded >= completions) {
            String message = "Reached expected number of succeeded pods";
            status(world, job, 0, 0, succeeded, failed, Optional.of("Complete"), "CompletionsReached", message);
            world.event(job, SELF, "Normal", "Completed", "Job completed");
            return;
        }
        long wanted = Math.min(job.number("spec", "parallelism").orElse(1L), completions - succeeded);
        for (long i = active.size(); i < wanted; i++) {
            world.create(PodTemplate.pod(job, job.name() + "-" + world.suffix(), labels(job))
                            .with(job.name() + "-", "metadata", "generateName"))
                    .ifPresent(p -> world.event(job, SELF, "Normal", "SuccessfulCreate", "Created pod: " + p.name()));
        }
        long ready = active.stream().filter(PodState::ready).count();
        status(world, job, Math.max(wanted, active.size()), ready, succeeded, failed, Optional.empty(), "", "");
    }

    private static Optional<String> failure(World world, Resource job, long failed) {
        if (failed > job.number("spec", "backoffLimit").orElse(6L)) {
            return Optional.of("BackoffLimitExceeded");
        }
        Optional<Instant> deadline = job.number("spec", "activeDeadlineSeconds")
                .flatMap(s ->
                        job.text("status", "startTime").map(t -> Fields.parse(t).plusSeconds(s)));
        deadline.ifPresent(world::wakeAt);
        return deadline.filter(d -> !d.isAfter(world.now())).map(d -> "DeadlineExceeded");
    }

    private static void status(
            World world,
            Resource job,
            long active,
            long ready,
            long succeeded,
            long failed,
            Optional<String> end,
            String reason,
            String message) {
        String now = Fields.time(world.now());
        world.updateStatus(job.ref(Kind.JOB), j -> {
            boolean complete = end.filter("Complete"::equals).isPresent();
            Conditions conditions = Conditions.of(j, world.now());
            if (complete) {
                conditions.set("SuccessCriteriaMet", "True", reason, message);
            }
            if (end.filter("Failed"::equals).isPresent()) {
                conditions.set("FailureTarget", "True", reason, message);
            }
            if (end.isEmpty() && j.condition("Suspended").isPresent()) {
                conditions.set("Suspended", "False", "JobResumed", "Job resumed");
            }
            end.ifPresent(type -> conditions.set(type, "True", reason, message));
            Map<String, Object> status = Fields.of(
                    "startTime",
                            end.filter("Suspended"::equals).isPresent()
                                    ? Optional.empty()
                                    : Optional.of(j.text("status", "startTime").orElse(now)),
                    "completionTime", complete ? Optional.of(now) : Optional.empty(),
                    "active", active == 0 ? Optional.empty() : Optional.of(active),
                    "ready", ready,
                    "terminating", 0L,
                    "succeeded", succeeded == 0 ? Optional.empty() : Optional.of(succeeded),
                    "failed", failed == 0 ? Optional.empty() : Optional.of(failed),
                    "uncountedTerminatedPods", Map.of());
            if (!conditions.list().isEmpty()) {
                status.put("conditions", conditions.list());
            }
            return j.with(status, "status");
        });
    }

    private static void expire(World world, Resource job) {
        Optional<Instant> end = job.number("spec", "ttlSecondsAfterFinished")
                .flatMap(s -> finished(job).map(t -> t.plus(Duration.ofSeconds(s))));
        end.ifPresent(t -> {
            if (t.isAfter(world.now())) {
                world.wakeAt(t);
            } else {
                world.delete(job.ref(Kind.JOB));
            }
        });
    }
}
