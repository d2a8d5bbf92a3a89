package io.millwright.app.browse.describe;

import io.millwright.app.browse.Ages;
import io.millwright.spi.Resource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Jobs, and what starts them by a schedule. */
final class JobText {
    private static final String[] TEMPLATE = {"spec", "jobTemplate", "spec", "template"};

    private JobText() {}

    static void job(Resource o, Lines lines) {
        lines.head("Job");
        long failed = o.number("status", "failed").orElse(0L);
        lines.field(
                "pods",
                o.number("status", "active").orElse(0L) + " active, "
                        + o.number("status", "succeeded").orElse(0L) + " succeeded of "
                        + o.text("spec", "completions").orElse("any") + ", " + failed + " failed",
                failed > 0
                        && o.condition("Complete")
                                .filter(c ->
                                        c.text("status").filter("True"::equals).isPresent())
                                .isEmpty());
        if (o.flag("spec", "suspend").orElse(false)) {
            lines.field("suspended", "yes", true);
        }
        lines.moment("started", o, "status", "startTime");
        lines.moment("completed", o, "status", "completionTime");
        lines.field("took", took(o));
        settings(o, lines);
        lines.selector("selector", o, "spec", "selector");
        WorkloadText.template(o, lines, "spec", "template");
    }

    private static Optional<String> took(Resource o) {
        Optional<String> start = o.text("status", "startTime");
        Optional<String> end = o.text("status", "completionTime");
        try {
            return start.isPresent() && end.isPresent()
                    ? Optional.of(Ages.text(Duration.between(Instant.parse(start.get()), Instant.parse(end.get()))))
                    : Optional.empty();
        } catch (DateTimeException noMoment) {
            // The two stand there as they are.
            return Optional.empty();
        }
    }

    /** How a job goes about it. */
    private static void settings(Resource o, Lines lines) {
        lines.field(
                "parallelism",
                o.number("spec", "parallelism")
                        .map(p -> p
                                + o.text("spec", "completionMode")
                                        .map(m -> ", " + m)
                                        .orElse("")));
        lines.field("backoff limit", o.text("spec", "backoffLimit"));
        lines.field("deadline", o.number("spec", "activeDeadlineSeconds").map(s -> s + " s"));
        int rules = o.items("spec", "podFailurePolicy", "rules").size();
        lines.field("failure rules", rules == 0 ? "" : String.valueOf(rules));
        lines.field("TTL", o.number("spec", "ttlSecondsAfterFinished").map(s -> s + " s after its end"));
    }

    static void cronJob(Resource o, Lines lines) {
        lines.head("CronJob");
        lines.field(
                "schedule",
                o.text("spec", "schedule")
                        .map(s -> s
                                + o.text("spec", "timeZone")
                                        .map(z -> " in " + z)
                                        .orElse("")));
        if (o.flag("spec", "suspend").orElse(false)) {
            lines.field("suspended", "yes", true);
        }
        lines.moment("last run", o, "status", "lastScheduleTime");
        lines.moment("last success", o, "status", "lastSuccessfulTime");
        lines.field(
                "active",
                String.join(
                        ", ",
                        o.items("status", "active").stream()
                                .flatMap(a -> a.text("name").stream())
                                .toList()));
        lines.field("concurrency", o.text("spec", "concurrencyPolicy").map(JobText::concurrency));
        lines.field(
                "start deadline", o.number("spec", "startingDeadlineSeconds").map(s -> s + " s"));
        lines.field(
                "history",
                o.text("spec", "successfulJobsHistoryLimit").orElse("3") + " succeeded, "
                        + o.text("spec", "failedJobsHistoryLimit").orElse("1") + " failed");
        settings(new Resource(Map.of("spec", o.at("spec", "jobTemplate", "spec").orElse(Map.of()))), lines);
        WorkloadText.template(o, lines, TEMPLATE);
    }

    private static String concurrency(String policy) {
        return switch (policy) {
            case "Allow" -> "Allow: a run is started beside one that goes on";
            case "Forbid" -> "Forbid: a run is left out while one goes on";
            case "Replace" -> "Replace: a run replaces one that goes on";
            default -> policy;
        };
    }

    static void aroundCron(Resource o, Lines lines) {
        PodText.around(WorkloadText.pods(o, TEMPLATE), lines);
    }
}
