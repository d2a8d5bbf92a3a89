package io.millwright.tui;

import java.util.function.Consumer;

/**
 * A terminal, as thin as the program needs it. {@link #close} may be called from any thread and more than once; the
 * other methods are called by the loop thread only.
 */
public interface TerminalPort extends AutoCloseable {
    Capabilities capabilities();

    Size size();

    /** Takes the terminal over. Keys, pastes and {@link Resized} go to {@code input}, from other threads, until closed. */
    void open(Consumer<Msg> input);

    /** Shows a frame; only what differs from the one before is sent. Does nothing once closed. */
    void draw(Frame frame);

    void bell();

    /** Asks for a notice outside of the program's own window. */
    void say(Notify notice);

    /** Asks for {@link Mouse} messages, or leaves the mouse to the terminal's own selection; off at the start. */
    void mouse(boolean wanted);

    /** Sets the clipboard. */
    void copy(String text);

    /** Gives the terminal back, stops the process, and takes the terminal over again when it is continued. */
    void suspend();

    /** Gives the terminal to a child and waits for its end. */
    TtyReturned hand(HandTty effect);

    /** Gives the terminal back as it was found. */
    @Override
    void close();
}
