package io.millwright.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Does the same for several things at once, each on a virtual thread of its own; one that is late delays nothing beyond the limit. */
public final class AtOnce {
    private AtOnce() {}

    /**
     * The answers in the order of the things. What is still at work at the end is interrupted.
     *
     * @param limit of all together
     * @param work asked for each; what it throws is thrown here
     * @param late the answer for one that didn't come in time
     * @throws InterruptedException when nobody wants the answers any more
     */
    public static <A, B> List<B> each(List<A> things, Duration limit, Function<A, B> work, Function<A, B> late)
            throws InterruptedException {
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

    private static <A, B> B result(CompletableFuture<B> answer, long end, A thing, Function<A, B> late)
            throws InterruptedException {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return late.apply(thing);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException r -> throw r;
                case Error error -> throw error;
                case null, default ->
                    throw new IllegalStateException("nothing that is checked is thrown", e.getCause());
            }
        }
    }
}
