package io.millwright.app.screen;

import io.millwright.tui.Frame;
import io.millwright.tui.InputClosed;
import io.millwright.tui.Msg;
import io.millwright.tui.TerminalPort;
import java.util.function.Consumer;

/** A terminal whose user leaves as soon as a certain word is on the screen. */
final class LeavingPort extends ForwardingPort {
    private final String word;
    private Consumer<Msg> input = msg -> {};

    LeavingPort(TerminalPort terminal, String word) {
        super(terminal);
        this.word = word;
    }

    @Override
    public void open(Consumer<Msg> sink) {
        input = sink;
        super.open(sink);
    }

    @Override
    public void draw(Frame frame) {
        super.draw(frame);
        for (int row = 0; row < frame.size().height(); row++) {
            if (frame.row(row).contains(word)) {
                leave();
                return;
            }
        }
    }

    /** As if the terminal had gone: the program ends, whatever it is doing. */
    void leave() {
        input.accept(new InputClosed());
    }
}
