package io.millwright.tui;

import java.time.Duration;
import java.util.Optional;

/**
 * An application: pure functions over its state. All are called on the loop thread, and none may wait, read a clock or
 * do I/O; what takes time is an {@link Effect}.
 */
public interface App<S> {
    /** The state at the start. Its effects are started after the first paint. */
    Next<S> init();

    Next<S> update(S state, Msg msg);

    /** Draws the state on a blank surface. */
    void view(S state, Surface surface);

    /** How often a {@link Tick} is wanted in this state; empty for never. */
    default Optional<Duration> tickEvery(S state) {
        return Optional.empty();
    }

    /**
     * Whether clicks and the wheel are wanted in this state. While they are, the terminal's own selection of text needs a
     * modifier key; so it is better not to want them where there is text to be read.
     */
    default boolean wantsMouse(S state) {
        return false;
    }

    /** Below this size a plain message with the size needed is shown instead of the view. */
    default Size minimumSize() {
        return new Size(60, 15);
    }
}
