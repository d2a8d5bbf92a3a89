package io.millwright.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Does the same for several things at once, each on a virtual thread of its own; one that is late delays nothing beyond the limit. */
final class InParallel {
    private InParallel() {}

    /**
     * The answers in the order of the things.
     *
     * @param work asked for each; must not throw
     * @param late the answer for one that didn't come in time
     */
    static <A, B> List<B> each(List<A> things, Duration limit, Function<A, B> work, Function<A, B> late) {
        List<CompletableFuture<B>> answers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (A thing : things) {
            CompletableFuture<B> answer = new CompletableFuture<>();
            answers.add(answer);
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    answer.complete(work.apply(thing));
                } catch (RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            }));
        }
        long end = System.nanoTime() + limit.toNanos();
        List<B> results = new ArrayList<>();
        try {
            for (int i = 0; i < things.size(); i++) {
                results.add(result(answers.get(i), end, things.get(i), late));
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
        return results;
    }

    private static <A, B> B result(CompletableFuture<B> answer, long end, A thing, Function<A, B> late) {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return late.apply(thing);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        }
    }
}
