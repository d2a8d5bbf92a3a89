package io.millwright.app;

import io.millwright.engine.run.Cancellation;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Does a run on a thread that nobody interrupts: an interrupt would close the journal's file. The caller's interrupt, and the end of the
 * process, become a request to stop; the journal is written to its end either way.
 */
final class RunThread {
    /** How long the end of the process waits for a run to stop and write its journal. */
    private static final Duration AT_EXIT = Duration.ofSeconds(10);

    private RunThread() {}

    /** Returns when the work is done; what it throws is passed on. */
    static void execute(Cancellation cancellation, Runnable work) {
        FutureTask<Boolean> task = new FutureTask<>(work, true);
        Thread thread = Thread.ofVirtual().name("run").start(task);
        Thread atExit = new Thread(() -> {
            cancellation.request();
            try {
                thread.join(AT_EXIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            await(task, cancellation);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // The process is ending: the hook is at work.
                cancellation.request();
            }
        }
    }

    private static void await(FutureTask<Boolean> task, Cancellation cancellation) {
        while (true) {
            try {
                task.get();
                return;
            } catch (InterruptedException e) {
                // It has become a request to stop, which the result tells; the run still has to reach its end.
                cancellation.request();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException r) {
                    throw r;
                }
                throw new ProblemException(Problem.internal("run the plan", "this machine", e), e);
            }
        }
    }
}
