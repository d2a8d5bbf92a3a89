package io.millwright.tui.terminal;

import io.millwright.tui.Frame;
import java.io.IOException;

/** How frames reach a terminal. One thread. */
interface Picture {
    /** Shows what differs from the frame before. */
    void draw(Frame frame) throws IOException;

    /** Forgets what the terminal shows: the next frame is shown whole. */
    void forget();
}
