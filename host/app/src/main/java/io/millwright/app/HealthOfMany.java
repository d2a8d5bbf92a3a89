package io.millwright.app;

import io.millwright.app.cli.Checked;
import io.millwright.spi.Dimension;
import io.millwright.spi.Evidence;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Remedy;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Looks at many instances, of each cluster some at once, so that the checks' limit counts what a cluster takes to answer and not how long this
 * machine is busy with all the others. One that can't be looked at is Unknown, with the reason, and takes nothing from the others; a cluster that
 * doesn't answer holds all up for no longer than twice the limit.
 */
final class HealthOfMany {
    /** The checks keep the limit themselves; this is for opening the connection. */
    private static final Duration OPENING = Duration.ofSeconds(5);

    /** Instances of one cluster at the same time; each of them has some twenty checks. */
    private static final int AT_ONCE = 8;

    private final Duration limit;
    private final Function<Instance, Checked> look;

    HealthOfMany(Duration limit, Function<Instance, Checked> look) {
        this.limit = limit;
        this.look = look;
    }

    /** The answers in the order of the instances. */
    List<Checked> of(List<Instance> instances) {
        Map<String, Semaphore> turns = new HashMap<>();
        List<FutureTask<Checked>> looking = new ArrayList<>();
        for (Instance i : instances) {
            Semaphore turn = turns.computeIfAbsent(i.id().cluster(), c -> new Semaphore(AT_ONCE, true));
            looking.add(new FutureTask<>(() -> {
                turn.acquire();
                try {
                    return look.apply(i);
                } finally {
                    turn.release();
                }
            }));
        }
        looking.forEach(t -> Thread.ofVirtual().name("health").start(t));
        long end = System.nanoTime() + limit.multipliedBy(2).plus(OPENING).toNanos();
        List<Checked> results = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            results.add(result(looking.get(i), instances.get(i), end));
        }
        return results;
    }

    private static Checked result(FutureTask<Checked> task, Instance instance, long end) {
        try {
            return task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return unknown(instance, "no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.cancel(true);
            return unknown(instance, "it was cancelled");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException p) {
                Problem problem = p.problem();
                return unknown(instance, problem.summary());
            }
            return unknown(instance, String.valueOf(e.getCause()));
        }
    }

    private static Checked unknown(Instance instance, String why) {
        Finding finding = new Finding(
                instance.id().tool() + ".health.unknown",
                Severity.UNKNOWN,
                Dimension.AVAILABILITY,
                "Can't tell: the health as a whole",
                "Whether this is healthy could not be found out; it is not known to be good.",
                List.of(new Evidence(
                        "why it could not be told",
                        Optional.empty(),
                        instance.id().display(),
                        why,
                        Instant.now())),
                Optional.of(why),
                List.of(new Remedy.Manual("check access and try again", why)),
                Optional.empty());
        return new Checked(instance, Severity.UNKNOWN, List.of(finding), 0);
    }
}
