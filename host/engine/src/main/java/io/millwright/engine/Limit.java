package io.millwright.engine;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * How long somebody else's code may take. It runs on a thread of its own, which is interrupted and left behind when it is late. A platform
 * thread: code that never waits would keep a virtual thread's carrier from everybody else.
 *
 * @param time how long
 * @param blame whose fault it is to be late
 */
public record Limit(Duration time, Problem.Kind blame) {
    /** For calls into a plugin. */
    public static Limit ofTool(Duration time) {
        return new Limit(time, Problem.Kind.TOOL);
    }

    /**
     * What the code gives.
     *
     * @param attempted in words, for the problem
     * @param on on what
     * @throws ProblemException when it is late, or when the caller was interrupted; what the code throws is passed on
     */
    public <T> T call(String attempted, String on, Supplier<T> code) {
        FutureTask<T> task = new FutureTask<>(code::get);
        Thread.ofPlatform().daemon().name("limited " + attempted).start(task);
        try {
            return task.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw late(attempted, on, "no answer within " + shown(), e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw late(attempted, on, "it was cancelled", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            // A class that is missing, a stack that is too deep: the plugin's, not the program's end.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw late(attempted, on, cause.toString(), e);
        }
    }

    private String shown() {
        return time.toMillis() < 10_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    private ProblemException late(String attempted, String on, String why, Exception cause) {
        return new ProblemException(
                new Problem(
                        blame,
                        attempted,
                        on,
                        why,
                        "Try again; when it happens again, report it with what 'millwright support-bundle' packs.",
                        Optional.empty()),
                cause);
    }
}
