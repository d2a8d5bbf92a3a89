package io.millwright.app.screen;

import io.millwright.tui.Capabilities;
import io.millwright.tui.Frame;
import io.millwright.tui.HandTty;
import io.millwright.tui.InputClosed;
import io.millwright.tui.Msg;
import io.millwright.tui.Notify;
import io.millwright.tui.Size;
import io.millwright.tui.TerminalPort;
import io.millwright.tui.TtyReturned;
import java.util.function.Consumer;

/** A terminal whose user leaves as soon as a certain word is on the screen. */
final class LeavingPort implements TerminalPort {
    private final TerminalPort terminal;
    private final String word;
    private Consumer<Msg> input = msg -> {};

    LeavingPort(TerminalPort terminal, String word) {
        this.terminal = terminal;
        this.word = word;
    }

    @Override
    public void open(Consumer<Msg> sink) {
        input = sink;
        terminal.open(sink);
    }

    @Override
    public void draw(Frame frame) {
        terminal.draw(frame);
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

    @Override
    public Capabilities capabilities() {
        return terminal.capabilities();
    }

    @Override
    public Size size() {
        return terminal.size();
    }

    @Override
    public void bell() {
        terminal.bell();
    }

    @Override
    public void say(Notify notice) {
        terminal.say(notice);
    }

    @Override
    public void mouse(boolean wanted) {
        terminal.mouse(wanted);
    }

    @Override
    public void copy(String text) {
        terminal.copy(text);
    }

    @Override
    public void suspend() {
        terminal.suspend();
    }

    @Override
    public TtyReturned hand(HandTty effect) {
        return terminal.hand(effect);
    }

    @Override
    public void close() {
        terminal.close();
    }
}
