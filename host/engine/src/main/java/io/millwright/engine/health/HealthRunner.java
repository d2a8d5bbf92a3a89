package io.millwright.engine.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Evidence;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Remedy;
import io.millwright.spi.Severity;
import io.millwright.spi.Tool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs every health check of a tool on an instance, each on a virtual thread of its own with a limit. A check that throws or is late is a
 * finding of severity Unknown, never a crash and never silence.
 */
public final class HealthRunner {
    private final Duration limit;

    /** {@code limit}: how long one check may take. */
    public HealthRunner(Duration limit) {
        this.limit = limit;
    }

    /** The instance's health now. Blocks up to the limit and little more, however many checks hang. */
    public HealthReport check(Tool tool, Instance instance, ClusterView view) {
        record Started(HealthCheck check, FutureTask<List<Finding>> task) {}
        List<Started> started = tool.healthChecks().stream()
                .filter(c ->
                        c.info().components().isEmpty() || c.info().components().contains(instance.component()))
                .map(c -> {
                    FutureTask<List<Finding>> task = new FutureTask<>(() -> c.run(instance, view));
                    Thread.ofVirtual().name("check-" + c.info().id()).start(task);
                    return new Started(c, task);
                })
                .toList();
        long end = System.nanoTime() + limit.toNanos();
        List<Finding> findings = new ArrayList<>();
        for (Started s : started) {
            findings.addAll(outcome(s.check(), s.task(), end - System.nanoTime(), view.now()));
        }
        return HealthReport.of(instance, view.now(), started.size(), findings);
    }

    private List<Finding> outcome(HealthCheck check, FutureTask<List<Finding>> task, long nanos, Instant now) {
        try {
            return task.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return List.of(unknown(check, "no answer within " + limit.toMillis() + " ms", now));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            return List.of(unknown(check, why, now));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.cancel(true);
            return List.of(unknown(check, "cancelled", now));
        }
    }

    private static Finding unknown(HealthCheck check, String why, Instant now) {
        return new Finding(
                check.info().id(),
                Severity.UNKNOWN,
                check.info().dimension(),
                "Can't tell: " + check.info().title(),
                "Whether this is healthy could not be found out; it is not known to be good.",
                List.of(new Evidence(
                        "why it could not be told",
                        Optional.empty(),
                        check.info().id(),
                        why,
                        now)),
                Optional.of(why),
                List.of(new Remedy.Manual("check access and try again", "The reason is in the evidence: " + why)),
                Optional.empty());
    }
}
