package io.millwright.app.cli;

import io.millwright.engine.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** {@link AtOnce} for a command: whoever cancels it wants no answers. */
final class InParallel {
    private InParallel() {}

    /**
     * The answers in the order of the things.
     *
     * @param work asked for each; must not throw
     * @param late the answer for one that didn't come in time
     */
    static <A, B> List<B> each(List<A> things, Duration limit, Function<A, B> work, Function<A, B> late) {
        try {
            return AtOnce.each(things, limit, work, late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        }
    }
}
