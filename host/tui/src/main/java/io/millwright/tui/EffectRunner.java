package io.millwright.tui;

import java.util.function.Consumer;

/** Performs an application's effects. */
public interface EffectRunner {
    /**
     * Performs one effect, on a virtual thread of its own; may block. The thread is interrupted on cancellation.
     *
     * @param sink takes messages, from any thread; ignores them after cancellation
     * @throws Exception becomes {@link EffectFailed}
     */
    void run(Effect effect, Consumer<Msg> sink, Cancellation cancellation) throws Exception;
}
