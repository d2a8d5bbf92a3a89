package io.millwright.tui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs an {@link App} on a terminal: takes all waiting messages, updates the state with each, then draws once. What the user does is drawn at once,
 * everything else once a frame.
 *
 * <p>The thread that calls {@link #run} owns the state. {@link #send} and {@link #idle} may be used by any thread.
 */
public final class Program<S> {
    private final App<S> app;
    private final TerminalPort terminal;
    private final Ticker ticker;
    private final Pace pace;
    private final IdleLatch idle = new IdleLatch();
    private final BlockingQueue<Msg> queue = new LinkedBlockingQueue<>();
    private final Effects effects;
    private final AtomicBoolean tickWaiting = new AtomicBoolean();

    private S state;
    private List<Effect> heldBack;
    private final List<Effect> afterPaint = new ArrayList<>();
    private boolean painted;
    /** Whether the user has done something since the last picture, who waits for what comes of it. */
    private boolean pressed;

    private long lastPaint;
    private OptionalInt exitStatus = OptionalInt.empty();
    private Optional<Duration> tickPeriod = Optional.empty();
    private Cancellation ticking = new Cancellation();
    private Size size = new Size(0, 0);
    private Frame shown = new Frame(size);
    private boolean mouse;

    public Program(App<S> app, EffectRunner runner, TerminalPort terminal, Ticker ticker, Pace pace) {
        this.app = app;
        this.terminal = terminal;
        this.ticker = ticker;
        this.pace = pace;
        this.effects = new Effects(runner, idle, pace.effects(), this::send);
        Next<S> first = app.init();
        this.state = first.state();
        this.heldBack = first.effects();
        idle.enter(); // left at the first paint
    }

    /** Sends a message from outside; returns at once. */
    public void send(Msg msg) {
        idle.enter();
        queue.add(msg);
    }

    /** Tells when everything that was sent is on the screen. */
    public IdleLatch idle() {
        return idle;
    }

    /**
     * Runs until {@link Quit}. The terminal is given back on every way out.
     *
     * @return the exit status
     * @throws RuntimeException what {@code update} or {@code view} threw, after the terminal was given back
     * @throws InterruptedException when the calling thread is interrupted
     */
    public int run() throws InterruptedException {
        return terminal.capabilities().glyphs() == Glyphs.EAST_ASIAN ? Ambiguous.overTwo(this::loop) : loop();
    }

    private int loop() throws InterruptedException {
        LoopThread.mark(true);
        try {
            terminal.open(this::send);
            handle(new Resized(terminal.size()));
            paint();
            idle.leave(1);
            while (exitStatus.isEmpty()) {
                step();
            }
            return exitStatus.getAsInt();
        } finally {
            ticking.cancel();
            effects.cancelAll();
            terminal.close();
            LoopThread.mark(false);
        }
    }

    private void step() throws InterruptedException {
        handle(queue.take());
        int handled = 1 + drain();
        long due = lastPaint + pace.frame().toNanos();
        long wait = due - ticker.nanos();
        while (wait > 0 && !pressed && exitStatus.isEmpty()) {
            Optional<Msg> late = Optional.ofNullable(queue.poll(wait, TimeUnit.NANOSECONDS));
            if (late.isPresent()) {
                handle(late.get());
                handled++;
            }
            wait = due - ticker.nanos();
        }
        if (exitStatus.isEmpty()) {
            paint();
        }
        idle.leave(handled);
    }

    private int drain() {
        int count = 0;
        Optional<Msg> msg = Optional.ofNullable(queue.poll());
        while (msg.isPresent() && exitStatus.isEmpty()) {
            handle(msg.get());
            count++;
            msg = Optional.ofNullable(queue.poll());
        }
        if (msg.isPresent()) {
            count++; // not handled because the program ends
        }
        return count;
    }

    // No pattern switch here and in perform: the first use of each makes classes at run time, some 8 ms before first
    // paint.
    private void handle(Msg msg) {
        if (msg instanceof Effects.Done) {
            idle.leave(1);
        } else if (msg instanceof StopRequested) {
            perform("", new Suspend());
        } else if (msg instanceof InputClosed) {
            update(msg);
            exitStatus = OptionalInt.of(exitStatus.orElse(129));
        } else {
            pressed |= msg instanceof Key || msg instanceof Mouse || msg instanceof Paste;
            if (msg instanceof Mouse at && at.act() == Mouse.Act.PRESS) {
                shown.clicked(at.col(), at.row()).ifPresent(this::update);
                return;
            }
            if (msg instanceof Resized resized) {
                size = resized.size();
            } else if (msg instanceof Tick) {
                tickWaiting.set(false);
            }
            update(msg);
        }
    }

    private void update(Msg msg) {
        Next<S> next = app.update(state, msg);
        state = next.state();
        if (painted) {
            next.effects().forEach(effect -> perform("", effect));
        } else {
            heldBack = new Next<>(state, heldBack)
                    .and(next.effects().toArray(Effect[]::new))
                    .effects();
        }
    }

    private void perform(String scope, Effect effect) {
        if (effect instanceof Quit quit) {
            exitStatus = OptionalInt.of(quit.exitStatus());
        } else if (effect instanceof Bell) {
            terminal.bell();
        } else if (effect instanceof Notify notice) {
            terminal.say(notice);
        } else if (effect instanceof Copy copy) {
            terminal.copy(copy.text());
        } else if (effect instanceof AfterPaint later) {
            afterPaint.add(later.effect());
        } else if (effect instanceof Scoped scoped) {
            perform(scoped.scope(), scoped.effect());
        } else if (effect instanceof CancelScope cancel) {
            effects.cancel(cancel.scope());
        } else if (effect instanceof Suspend) {
            terminal.suspend();
            send(new Resized(terminal.size()));
        } else if (effect instanceof HandTty hand) {
            TtyReturned returned = terminal.hand(hand);
            send(new Resized(terminal.size()));
            send(returned);
        } else {
            effects.start(scope, effect);
        }
    }

    private void paint() {
        Frame frame = new Frame(size);
        Surface surface = new Surface(frame, terminal.capabilities());
        if (size.holds(app.minimumSize())) {
            app.view(state, surface);
        } else {
            tooSmall(surface);
        }
        terminal.draw(frame);
        shown = frame;
        point();
        pressed = false;
        lastPaint = ticker.nanos();
        if (!painted) {
            painted = true;
            List<Effect> first = heldBack;
            heldBack = List.of();
            first.forEach(effect -> perform("", effect));
        }
        List<Effect> waiting = List.copyOf(afterPaint);
        afterPaint.clear();
        waiting.forEach(effect -> perform("", effect));
        subscribe();
    }

    private void point() {
        boolean wanted = app.wantsMouse(state) && !terminal.capabilities().screenReader();
        if (wanted != mouse) {
            mouse = wanted;
            terminal.mouse(wanted);
        }
    }

    private void subscribe() {
        Optional<Duration> wanted = app.tickEvery(state);
        if (!wanted.equals(tickPeriod)) {
            tickPeriod = wanted;
            ticking.cancel();
            wanted.ifPresent(period -> ticking = ticker.every(period, this::tick));
        }
    }

    private void tick() {
        if (tickWaiting.compareAndSet(false, true)) {
            send(new Tick(ticker.now()));
        }
    }

    private void tooSmall(Surface surface) {
        List<String> lines = Text.wrap(
                "This terminal has " + size + " cells; at least " + app.minimumSize() + " are needed. Make it larger.",
                Math.max(1, surface.width()));
        for (int row = 0; row < lines.size(); row++) {
            surface.put(0, row, lines.get(row), Style.TEXT);
        }
    }
}
