package io.millwright.app.screen;

import io.millwright.tui.Capabilities;
import io.millwright.tui.Frame;
import io.millwright.tui.HandTty;
import io.millwright.tui.Msg;
import io.millwright.tui.Notify;
import io.millwright.tui.Size;
import io.millwright.tui.TerminalPort;
import io.millwright.tui.TtyReturned;
import java.util.function.Consumer;

/** A terminal that does as another one does, for those that differ in a single thing. */
class ForwardingPort implements TerminalPort {
    private final TerminalPort terminal;

    ForwardingPort(TerminalPort terminal) {
        this.terminal = terminal;
    }

    @Override
    public void open(Consumer<Msg> sink) {
        terminal.open(sink);
    }

    @Override
    public void draw(Frame frame) {
        terminal.draw(frame);
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
