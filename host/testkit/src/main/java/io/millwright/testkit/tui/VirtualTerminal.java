package io.millwright.testkit.tui;

import io.millwright.tui.Capabilities;
import io.millwright.tui.Frame;
import io.millwright.tui.HandTty;
import io.millwright.tui.Msg;
import io.millwright.tui.Narrator;
import io.millwright.tui.Notify;
import io.millwright.tui.Size;
import io.millwright.tui.TerminalPort;
import io.millwright.tui.TtyReturned;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A terminal that only remembers. Thread-safe. */
public final class VirtualTerminal implements TerminalPort {
    private final Capabilities capabilities;
    private final List<String> spoken = new CopyOnWriteArrayList<>();
    private final Narrator narrator = new Narrator();
    private final List<String> copied = new CopyOnWriteArrayList<>();
    private final List<HandTty> handed = new CopyOnWriteArrayList<>();
    private final List<Notify> notices = new CopyOnWriteArrayList<>();
    private final AtomicInteger bells = new AtomicInteger();
    private final AtomicInteger frames = new AtomicInteger();
    private volatile Size size;
    private volatile Frame frame;
    private volatile boolean mouse;
    private volatile boolean closed;

    public VirtualTerminal(Size size, Capabilities capabilities) {
        this.size = size;
        this.frame = new Frame(size);
        this.capabilities = capabilities;
    }

    /** What it shows. */
    public CellGrid screen() {
        return new CellGrid(frame);
    }

    /** How many frames it was given. */
    public int frames() {
        return frames.get();
    }

    /** What a screen reader was told, in order; nothing unless the capabilities ask for it. */
    public List<String> spoken() {
        return List.copyOf(spoken);
    }

    /** What was put into the clipboard, in order. */
    public List<String> copied() {
        return List.copyOf(copied);
    }

    /** To whom it was handed, in order. */
    public List<HandTty> handed() {
        return List.copyOf(handed);
    }

    public int bells() {
        return bells.get();
    }

    /** What the desktop was asked to show, in order. */
    public List<Notify> notices() {
        return List.copyOf(notices);
    }

    /** Whether clicks come to the program now. */
    public boolean isMouseTaken() {
        return mouse;
    }

    public boolean isClosed() {
        return closed;
    }

    void resize(Size to) {
        size = to;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Size size() {
        return capabilities.drawn(size);
    }

    @Override
    public void open(Consumer<Msg> input) {}

    @Override
    public void draw(Frame drawn) {
        frame = drawn;
        if (capabilities.screenReader()) {
            spoken.addAll(narrator.tell(drawn));
        }
        frames.incrementAndGet();
    }

    @Override
    public void bell() {
        bells.incrementAndGet();
    }

    @Override
    public void say(Notify notice) {
        notices.add(notice);
    }

    @Override
    public void mouse(boolean wanted) {
        mouse = wanted;
    }

    @Override
    public void copy(String text) {
        copied.add(text);
    }

    @Override
    public void suspend() {}

    @Override
    public TtyReturned hand(HandTty effect) {
        handed.add(effect);
        return new TtyReturned(effect, 0, Optional.empty());
    }

    @Override
    public void close() {
        closed = true;
    }
}
