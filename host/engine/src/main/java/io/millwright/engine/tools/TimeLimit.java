package io.millwright.engine.tools;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs code on a virtual thread of its own, and goes on without it when it is late. */
public final class TimeLimit {
    private TimeLimit() {}

    /**
     * What the code gives.
     *
     * @param kind who is to blame when it is late or throws something that isn't a {@link ProblemException}
     * @param attempted what it does, in words: {@code discover instances}
     * @param on on what
     * @throws ProblemException what the code threw, as a problem; with code {@code timeout} when it was late. The late thread is
     *     interrupted; what it does afterwards is lost
     */
    public static <T> T call(Problem.Kind kind, String attempted, String on, Duration limit, Callable<T> code) {
        FutureTask<T> task = new FutureTask<>(code);
        Thread.ofVirtual().name(attempted).start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new ProblemException(new Problem(
                    kind,
                    attempted,
                    on,
                    "no answer within " + words(limit),
                    "Try again, or raise the limit.",
                    Optional.of("timeout")));
        } catch (ExecutionException e) {
            throw problem(kind, attempted, on, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new ProblemException(new Problem(
                    kind, attempted, on, "it was interrupted", "Try again.", Optional.of("interrupted")));
        }
    }

    private static ProblemException problem(Problem.Kind kind, String attempted, String on, Throwable cause) {
        if (cause instanceof ProblemException e) {
            return e;
        }
        String why = cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        String next = kind == Problem.Kind.TOOL
                ? "Report it to the plugin's makers, or use another version of the plugin."
                : "Try again; the log says more.";
        return new ProblemException(new Problem(kind, attempted, on, why, next, Optional.empty()), cause);
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
