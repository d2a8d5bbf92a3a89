package io.millwright.tui;

/**
 * The threads that keep a screen's state and paint it. Nothing that may block is done on them: a screen that waits is one that doesn't answer
 * its keys.
 */
public final class LoopThread {
    private static final ThreadLocal<Boolean> LOOP = ThreadLocal.withInitial(() -> false);

    private LoopThread() {}

    /** The current thread is one from now on, or no longer. */
    static void mark(boolean loop) {
        if (loop) {
            LOOP.set(true);
        } else {
            LOOP.remove();
        }
    }

    /**
     * For whatever may read, write or wait.
     *
     * @param what it is, in the plural
     * @throws IllegalStateException on a screen's thread: whoever wrote the page has to make it an effect
     */
    public static void refuse(String what) {
        if (LOOP.get()) {
            throw new IllegalStateException(what + " are for effects: the screen's thread waits for nothing");
        }
    }
}
