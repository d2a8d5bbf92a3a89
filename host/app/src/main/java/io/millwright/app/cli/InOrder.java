package io.millwright.app.cli;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads several things at once, each on a virtual thread of its own, and takes what they bring in the order of the things, part by part. Of each
 * thing only a few parts wait, however many there are: who is ahead of the others stops.
 */
final class InOrder {
    private static final int WAITING = 1;

    private InOrder() {}

    /** What a reader tells. */
    private sealed interface Told<T> {
        record Part<T>(T value) implements Told<T> {}

        record End<T>() implements Told<T> {}

        record Failed<T>(RuntimeException why) implements Told<T> {}
    }

    /**
     * Ends when all things were read; the problems of those that couldn't be.
     *
     * @param patience how long the next part of a thing may take
     * @param work reads one and hands over its parts; may throw a problem
     * @param late what is wrong with one whose next part didn't come in time
     * @param taken gets the parts, on the calling thread
     */
    static <A, T> List<Problem> each(
            List<A> things,
            Duration patience,
            BiConsumer<A, Consumer<T>> work,
            Function<A, Problem> late,
            BiConsumer<A, T> taken) {
        List<BlockingQueue<Told<T>>> queues = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (A thing : things) {
            BlockingQueue<Told<T>> queue = new LinkedBlockingQueue<>(WAITING);
            queues.add(queue);
            threads.add(Thread.startVirtualThread(() -> read(thing, work, queue)));
        }
        List<Problem> problems = new ArrayList<>();
        try {
            for (int i = 0; i < things.size(); i++) {
                A thing = things.get(i);
                BlockingQueue<Told<T>> queue = queues.get(i);
                boolean more = true;
                while (more) {
                    more = switch (queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                        case Told.Part<T>(T value) -> {
                            taken.accept(thing, value);
                            yield true;
                        }
                        case Told.End<T> _ -> false;
                        case Told.Failed<T>(ProblemException foreseen) -> {
                            problems.add(foreseen.problem());
                            yield false;
                        }
                        case Told.Failed<T>(RuntimeException other) -> throw other;
                        case null -> {
                            problems.add(late.apply(thing));
                            yield false;
                        }
                    };
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        } finally {
            threads.forEach(Thread::interrupt);
        }
        return problems;
    }

    private static <A, T> void read(A thing, BiConsumer<A, Consumer<T>> work, BlockingQueue<Told<T>> queue) {
        try {
            work.accept(thing, part -> put(new Told.Part<>(part), queue));
            put(new Told.End<>(), queue);
        } catch (CancellationException nobodyTakesIt) {
            return;
        } catch (RuntimeException e) {
            putLast(new Told.Failed<>(e), queue);
        }
    }

    private static <T> void put(Told<T> told, BlockingQueue<Told<T>> queue) {
        try {
            queue.put(told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("nobody takes it any more");
        }
    }

    private static <T> void putLast(Told<T> told, BlockingQueue<Told<T>> queue) {
        try {
            queue.put(told);
        } catch (InterruptedException nobodyTakesIt) {
            Thread.currentThread().interrupt();
        }
    }
}
